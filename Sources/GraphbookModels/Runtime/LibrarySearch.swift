import GraphbookCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where to look for ONNX Runtime's shared library.
///
/// A place that was named, by argument or environment, is the only one. Else: the loader's path, the system's library
/// folders, the `.venv` of this folder and those above it, the active virtual environment, the Python on the PATH.
struct LibrarySearch: Hashable {
    /// A file or a folder, as `OnnxModel`'s caller named it.
    var argument: String?
    /// GRAPHBOOK_ONNXRUNTIME: a file or a folder.
    var setting: String?
    /// VIRTUAL_ENV: the folder of the active virtual environment.
    var virtualEnvironment: String?
    /// PATH: folders with programs, separated by colons.
    var programs = ""
    /// The current folder.
    var folder = "/"
    var systemFolders = ["/usr/lib", "/usr/lib/*", "/usr/local/lib", "/opt/homebrew/lib"]

    #if canImport(Darwin)
        static let names = ["libonnxruntime.dylib", "libonnxruntime.*.dylib"]
    #else
        static let names = ["libonnxruntime.so", "libonnxruntime.so.*"]
    #endif

    /// The first library that `open` takes, in the order of the places, the newest first in each.
    ///
    /// - Throws: ``GraphbookError`` with code `model` when there is none, caused by what `open` threw first.
    func first<Library>(_ open: (String) throws -> Library) throws -> Library {
        var refusal: (any Error)?
        for file in files() {
            do {
                return try open(file)
            } catch {
                // A file that is refused says why; a name that the loader does not know says nothing.
                if refusal == nil, file.contains("/") { refusal = error }
            }
        }
        throw GraphbookError(.model, failure(isEmpty: refusal == nil), cause: refusal)
    }

    private var named: (place: String, by: String)? {
        if let argument { return (argument, "the argument 'library'") }
        if let setting, !setting.isEmpty { return (setting, "GRAPHBOOK_ONNXRUNTIME") }
        return nil
    }

    private func failure(isEmpty: Bool) -> String {
        if let (place, source) = named {
            let problem = isEmpty ? "there is no ONNX Runtime at" : "ONNX Runtime cannot be loaded from"
            let advice = isEmpty ? "; it takes the library's file or its folder" : ""
            return "\(problem) '\(place)', where \(source) says\(advice)"
        }
        var places = ["the loader's path"] + systemFolders + ["the .venv of '\(folder)' and of the folders above it"]
        if let virtualEnvironment { places.append("'\(virtualEnvironment)'") }
        places.append("the python3 on the PATH")
        return "ONNX Runtime was not found. Get it with `python3 -m venv .venv && .venv/bin/pip install onnxruntime` "
            + "(onnxruntime-gpu for CUDA), or name its library in GRAPHBOOK_ONNXRUNTIME. "
            + "Looked in \(places.joined(separator: ", "))"
    }

    // MARK: - Places

    /// What to try, in order: paths, and names that the loader looks up.
    func files() -> [String] {
        if let (place, _) = named {
            return isFolder(place) ? newestFirst(in: [escaped(place), escaped(place) + "/lib"]) : existing(place)
        }
        var files = LibrarySearch.names.filter { !$0.contains("*") }
        files += newestFirst(in: systemFolders)
        for above in foldersAbove { files += wheels(in: escaped(above) + "/.venv") }
        if let virtualEnvironment { files += wheels(in: escaped(virtualEnvironment)) }
        for prefix in pythonPrefixes { files += wheels(in: escaped(prefix)) }
        return files
    }

    /// The current folder and each above it, without the root.
    private var foldersAbove: [String] {
        let parts = folder.split(separator: "/")
        return parts.indices.reversed().map { "/" + parts[...$0].joined(separator: "/") }
    }

    /// Where the Python that `python3` starts is installed, by its name and by what that links to.
    private var pythonPrefixes: [String] {
        let pythons: [String] = programs.split(separator: ":").map { "\($0)/python3" }
        guard let python = pythons.first(where: { access($0, X_OK) == 0 }) else { return [] }
        return [python, resolved(python)].map { "/" + $0.split(separator: "/").dropLast(2).joined(separator: "/") }
    }

    /// The libraries of the Python package onnxruntime, which has them since 1.19.
    private func wheels(in prefix: String) -> [String] {
        newestFirst(in: ["site-packages", "dist-packages"].map { "\(prefix)/lib/python3*/\($0)/onnxruntime/capi" })
    }

    private func newestFirst(in folders: [String]) -> [String] {
        let found = folders.flatMap { folder in LibrarySearch.names.flatMap { glob("\(folder)/\($0)") } }
        return Set(found.map(resolved)).sorted { left, right in
            let (old, new) = (version(of: right), version(of: left))
            return old == new ? left < right : old.lexicographicallyPrecedes(new)
        }
    }

    /// The numbers in the name of a library's file: 1, 20 and 1 in `libonnxruntime.so.1.20.1`.
    private func version(of file: String) -> [Int] {
        let name = file.split(separator: "/").last ?? ""
        return name.split { !$0.isNumber }.compactMap { Int($0) }
    }
}

extension LibrarySearch {
    /// The search of this process.
    init(argument: String?) {
        self.argument = argument
        setting = variable("GRAPHBOOK_ONNXRUNTIME")
        virtualEnvironment = variable("VIRTUAL_ENV")
        programs = variable("PATH") ?? ""
        folder = resolved(".")
    }
}

// MARK: - Files

private func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// The file without links, where there is one: a bare name would be looked up in the loader's path.
private func existing(_ file: String) -> [String] {
    access(file, F_OK) == 0 ? [resolved(file)] : []
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The path without links; itself where there is nothing.
private func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
}

/// The path as a pattern that matches nothing else.
private func escaped(_ path: String) -> String {
    String(path.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
}

private func glob(_ pattern: String) -> [String] {
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(pattern, 0, nil, &matches) == 0 else { return [] }
    return (0..<Int(matches.gl_pathc)).compactMap { index in matches.gl_pathv[index].map { String(cString: $0) } }
}
