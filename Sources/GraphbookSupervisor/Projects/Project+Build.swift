import GraphbookCore

/// The compiler found errors.
public struct BuildError: Error, Sendable, CustomStringConvertible {
    /// What the compiler printed.
    public let output: String
    public let description: String
}

extension Project {
    /// Builds the host, if anything it is made from has changed since it was last built here.
    ///
    /// - Parameter whenSlow: Called when the build takes longer than half a second.
    /// - Returns: The path of the executable.
    /// - Throws: ``BuildError``; ``GraphbookError`` when there is no compiler; ``Interrupted``.
    public func build(
        _ host: String, _ configuration: Configuration = .release, interrupts: Interrupts? = nil,
        whenSlow: () -> Void = {}
    ) throws -> String {
        if let executable = try built(host, configuration) { return executable }
        let stamp = stamp(of: host, configuration)
        // Made before the build and put in place after it, so that what is changed meanwhile is newer.
        let draft = "\(stamp).draft"
        try FileSystem.makeFolder(Project.scratchFolder(of: folder))
        try FileSystem.save("", as: draft)
        let tool = Tool(
            program: "swift",
            arguments: ["build", "-c", configuration.rawValue, "--product", host]
                + (mustPlanAnew(since: FileSystem.changeTime(of: stamp)) ? ["--disable-build-manifest-caching"] : []),
            folder: folder, interrupts: interrupts, gathersErrors: true)
        let (end, output) = try tool.run(patience: .milliseconds(500), whenSlow: whenSlow)
        guard end == .exited(0) else {
            let problem = end == .exited(1) ? "see above" : "'swift build' \(end)"
            throw BuildError(
                output: Project.withoutProgress(output), description: "can't build '\(host)' in '\(folder)': \(problem)"
            )
        }
        // SwiftPM may write this file while it builds, so it is compared by what it says.
        try FileSystem.save(resolvedVersions, as: pins(of: host, configuration))
        try FileSystem.move(draft, to: stamp)
        return executable(of: host, configuration)
    }

    /// The executable, if nothing it is made from has changed since it was last built here; else nil.
    public func built(_ host: String, _ configuration: Configuration = .release) throws -> String? {
        let executable = executable(of: host, configuration)
        guard FileSystem.isExecutable(executable),
            let built = FileSystem.changeTime(of: stamp(of: host, configuration)),
            try resolvedVersions == text(ifThere: pins(of: host, configuration)), isUnchanged(since: built)
        else { return nil }
        return executable
    }

    private func executable(of host: String, _ configuration: Configuration) -> String {
        "\(folder)/.build/\(configuration)/\(host)"
    }

    /// Empty; its time is when the host was last built.
    private func stamp(of host: String, _ configuration: Configuration) -> String {
        "\(Project.scratchFolder(of: folder))/\(host)-\(configuration).built"
    }

    /// The versions of packages that it was built with.
    private func pins(of host: String, _ configuration: Configuration) -> String {
        "\(Project.scratchFolder(of: folder))/\(host)-\(configuration).resolved"
    }

    /// What is said of the versions of packages that are fetched; empty where there are none.
    private var resolvedVersions: String {
        get throws { try text(ifThere: "\(folder)/Package.resolved") }
    }

    private func text(ifThere path: String) throws -> String {
        FileSystem.exists(path) ? try FileSystem.text(of: path) : ""
    }

    /// Whether a package on this machine that is depended on has another manifest since the last build. SwiftPM keeps its
    /// plan then, which may lack that one module is to be compiled anew when another changes: the program would crash.
    private func mustPlanAnew(since built: FileSystem.Time?) -> Bool {
        // What was never built here is planned anyway.
        guard let built, let local = localPackages else { return built != nil }
        return local.folders.contains { FileSystem.hasChanges(in: "\($0)/Package.swift", since: built) }
    }

    /// nil where it can't be told.
    private var localPackages: LocalPackages? {
        let state = "\(folder)/.build/workspace-state.json"
        if !FileSystem.exists(state) { return LocalPackages(folders: []) }
        return (try? FileSystem.text(of: state)).flatMap { try? LocalPackages(state: $0) }
    }

    private func isUnchanged(since time: FileSystem.Time) -> Bool {
        // Without the state it is not known what is depended on: build.
        guard let local = localPackages else { return false }
        var watched = sources
        for folder in local.folders { watched += ["\(folder)/Package.swift", "\(folder)/Sources"] }
        return !watched.contains { FileSystem.hasChanges(in: $0, since: time) }
    }

    /// The lines that are not about how far the build is.
    static func withoutProgress(_ output: String) -> String {
        output.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let isStep = line.hasPrefix("[") && line.dropFirst().first?.isNumber == true
            return !isStep && !line.hasPrefix("Building for ")
        }.joined(separator: "\n")
    }
}

/// The packages on this machine that a package depends on, whose code may change under it.
struct LocalPackages: Equatable {
    /// Absolute paths.
    let folders: [String]

    init(folders: [String]) { self.folders = folders }

    /// Reads SwiftPM's `.build/workspace-state.json`.
    init(state text: String) throws {
        let dependencies = try JSON.value(of: text).fields?["object"]?.fields?["dependencies"]?.list ?? []
        folders = dependencies.compactMap { dependency in
            let state = dependency.fields?["state"]?.fields
            guard state?["name"] == "fileSystem" || state?["name"] == "edited", case .string(let path)? = state?["path"]
            else { return nil }
            return path
        }
    }
}
