import GraphbookCore
import GraphbookEngine

/// The program of a package of nodes: `@main struct Photos: GraphbookHost {}`.
///
/// `graphbook` starts it, asks it for its nodes, and has it run workflows; it starts itself again as worker processes.
public protocol GraphbookHost: SendableMetatype {
    /// Workflows built in code, which `graphbook run NAME` runs by their name. Every worker builds them again, so they must
    /// come out the same each time.
    static var workflows: [Workflow] { get }
}

extension GraphbookHost {
    public static var workflows: [Workflow] { [] }

    /// What the program does is told by its arguments, which `graphbook` gives.
    public static func main() async {
        let arguments = CommandLine.arguments
        if arguments.contains(WorkerProgram.workerArgument) {
            WorkerProcess.run(plan: plan(for:))
        } else if arguments.contains(HostSession.argument) {
            await HostSession(plan: plan(for:)).serve()
        } else {
            HostSession.explain(program: arguments.first ?? "this program", workflows: workflows.map(\.name))
        }
    }

    /// Checks a workflow against the nodes of this program.
    ///
    /// - Throws: ``WorkflowError`` with every problem there is.
    private static func plan(for request: RunRequest) throws -> WorkflowPlan {
        let workflow: Workflow
        if let text = request.text {
            workflow = try Workflow(json: text, file: request.name)
        } else if let built = workflows.first(where: { $0.name == request.name }) {
            workflow = built
        } else {
            let names = workflows.map(\.name)
            let nearest = request.name.nearest(among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw WorkflowError(
                workflow: request.name,
                problems: [
                    WorkflowProblem(
                        "there is no such file, and no workflow of that name in the package's code\(nearest)")
                ])
        }
        return try workflow.plan(with: .discovered(), overrides: request.overrides)
    }
}
