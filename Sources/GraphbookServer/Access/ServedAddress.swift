#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the server listens, and by which names it may be asked there.
///
/// A page elsewhere can point a name of its own at this machine and so have its requests count as of the same origin; a
/// server that answers only to its own names is out of reach for that.
public struct ServedAddress: Sendable, Equatable {
    /// An IP address, or `localhost`.
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Whether only programs of this machine can reach it.
    public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    private var isEvery: Bool { host == "0.0.0.0" || host == "::" }

    /// The page's address.
    public var url: String { "http://\(isEvery ? ServedAddress.machineName : bracketed(host)):\(port)/" }

    /// Whether a request's `Host` names this server.
    func isNamed(_ header: String) -> Bool {
        guard let (name, port) = ServedAddress.parts(of: header), (port ?? 80) == self.port else { return false }
        if name == host { return true }
        if isLoopback || isEvery, ["localhost", "127.0.0.1", "::1"].contains(name) { return true }
        return isEvery && (ServedAddress.isAddress(name) || name == ServedAddress.machineName.lowercased())
    }

    private func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// The name in small letters without brackets, and the port, of `name:port`; nil where it is none.
    private static func parts(of header: String) -> (name: String, port: Int?)? {
        let text = header.lowercased()
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]").map(text.index(after:)) : text.firstIndex(of: ":")
        let name = text[..<(end ?? text.endIndex)].drop { $0 == "[" }.prefix { $0 != "]" }
        let rest = text[(end ?? text.endIndex)...]
        if rest.isEmpty { return (String(name), nil) }
        guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()) else { return nil }
        return (String(name), port)
    }

    private static func isAddress(_ name: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1
    }

    private static let machineName: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()
}
