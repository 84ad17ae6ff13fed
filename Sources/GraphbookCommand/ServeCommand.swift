import ArgumentParser
import Dispatch
import GraphbookCore
import GraphbookServer
import GraphbookSupervisor
import Synchronization

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Opens the project's page: build workflows, run them, watch them.",
        discussion: """
            The page shows the workflows of a folder, and the nodes of the package in it. Only this machine can ask for it, \
            unless --host says otherwise; whoever asks from elsewhere then needs the token in the address that is printed.

              graphbook serve
              graphbook serve --open --port 9000
              graphbook serve --host 0.0.0.0
            """)

    @Argument(help: "The project's folder.")
    var folder = "."

    @Option(help: "The port to listen at.")
    var port = 8005

    @Option(name: .customLong("host"), help: "The address to listen at. (default: 127.0.0.1, this machine alone)")
    var address = "127.0.0.1"

    @Option(help: ArgumentHelp("The package's executable that hosts, where it has several.", valueName: "name"))
    var executable: String?

    @Option(
        help: ArgumentHelp("Take the page's files from a folder, while one works on the page.", valueName: "folder"))
    var pageFolder: String?

    @Flag(help: "Open the page in the browser.")
    var open = false

    func validate() throws {
        if !(1...65535).contains(port) { throw ValidationError("--port takes 1 to 65535, not \(port).") }
    }

    func run() throws {
        try reportingFailures {
            let server = try PageServer(
                PageServer.Options(
                    folder: folder, address: ServedAddress(host: address, port: port), hostName: executable,
                    pageFolder: pageFolder, version: GraphbookProgram.version))
            let folder = folder, open = open
            try waiting {
                try await server.run { url in
                    Terminal.tell("serving '\(folder)' at \(url)\nCtrl-C ends it")
                    if open, !Browser.open(url) { Terminal.tell("no browser could be opened: open the address above") }
                }
            }
            return .success
        }
    }

    /// Waits, on the program's first thread, for what goes on in tasks.
    private func waiting(for body: @escaping @Sendable () async throws -> Void) throws {
        let isOver = DispatchSemaphore(value: 0), failure = Mutex<(any Error)?>(nil)
        Task {
            do { try await body() } catch { failure.withLock { $0 = error } }
            isOver.signal()
        }
        isOver.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
