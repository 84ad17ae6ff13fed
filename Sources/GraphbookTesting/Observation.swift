import GraphbookCore
import GraphbookEngine
import Synchronization

extension WorkflowPlan {
    /// The same workflow, with a step behind every port that tells which notes leave by it.
    func observed(_ tell: @escaping @Sendable (TestRun.Departure) -> Void) -> WorkflowPlan {
        let taken = Set(nodes.flatMap(\.inputs))
        let observed = nodes.flatMap { node in
            // Directly behind the node, so that a note is seen before the steps behind work on it.
            [node]
                + node.definition.ports.map { port in
                    let outlet = Workflow.Outlet(node: node.id, port: port)
                    let isLast = !taken.contains(outlet)
                    let definition = NodeDefinition.step("Observer", location: node.definition.location) { _ in
                        { note in
                            tell(TestRun.Departure(node: node.id, port: port, note: note.copy(), isLast: isLast))
                        }
                    }
                    return Node(
                        id: "\(outlet) is observed", definition: definition, settings: [:], inputs: [outlet],
                        stage: StageSettings())
                }
        }
        return WorkflowPlan(name: name, nodes: observed)
    }
}

/// Stops a run after so many notes.
final class StopSwitch: Sendable {
    private struct State {
        var left: Int?
        var engine: Engine?
    }

    private let state: Mutex<State>

    init(limit: Int?) { state = Mutex(State(left: limit)) }

    func connect(to engine: Engine) { state.withLock { $0.engine = engine } }

    func count() {
        let engine = state.withLock { state in
            guard let left = state.left else { return Engine?.none }
            state.left = left - 1
            return left <= 1 ? state.engine : nil
        }
        engine?.stop()
    }
}
