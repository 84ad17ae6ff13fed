import ArgumentParser

/// The program `graphbook`.
@main
struct GraphbookProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graphbook",
        abstract: "Runs AI data pipelines that are written as small Swift functions.",
        discussion: """
            Steps are Swift functions in a package of yours; a workflow is a JSON file that connects them. The package is \
            built when something in it has changed.

              graphbook new Digits && cd Digits     makes a package with an example
              graphbook run words.json              runs a workflow
              graphbook serve                       opens the page: build, run and watch
              graphbook runs, graphbook show        what has run, and what became of it
              graphbook nodes                       lists the nodes there are
            """,
        version: version,
        subcommands: [
            RunCommand.self, ServeCommand.self, RunsCommand.self, ShowCommand.self, FailuresCommand.self,
            NodesCommand.self, NewCommand.self, ConvertCommand.self,
        ])

    /// The version of Graphbook.
    static let version = "0.1.0"
}
