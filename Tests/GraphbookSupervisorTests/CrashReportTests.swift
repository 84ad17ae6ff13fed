import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("CrashReport")
struct CrashReportTests {
    /// What Swift 6.3 writes of a trap in optimised code.
    private static let backtrace = """

        *** Program crashed: Illegal instruction at 0x0000557784bc84de ***

        Platform: x86_64 Linux

        Thread 1 "worker" crashed:

          0 [inlined] [system] 0x0000557784bc84de specialized Array.subscript.getter in Digits at //<compiler-generated>
          1                    0x0000557784bc84de classify(_:) + 62 in Digits at /src/Digits/Sources/Digits/Steps.swift:31:12
          2 [ra]               0x0000557784bc857c closure #1 in static Main.main() + 59 in Digits at /src/Main.swift:2:64
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    @Test("The innermost frame with a place in the source is where it crashed")
    func findsFrame() {
        let report = CrashReport(lines: ["loading…"] + CrashReportTests.backtrace)
        #expect(report.function == "classify(_:)")
        #expect(report.location == CodeLocation(file: "/src/Digits/Sources/Digits/Steps.swift", line: 31))
        #expect(report.message == nil)
    }

    @Test("Names with 'in' and paths with colons are read whole")
    func readsOddNames() {
        let frame = "3 [ra]  0x00 closure #1 in static Main.main() + 59 in Digits at /src/a:b/Main.swift:2:64"
        let report = CrashReport(lines: ["Thread 0 \"Digits\" crashed:", frame])
        #expect(report.function == "closure #1 in static Main.main()")
        #expect(report.location == CodeLocation(file: "/src/a:b/Main.swift", line: 2))
    }

    @Test("The message of a trap is found wherever it stands in its line")
    func findsMessage() {
        let report = CrashReport(lines: ["Digits/Steps.swift:31: Fatal error: Index out of range", "bye"])
        #expect(report.message == "Fatal error: Index out of range")
        #expect(report.function == nil)
    }

    @Test(
        "Lines that are no frame of the user's say nothing",
        arguments: [
            "", "Thread 0 crashed:", "  1 0x00 f() + 3 in libc.so.6", "  1 [system] 0x00 f() + 3 in A at /a.swift:1:2",
            "  1 0x00 f() in A at //<compiler-generated>", "  0 in at 0x", "  1 0x00 f() in A at /a.swift",
        ])
    func ignoresOtherLines(line: String) {
        #expect(CrashReport(lines: ["Thread 0 \"A\" crashed:", line]).function == nil)
    }
}
