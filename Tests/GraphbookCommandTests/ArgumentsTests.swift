import ArgumentParser
import GraphbookCore
import GraphbookSupervisor
import Testing

@testable import GraphbookCommand

@Suite("Arguments")
struct ArgumentsTests {
    private func run(_ arguments: String...) throws -> RunCommand {
        try #require(try GraphbookProgram.parseAsRoot(["run"] + arguments) as? RunCommand)
    }

    @Test("A run without options stops at the first failure, in processes")
    func hasDefaults() throws {
        let command = try run("w.json")
        #expect(command.workflow == "w.json")
        #expect(command.settings.options(over: RunOptions()) == RunOptions(isolation: .processes, onFailure: .stop))
        #expect(command.settings.overrides == [])
        #expect(!command.json && !command.host.debug && command.host.name == nil)
    }

    @Test("All options of a run are read")
    func readsOptions() throws {
        let command = try run(
            "w.json", "--set", "a.b=1", "--set", "c.d=x=-y", "--workers", "4", "--isolation", "threads", "--on-failure",
            "retry=2,skip=1%", "--json", "--debug", "--host", "Digits")
        #expect(
            command.settings.overrides == [
                SettingOverride(node: "a", parameter: "b", text: "1"),
                SettingOverride(node: "c", parameter: "d", text: "x=-y"),
            ])
        let policy = FailurePolicy(retries: 2, tolerance: .share(0.01))
        #expect(
            command.settings.options(over: RunOptions())
                == RunOptions(workers: 4, isolation: .threads, onFailure: policy))
        #expect(command.json && command.host.debug)
        #expect(command.host.name == "Digits")
    }

    @Test("The number of workers may be left to the run", arguments: [("auto", nil), ("3", 3)] as [(String, Int?)])
    func readsWorkers(argument: String, workers: Int?) throws {
        #expect(
            try run("w.json", "--workers", argument).settings.options(over: RunOptions(workers: 7)).workers == workers)
    }

    @Test(
        "Wrong arguments are refused with EX_USAGE and the reason",
        arguments: [
            ([], "Say which workflow, or --resume RUN."),
            (["w", "--resume", "1"], "--resume takes the workflow of its run: leave out 'w'."),
            (["--resume", "1", "--no-store"], "--resume and --no-store exclude each other."),
            (["w", "--workers", "0"], "--workers takes 1 or more, not 0."),
            (["w", "--workers", "many"], "The value 'many' is invalid for '--workers <n|auto>'"),
            (["w", "--set", "a=1"], "The value 'a=1' is invalid for '--set <node.parameter=value>'"),
            (
                ["w", "--isolation", "magic"],
                "The value 'magic' is invalid for '--isolation <where>'. "
                    + "Please provide one of 'processes', 'threads' or 'none'."
            ),
            (
                ["w", "--on-failure", "pray"],
                "The value 'pray' is invalid for '--on-failure <stop|skip[=N|=P%]|retry=N[,…]>'"
            ),
        ] as [([String], String)])
    func refusesArguments(arguments: [String], expected: String) {
        let error = #expect(throws: (any Error).self) { try GraphbookProgram.parseAsRoot(["run"] + arguments) }
        guard let error else { return }
        #expect(GraphbookProgram.message(for: error) == expected)
        #expect(GraphbookProgram.exitCode(for: error) == .usage)
    }

    @Test(
        "A name that is no file is a workflow built in code; one that looks like a file is an error when it is missing")
    func readsWorkflow() throws {
        let source = try WorkflowSource("digits")
        #expect(source.text == nil)
        #expect(source.folder == ".")
        for (name, expected) in [
            ("none.json", "can't read 'none.json': No such file or directory"),
            ("none/w", "can't read 'none/w': No such file or directory"), ("/", "'/' is a folder, not a workflow file"),
        ] {
            let error = #expect(throws: UsageProblem.self) { try WorkflowSource(name) }
            #expect(error?.description == expected)
        }
    }

    @Test("An error ends the program with the code of its kind")
    func choosesExitCodes() {
        #expect(words(for: Interrupted()).code == .cancelled)
        #expect(words(for: Interrupted()).message == nil)
        #expect(words(for: UsageProblem("no")).code == .usage)
        #expect(words(for: GraphbookError(.worker, "gone")).code == .failure)
        #expect(words(for: GraphbookError(.worker, "gone")).message == "error: gone")
        #expect(RunSummary.Status.succeeded.exitCode == .success)
        #expect(RunSummary.Status.failed.exitCode == .failure)
        #expect(RunSummary.Status.cancelled.exitCode == .cancelled)
    }
}
