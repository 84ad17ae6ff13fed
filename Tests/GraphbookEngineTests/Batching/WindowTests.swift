import Testing

@testable import GraphbookEngine

@Suite("Window")
struct WindowTests {
    @Test("A window is empty at first")
    func nothing() {
        let window = Window<String>()
        #expect(window.isEmpty)
        #expect(window.first == nil)
        #expect(window.start == 0 && window.end == 0)
    }

    @Test("Elements keep their numbers while those before them are removed")
    func numbers() {
        var window = Window<Int>()
        for n in 0..<100 { #expect(window.append(n * 10) == n) }
        for removed in 0..<100 {
            #expect(window.first == removed * 10)
            #expect(window.start == removed && window.end == 100)
            for n in removed..<100 { #expect(window[n] == n * 10) }
            window.removeFirst()
        }
        #expect(window.isEmpty)
        #expect(window.append(1000) == 100)
        #expect(window[100] == 1000)
    }

    @Test("An element is changed by its number")
    func change() {
        var window = Window<[Int]>()
        for n in 0..<4 { window.append([n]) }
        window.removeFirst()
        window[2].append(7)
        #expect((1..<4).map { window[$0] } == [[1], [2, 7], [3]])
    }

    @Test("Removed elements are let go when as many were removed as are left")
    func releases() {
        final class Token: Sendable {}
        var window = Window<Token?>()
        weak var first: Token?
        do {
            let token = Token()
            first = token
            window.append(token)
        }
        for _ in 0..<3 { window.append(Token()) }
        #expect(first != nil)
        window.removeFirst()
        window.removeFirst()
        #expect(first == nil)
        #expect(window.start == 2 && window.end == 4)
    }
}
