import ArgumentParser
import GraphbookCore
import GraphbookSupervisor

struct NodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nodes",
        abstract: "Lists the nodes that workflows can be made of.",
        discussion: """
            These are the nodes of the package that the current folder lies in, and of the libraries it uses; elsewhere, \
            the stock nodes.

              graphbook nodes
              graphbook nodes Flow
              graphbook nodes Vision/Classify
            """)

    @Argument(help: "A node's name, or the part behind its last slash, to show only that one; or a category.")
    var name: String?

    @Flag(help: "Write the list as JSON.")
    var json = false

    @Option(help: ArgumentHelp("The package, or a folder in it. (default: the current folder)", valueName: "path"))
    var package: String?

    @OptionGroup(title: "Host options") var host: HostOptions

    func run() throws {
        try reportingFailures {
            let interrupts = try Interrupts(), folder = package ?? "."
            if !FileSystem.isFolder(folder) { throw UsageProblem("--package: there is no folder '\(folder)'") }
            let printed: (LogLine) -> Void = { Terminal.tell($0.message) }
            let host = try host.launch(in: folder, interrupts: interrupts, printed: printed)
            let catalogue = CatalogueText(
                nodes: try host.catalogue(interrupts: interrupts, printed: printed), width: Terminal.pageWidth,
                style: Terminal.style(of: .standard))
            let category = name.flatMap(catalogue.category(named:))
            let chosen = category == nil ? try name.map { try catalogue.node(named: $0) } : nil
            let page = category ?? catalogue
            let text =
                if json {
                    try JSON.text(
                        of: chosen.map(ValueEncoder().encode) ?? ValueEncoder().encode(page.nodes), pretty: true) + "\n"
                } else {
                    try chosen.map(catalogue.entry) ?? page.page()
                }
            try Terminal.write([Output(.standard, text)])
            return .success
        }
    }
}
