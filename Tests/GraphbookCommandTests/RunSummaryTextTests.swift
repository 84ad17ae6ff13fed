import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("RunSummaryText")
struct RunSummaryTextTests {
    private func text(_ summary: RunSummary, _ policy: FailurePolicy = .stop) -> String {
        RunSummaryText(policy: policy).text(of: summary, workflow: "digits")
    }

    @Test("A run that succeeded is told with its counts and its nodes")
    func tellsSuccess() {
        let nodes = Sample.nodes { folders, classify in
            (folders.notesIn, folders.notesOut) = (200, 200)
            (classify.notesIn, classify.notesOut, classify.itemsDone, classify.dumped) = (200, 200, 4000, 4000)
        }
        let summary = Sample.summary(.succeeded, seconds: 12.3, nodes: nodes) { notes, items in
            (notes.emitted, notes.unrouted) = (200, 3)
            (items.done, items.dumped) = (4000, 4000)
        }
        #expect(
            text(summary) == """

                digits succeeded in 12.3 s
                200 notes, 3 sent to ports that no one listens to; 4,000 items, 4,000 outputs written; 325 items/s

                  node       in  done  failed  items  written
                  folders   200   200       0      0        0
                  classify  200   200       0  4,000    4,000

                """)
    }

    @Test(
        "What has limited a run is told below its counts",
        arguments: [
            (RunLimit(.source, of: "folders", busy: 0.97), "the source 'folders': 97 % busy"),
            (
                RunLimit(.workers, of: "classify", busy: 0.98),
                "the workers, which load for 'classify': 2 workers, 98 % busy"
            ),
            (
                RunLimit(.dump, of: "classify", busy: 1),
                "the workers, which write for 'classify': 2 workers, 100 % busy"
            ),
            (RunLimit(.step, of: "classify", busy: 0.5), "the step 'classify': 50 % busy"),
            (RunLimit(.sink, of: "write", busy: 0.9), "the last step, 'write': 90 % busy"),
        ])
    func tellsLimit(limit: RunLimit, expected: String) {
        var summary = Sample.summary(.succeeded)
        (summary.workers, summary.limit) = (2, limit)
        #expect(text(summary).split(separator: "\n")[2] == "limited by \(expected)")
    }

    @Test("A stopped run lists its failures, and says how to go on past them")
    func tellsFailure() {
        let failures = (0..<12).map { Sample.failure(note: $0, cause: $0 == 0 ? "no JPEG:\nodd bytes" : "no JPEG") }
        let summary = Sample.summary(.failed, failures: failures) { notes, _ in (notes.emitted, notes.failed) = (40, 14)
        }
        let listed = (1..<10).map {
            "  ✗ 'classify' failed to load item 0 of note \($0) (a.jpg): no JPEG [Digits/Steps.swift:12]"
        }
        #expect(
            text(summary) == """

                digits failed after 2.00 s
                40 notes, 14 failed; 20 notes/s

                  ✗ 'classify' failed to load item 0 of note 0 (a.jpg): no JPEG:
                    odd bytes [Digits/Steps.swift:12]
                \(listed.joined(separator: "\n"))
                  and 4 more

                to go on past such notes: --on-failure skip

                """)
    }

    @Test(
        "The advice fits the policy",
        arguments: [
            ("stop", "to go on past such notes: --on-failure skip"),
            ("retry=3", "to go on past such notes: --on-failure skip"),
            ("skip=10", "more than 10 failures: --on-failure skip=N bears N, skip bears all"),
            ("skip=1%", "too large a share of the notes failed: --on-failure skip=P% bears P percent, skip bears all"),
        ])
    func advises(policy: String, expected: String) throws {
        let summary = Sample.summary(.failed, failures: [Sample.failure()])
        let policy = try #require(FailurePolicy(policy))
        #expect(text(summary, policy).hasSuffix("\n\n\(expected)\n"))
    }

    @Test("A run that no note is to blame for, or that went on, gets no advice")
    func advisesNothing() {
        let unblamed = Sample.failure(note: nil)
        #expect(!text(Sample.summary(.failed, failures: [unblamed])).contains("--on-failure"))
        #expect(!text(Sample.summary(.succeeded, failures: [Sample.failure()]), .skip).contains("--on-failure"))
    }

    @Test("A host's death is told in its own words, without a place it does not know")
    func tellsDeath() {
        let failure = NoteFailure(
            node: "", phase: .body, note: nil, cause: "host 'Digits' died", location: CodeLocation(file: "", line: 0))
        #expect(
            text(Sample.summary(.failed, failures: [failure]))
                == "\ndigits failed after 2.00 s\n0 notes\n\n  ✗ host 'Digits' died\n")
    }

    @Test("A run that was stopped, before it had a name, is told")
    func tellsStop() {
        let text = RunSummaryText(policy: .stop).text(of: Sample.summary(.cancelled), workflow: "")
        #expect(text == "\nthe run was stopped after 2.00 s\n0 notes\n")
    }
}
