import GraphbookCore

@testable import GraphbookEngine

extension Lane {
    /// A lane of a stage that nobody waits for.
    static func test(_ id: String, kind: Kind = .load) -> Lane {
        let stage = Stage(
            index: 0, id: id, location: CodeLocation(file: "Steps.swift", line: 7), counters: StageCounters(),
            control: RunControl(), journal: RunJournal(policy: .stop) { _ in }, retries: 0, emitted: SharedCount(),
            timeLimit: nil, ledger: nil, previews: nil)
        return Lane(stage: stage, kind: kind, transfer: Transfer(of: Int.self), function: nil) { _ in [] }
    }
}

extension Job {
    /// Loads with these tickets.
    static func loads(_ tickets: Range<Int>) -> [Job] {
        tickets.map { Job(ticket: $0, note: 0, index: nil, input: .load(.int($0), into: nil)) }
    }
}
