import GraphbookCore
import GraphbookEngine

/// Something a test lets go wrong.
struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The isolations that need no program of their own.
let here: [Isolation] = [.threads, .none]

extension RunOptions {
    /// Without progress, which depends on time.
    static func test(
        _ isolation: Isolation = .threads, workers: Int = 2, onFailure: FailurePolicy = .stop
    ) -> RunOptions {
        RunOptions(workers: workers, isolation: isolation, onFailure: onFailure, progressInterval: 0)
    }
}

extension WorkflowBuilder {
    /// A source of notes that have their number under "n" and items under "xs".
    func numbers(
        _ count: Int, as id: String = "numbers", items: @escaping @Sendable (Int) -> Value = { [.int($0)] }
    ) -> StepHandle {
        source(id) { emit in
            for n in 0..<count { try await emit(Note(["n": .int(n), "xs": items(n)])) }
        }
    }

    /// A step that records the numbers of the notes that reach it.
    @discardableResult
    func collect(_ record: Record<Int>, as id: String = "end", after upstream: any Upstream) -> StepHandle {
        step(id, after: upstream) { record.append($0.number) }
    }
}

extension Note {
    /// What ``WorkflowBuilder/numbers(_:as:items:)`` has put under "n".
    var number: Int { self["n"] ?? -1 }
}

extension Item {
    /// Its value, where that is a number.
    var number: Int { Int(noteValue: value) ?? -1 }
}

extension RunSummary {
    func progress(of node: String) -> NodeProgress? { nodes.first { $0.node == node } }
}
