import Testing

@testable import GraphbookSupervisor

@Suite("HostEnd")
struct HostEndTests {
    @Test(
        "A status of waitpid is an exit or a signal",
        arguments: [
            (0, .exited(0)), (3 << 8, .exited(3)), (255 << 8, .exited(255)), (9, .killed(signal: 9)),
            (4 | 0x80, .killed(signal: 4)),
        ] as [(CInt, ProcessEnd)])
    func readsWaitStatus(status: CInt, expected: ProcessEnd) {
        #expect(ProcessEnd(waitStatus: status) == expected)
    }

    @Test(
        "An end is told with its reason and the host's last words",
        arguments: [
            (.exited(3), false, [], "host 'Digits' exited with status 3"),
            (.exited(1), false, ["no GPU"], "host 'Digits' exited with status 1: no GPU"),
            (
                .killed(signal: 9), false, [],
                "host 'Digits' died of SIGKILL (killed from outside: by someone, or by the system when memory ran out)"
            ),
            (.killed(signal: 9), true, [], "host 'Digits' did not end when it should have, and was killed"),
            (
                .killed(signal: 11), false, ["1", "2", "3", "4", "5", "6"],
                "host 'Digits' died of SIGSEGV (a bad memory access, or a stack that is too deep): 2\n3\n4\n5\n6"
            ),
            (
                .killed(signal: 6), false,
                ["x.swift:1: Fatal error: odd", "Thread 0 \"D\" crashed:", "0 0x00 f() + 1 in D at /d.swift:7:1"],
                "host 'Digits' died of SIGABRT (abort was called), in f() at /d.swift:7: Fatal error: odd"
            ),
            (.killed(signal: 64), false, [], "host 'Digits' died of signal 64"),
        ] as [(ProcessEnd, Bool, [String], String)])
    func tellsEnd(end: ProcessEnd, wasKilled: Bool, words: [String], expected: String) {
        #expect(HostEnd(host: "Digits", end: end, wasKilled: wasKilled, lastWords: words).description == expected)
    }
}
