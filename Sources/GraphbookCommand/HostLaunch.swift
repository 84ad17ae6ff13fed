import ArgumentParser
import GraphbookCore
import GraphbookSupervisor

/// The options that say which host is used, and how it is built.
struct HostOptions: ParsableArguments {
    @Option(
        name: .customLong("host"),
        help: ArgumentHelp(
            "The package's executable, where it has several; or the path of one that is built, with a '/'.",
            valueName: "name"))
    var name: String?

    @Flag(help: "Build without optimisation: slow, but crashes say more and a debugger sees more.")
    var debug = false
}

extension HostOptions {
    /// Builds the host of a folder, if need be, starts it, and waits until it is ready.
    ///
    /// - Parameters:
    ///   - folder: Where the host works.
    ///   - package: A folder within the package that has the host; nil for `folder`.
    /// - Throws: ``UsageProblem``; what ``Project`` and ``HostProcess`` throw.
    func launch(
        in folder: String, package: String? = nil, interrupts: Interrupts, printed: (LogLine) -> Void
    ) throws -> HostProcess {
        let host = try HostProcess(program(for: package ?? folder, interrupts), folder: folder)
        try host.greet(interrupts: interrupts, printed: printed)
        return host
    }

    private func program(for folder: String, _ interrupts: Interrupts) throws -> String {
        if let name, name.contains("/") { return name }
        guard let project = try Project.containing(folder, interrupts: interrupts) else {
            if let name {
                throw UsageProblem("there is no host '\(name)': '\(folder)' is in no package that uses Graphbook")
            }
            return try StockHost.path()
        }
        let host = try wrongUse { try project.host(named: name) }
        return try project.build(host, debug ? .debug : .release, interrupts: interrupts) {
            Terminal.tell("building \(host)…")
        }
    }
}

/// Calls a function whose failures are the user's to correct in what they asked for.
func wrongUse<R>(_ body: () throws -> R) throws -> R {
    do {
        return try body()
    } catch let error as GraphbookError {
        throw UsageProblem("\(error)")
    }
}
