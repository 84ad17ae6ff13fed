import GraphbookCore
import GraphbookSupervisor
import Synchronization

/// Builds the project's host whenever its code has changed, and knows which nodes it has.
///
/// Each run, and each look at the nodes, has a host process of its own: it starts in milliseconds, and what dies in it takes
/// nothing else along.
final class HostKeeper: Sendable {
    private struct Held {
        var state = HostState(.absent)
        var catalogue: CatalogueAnswer?
        /// The executable that the catalogue is of.
        var program: String?
        var built: FileSystem.Time?
        var mustBuild = true
    }

    private let project: ServedFolder
    /// The executable's name, where the package has several.
    private let hostName: String?
    private let hub: EventHub
    private let held = Mutex(Held())
    /// Held while SwiftPM is asked or builds: it would wait for itself otherwise.
    private let building = Mutex(())

    init(_ project: ServedFolder, hostName: String?, hub: EventHub) {
        self.project = project
        self.hostName = hostName
        self.hub = hub
    }

    var state: HostState { held.withLock { $0.state } }

    /// The nodes as they were last known.
    ///
    /// - Throws: ``APIError`` with code `unavailable` where there has been no host yet.
    func catalogue() throws -> CatalogueAnswer {
        if let catalogue = held.withLock({ $0.catalogue }) { return catalogue }
        throw APIError(.unavailable, "the nodes are not known yet: the host is \(state.state.rawValue)")
    }

    /// Whether the folder holds a package whose executable is the host.
    var hasPackage: Bool { FileSystem.exists("\(project.root)/Package.swift") }

    /// Lets the next look build again, also where nothing has changed.
    func restart() {
        held.withLock { $0.mustBuild = true }
        change(HostState(.building, message: "starting again"))
    }

    /// Tells that a run uses the host, or no longer does.
    func runs(_ isRunning: Bool, died message: String? = nil) {
        change(isRunning ? HostState(.running) : message.map { HostState(.died, message: $0) } ?? HostState(.ready))
    }

    private func change(_ state: HostState) {
        held.withLock { $0.state = state }
        // A state is texts and numbers.
        try? hub.publish("host", state)
    }

    // MARK: - Blocking: to be called off the threads that tasks share

    /// The executable, built if anything it is made from has changed.
    ///
    /// - Throws: ``APIError`` with code `unavailable`, which says why it does not build.
    func program() throws -> String {
        do { return try refreshed() } catch {
            let state = state
            throw APIError(
                .unavailable, state.message ?? "\(error)",
                details: state.compilerErrors.isEmpty
                    ? [:] : ["compilerErrors": (try? ValueEncoder().encode(state.compilerErrors)) ?? .array([])])
        }
    }

    /// Builds and looks at the nodes again, if anything has changed. What fails is told by ``state``.
    func refresh() { _ = try? refreshed() }

    private func refreshed() throws -> String {
        try building.withLock { _ in
            do {
                let (program, isNew) = try built()
                if isNew { try look(at: program) }
                return program
            } catch {
                let failed = HostState(failure: error, in: project)
                // Told once, not at each look.
                if state.state != .failed || state.message != failed.message || state.output != failed.output {
                    change(failed)
                }
                throw error
            }
        }
    }

    private func built() throws -> (program: String, isNew: Bool) {
        let (known, time, must) = held.withLock { ($0.program, $0.built, $0.mustBuild) }
        guard let package = try Project.containing(project.root) else {
            let program = try StockHost.path()
            return (program, must || known != program || FileSystem.changeTime(of: program) != time)
        }
        let host = try package.host(named: hostName)
        if !must, let known, try package.built(host) == known, FileSystem.changeTime(of: known) == time {
            return (known, false)
        }
        if try must || package.built(host) == nil { change(HostState(.building, message: "building \(host)")) }
        return (try package.build(host), true)
    }

    private func look(at program: String) throws {
        change(HostState(.starting))
        var printed: [String] = []
        let host = try HostProcess(program, folder: project.root)
        try host.greet { printed.append($0.message) }
        let nodes = try host.catalogue { printed.append($0.message) }
        let catalogue = try CatalogueAnswer(nodes)
        let isOther = held.withLock { held in
            defer {
                held.catalogue = catalogue
                held.program = program
                held.built = FileSystem.changeTime(of: program)
                held.mustBuild = false
            }
            return held.catalogue?.revision != catalogue.revision
        }
        change(HostState(.ready, output: printed.isEmpty ? nil : printed.joined(separator: "\n")))
        if isOther { hub.publish("catalogue", ["revision": .string(catalogue.revision)]) }
    }
}

/// The nodes there are: `Catalogue` of Documentation/openapi.json.
struct CatalogueAnswer: Encodable, Sendable {
    let revision: String
    let nodes: [NodeListing]

    init(_ nodes: [NodeListing]) throws {
        self.nodes = nodes.sorted { $0.name < $1.name }
        revision = Revision.of(try JSON.text(of: ValueEncoder().encode(self.nodes)))
    }
}
