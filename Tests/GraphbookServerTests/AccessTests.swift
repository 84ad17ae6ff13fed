import Testing

@testable import GraphbookServer

@Suite("Who may ask")
struct AccessTests {
    @Test(
        "A loopback server answers to this machine's own names at its port, and to no other",
        arguments: [
            ("127.0.0.1:8005", true), ("localhost:8005", true), ("LOCALHOST:8005", true), ("[::1]:8005", true),
            ("localhost:8006", false), ("localhost", false), ("evil.example:8005", false),
            ("127.0.0.1.evil.example:8005", false), ("10.0.0.7:8005", false), ("", false), ("[::1", false),
        ])
    func loopback(host: String, isNamed: Bool) {
        #expect(ServedAddress(host: "127.0.0.1", port: 8005).isNamed(host) == isNamed)
    }

    @Test(
        "A server on every address answers to addresses, and to no name but this machine's",
        arguments: [("10.0.0.7:80", true), ("10.0.0.7", true), ("[fe80::1]:80", true), ("evil.example", false)])
    func everyAddress(host: String, isNamed: Bool) {
        #expect(ServedAddress(host: "0.0.0.0", port: 80).isNamed(host) == isNamed)
    }

    @Test(
        "Only loopback addresses do without a token",
        arguments: [("127.0.0.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("10.0.0.7", false)])
    func needsToken(host: String, isLoopback: Bool) {
        #expect(ServedAddress(host: host, port: 1).isLoopback == isLoopback)
    }

    @Test("A token is 64 hexadecimal digits, differs each time, and matches itself alone")
    func token() {
        let token = AccessToken()
        #expect(token.text.count == 64 && token.text.allSatisfy(\.isHexDigit))
        #expect(AccessToken().text != token.text)
        #expect(token.matches(token.text))
        for other in ["", String(token.text.dropLast()), token.text + "0", String(repeating: "x", count: 64)] {
            #expect(!token.matches(other))
        }
    }
}
