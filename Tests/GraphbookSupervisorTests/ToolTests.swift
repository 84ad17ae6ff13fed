import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("Tool")
struct ToolTests {
    private func shell(_ script: String, interrupts: Interrupts? = nil) -> Tool {
        Tool(program: "sh", arguments: ["-c", script], folder: "/", interrupts: interrupts, gathersErrors: true)
    }

    @Test("What a program prints is gathered in order, its errors included")
    func gathersOutput() throws {
        let (end, output) = try shell("pwd; echo two >&2; echo three; exit 3").run()
        #expect(output == "/\ntwo\nthree\n")
        #expect(end == .exited(3))
    }

    @Test("More output than a pipe holds is gathered whole")
    func gathersMuch() throws {
        let (end, output) = try shell("head -c 1000000 /dev/zero | tr '\\0' x").run()
        #expect(output.utf8.count == 1_000_000)
        #expect(end == .exited(0))
    }

    @Test("A program that left another behind with its output is over when it ends")
    func ignoresWhatIsLeftBehind() throws {
        let (end, output) = try shell("echo one; setsid sleep 20 & exit 0").run()
        #expect(output == "one\n")
        #expect(end == .exited(0))
    }

    @Test("A wish to stop ends the program")
    func stops() throws {
        let trigger = try Trigger()
        trigger.pull()
        let tool = shell("sleep 600", interrupts: trigger.interrupts)
        #expect(throws: Interrupted.self) { try tool.run() }
    }

    @Test("A second wish to stop kills a program that the first one did not end")
    func kills() throws {
        let trigger = try Trigger()
        let tool = shell("trap '' TERM; while true; do sleep 600; done", interrupts: trigger.interrupts)
        trigger.pull()
        trigger.pull()
        #expect(throws: Interrupted.self) { try tool.run() }
    }

    @Test("That a program takes long is told once")
    func tellsPatience() throws {
        var count = 0
        let (end, _) = try shell("sleep 0.6").run(patience: .zero) { count += 1 }
        #expect(end == .exited(0))
        #expect(count == 1)
    }

    @Test("A program that is missing is an error")
    func missesProgram() {
        let error = #expect(throws: GraphbookError.self) {
            try Tool(program: "no-such-program", arguments: [], folder: "/").run()
        }
        #expect(error?.message == "can't start 'no-such-program': No such file or directory")
    }
}
