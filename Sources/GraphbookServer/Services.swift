import GraphbookCore
import GraphbookStore
import GraphbookSupervisor
import ServiceLifecycle

/// What the routes share, and what goes on beside requests.
struct Services: Service {
    let project: ServedFolder
    let version: String
    let hub: EventHub
    let keeper: HostKeeper
    let files: WorkflowFiles
    let runs: RunService

    init(_ options: PageServer.Options) throws {
        project = try ServedFolder(options.folder)
        version = options.version
        hub = EventHub()
        keeper = HostKeeper(project, hostName: options.hostName, hub: hub)
        files = WorkflowFiles(project)
        guard let store = try RunStore.open(project: project.root, making: true) else {
            throw GraphbookError(.file, "'\(project.scratch)' can't be made: runs need a place to be kept")
        }
        runs = RunService(project: project, keeper: keeper, store: store, hub: hub)
    }

    /// Until the server is to end.
    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watchCode() }
                group.addTask { try await watchFiles() }
                group.addTask { try await tellRuns() }
                group.addTask { try await tellLoad() }
                group.addTask { try await beat() }
                do { try await group.waitForAll() } catch is CancellationError {}  // the end that was asked for
            }
        }
        await runs.stopAll()
        hub.close()
    }

    /// Builds when code has changed, as long as someone looks.
    private func watchCode() async throws {
        try await offThread { keeper.refresh() }
        while true {
            try await Task.sleep(for: .seconds(1))
            if hub.hasListeners, !runs.isRunning { try await offThread { keeper.refresh() } }
        }
    }

    /// Tells of workflow files that were changed, by whatever hand.
    private func watchFiles() async throws {
        var known: [String: String]?
        while true {
            if hub.hasListeners {
                let stamps = try await offThread { files.stamps() }
                if let known { try await offThread { tellChanges(from: known, to: stamps) } }
                known = stamps
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func tellChanges(from known: [String: String], to stamps: [String: String]) {
        for path in Set(known.keys).union(stamps.keys) where known[path] != stamps[path] {
            guard let relative = project.relative(path) else { continue }
            var change: Fields = ["path": .string(relative)]
            // A file that is gone, or no workflow any more, has no revision.
            if let workflow = try? files.read(relative) { change["revision"] = .string(workflow.revision) }
            hub.publish("workflow", .object(change))
        }
    }

    private func tellRuns() async throws {
        while true {
            try await Task.sleep(for: .milliseconds(100))
            runs.tellChange()
        }
    }

    private func tellLoad() async throws {
        var meter = SystemMeter()
        // Where there are no cards, there will be none: the tool is asked once.
        let hasCards = try await offThread { !GPUs.look().isEmpty }
        while true {
            try await Task.sleep(for: .seconds(2))
            if !hub.hasListeners { continue }
            let gpus = hasCards ? try await offThread { GPUs.look() } : []
            try hub.publish("system", meter.load(gpus: gpus))
        }
    }

    private func beat() async throws {
        while true {
            try await Task.sleep(for: .seconds(15))
            hub.beat()
        }
    }
}
