import ArgumentParser
import GraphbookStore
import GraphbookSupervisor

/// Which project's runs are meant.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The project, or a folder in it. (default: the current folder)", valueName: "path"))
    var project: String?
}

extension StoreOptions {
    /// The store of the project: that of the nearest folder upwards that has one.
    ///
    /// - Throws: ``UsageProblem`` where there is none; ``StoreError``.
    func open() throws -> RunStore {
        let folder = project ?? "."
        if !FileSystem.isFolder(folder) { throw UsageProblem("--project: there is no folder '\(folder)'") }
        for ancestor in FileSystem.ancestors(of: try wrongUse { try FileSystem.resolved(folder) }) {
            if let store = try RunStore.open(project: ancestor, making: false) {
                try store.markInterrupted()
                return store
            }
        }
        throw UsageProblem(
            "no run was recorded here: 'graphbook run' makes a folder .graphbook beside the workflow's package")
    }
}

extension RunStore {
    /// The run of this number.
    ///
    /// - Throws: ``UsageProblem`` where there is none.
    func record(_ number: Int) throws -> RunRecord {
        if let record = try run(number) { return record }
        let last = try runs(RunFilter(limit: 1)).first.map { "; the last one is \($0.number)" } ?? ""
        throw UsageProblem("there is no run \(number)\(last)")
    }
}

/// Where the runs of a workflow are recorded.
enum ProjectFolder {
    /// The package that a folder lies in, or else the folder itself; an absolute path.
    static func containing(_ folder: String) throws -> String {
        let folder = try FileSystem.resolved(folder)
        return FileSystem.ancestors(of: folder).first { FileSystem.exists("\($0)/Package.swift") } ?? folder
    }
}
