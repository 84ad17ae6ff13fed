import GraphbookCore
import Testing

@Suite("FailurePolicy")
struct FailurePolicyTests {
    @Test(
        "Policies are read from text",
        arguments: [
            ("stop", FailurePolicy(retries: 0, tolerance: .none)),
            ("skip", FailurePolicy(retries: 0, tolerance: .all)),
            ("skip=10", FailurePolicy(retries: 0, tolerance: .count(10))),
            ("skip=0", FailurePolicy(retries: 0, tolerance: .count(0))),
            ("skip=1%", FailurePolicy(retries: 0, tolerance: .share(0.01))),
            ("skip=0.5%", FailurePolicy(retries: 0, tolerance: .share(0.005))),
            ("retry=3", FailurePolicy(retries: 3, tolerance: .none)),
            ("retry=3,skip=10", FailurePolicy(retries: 3, tolerance: .count(10))),
            ("skip,retry=1", FailurePolicy(retries: 1, tolerance: .all)),
        ])
    func readsText(text: String, expected: FailurePolicy) {
        #expect(FailurePolicy(text) == expected)
    }

    @Test(
        "Other texts are refused",
        arguments: [
            "", "pray", "stop=1", "skip=", "skip=-1", "skip=1.5", "skip=101%", "skip=-1%", "skip=%", "retry", "retry=",
            "retry=-1", "retry=2,", ",skip", "skip=nan%",
        ])
    func refusesText(text: String) {
        #expect(FailurePolicy(text) == nil)
    }

    @Test(
        "A run goes on while its failures are within the tolerance",
        arguments: [
            (.none, 0, 1000, true), (.none, 1, 1000, false), (.all, 1000, 1000, true), (.count(2), 2, 1000, true),
            (.count(2), 3, 1000, false), (.share(0.01), 1, 100, true), (.share(0.01), 2, 100, false),
            (.share(0.01), 50, 99, true), (.share(0), 0, 100, true), (.share(1), 100, 100, true),
        ] as [(FailurePolicy.Tolerance, Int, Int, Bool)])
    func judges(tolerance: FailurePolicy.Tolerance, failures: Int, emitted: Int, goesOn: Bool) {
        let policy = FailurePolicy(tolerance: tolerance)
        #expect(policy.tolerates(failures: failures, of: emitted) == goesOn)
    }

    @Test("At the end a share is judged however few notes there were")
    func judgesShareAtEnd() {
        let policy = FailurePolicy(tolerance: .share(0.5))
        #expect(policy.tolerates(failures: 1, of: 2, isOver: true))
        #expect(!policy.tolerates(failures: 2, of: 3, isOver: true))
        #expect(policy.tolerates(failures: 0, of: 0, isOver: true))
    }
}
