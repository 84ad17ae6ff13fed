import GraphbookCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A host that does what the file `script` in its folder says, a line at a time, and notes the commands it was sent in the
/// file `seen`. For tests of what the supervisor makes of hosts, well and ill.
///
///     say TEXT        tells the supervisor a line
///     print TEXT      writes a line to the standard output
///     complain TEXT   writes a line to the errors' output
///     flood N         complains N times
///     await COMMAND   reads commands until this one: catalogue, run, stop, abort; or `end`, the end of all
///     deafen          keeps the conversation open although the process ends: a child of it holds the socket
///     die SIGNAL      ends of a signal
///     exit STATUS
///     hang            waits for ever
@main
struct FakeHost {
    private var unread: [UInt8] = []

    static func main() throws {
        var host = FakeHost()
        for line in try text(of: "script").split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            try host.perform(String(words[0]), words.count > 1 ? String(words[1]) : "")
        }
    }

    private mutating func perform(_ verb: String, _ object: String) throws {
        switch verb {
        case "say": put(object + "\n", into: 3)
        case "print": put(object + "\n", into: 1)
        case "complain": put(object + "\n", into: 2)
        case "flood":
            for number in 0..<(Int(object) ?? 0) {
                put("complaint \(number) of many, many, many, many, many\n", into: 2)
            }
        case "await": try awaitCommand(object)
        case "deafen":
            var process: pid_t = 0
            // Without its own session the group's end would take it along.
            let words: [String] = ["setsid", "sleep", "20"]
            let arguments = words.map { strdup($0) } + [nil]
            posix_spawnp(&process, "setsid", nil, nil, arguments, environ)
        case "die":
            signal(Int32(object) ?? 0, SIG_DFL)
            kill(getpid(), Int32(object) ?? 0)
        case "exit": exit(Int32(object) ?? 0)
        case "hang": while true { pause() }
        default: fatalError("no such verb: \(verb)")
        }
    }

    private mutating func awaitCommand(_ wanted: String) throws {
        while let line = nextLine() {
            let command = try ValueDecoder().decode(HostCommand.self, from: JSON.value(of: line))
            let name =
                switch command {
                case .catalogue: "catalogue"
                case .run: "run"
                case .pause: "pause"
                case .resume: "resume"
                case .stop: "stop"
                case .abort: "abort"
                }
            let seen = open("seen", O_WRONLY | O_CREAT | O_APPEND, 0o666)
            put(name + "\n", into: seen)
            close(seen)
            if name == wanted { return }
        }
        if wanted != "end" { exit(0) }
    }

    private mutating func nextLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = read(3, &chunk, chunk.count)
            if count <= 0 { return nil }
            unread += chunk[..<count]
        }
    }
}

private func put(_ text: String, into file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if count < 0 { exit(9) }
        rest.removeFirst(count)
    }
}

private func text(of path: String) throws -> String {
    let file = open(path, O_RDONLY)
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = read(file, &chunk, chunk.count)
        if count <= 0 { return String(decoding: text, as: UTF8.self) }
        text += chunk[..<count]
    }
}
