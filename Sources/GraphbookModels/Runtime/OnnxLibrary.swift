import COnnxRuntime
import GraphbookCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// ONNX Runtime, loaded into this process for as long as it lives.
///
/// `@unchecked Sendable`: the pointers never change; what they lead to is never freed, and documented as thread-safe.
final class OnnxLibrary: @unchecked Sendable {
    /// The library's functions.
    let api: UnsafePointer<OnnxAPI>
    let environment: OpaquePointer
    let allocator: OpaquePointer
    let cpuMemory: OpaquePointer

    /// The libraries in this process, by how they were found.
    private static let libraries = Mutex<[LibrarySearch: OnnxLibrary]>([:])

    /// The library at `place`, a file or a folder; nil to look for one.
    ///
    /// - Throws: ``GraphbookError`` with code `model` when there is none that can be used.
    static func loaded(from place: String?) throws -> OnnxLibrary {
        let search = LibrarySearch(argument: place)
        return try libraries.withLock { libraries in
            if let library = libraries[search] { return library }
            let library = try search.first(OnnxLibrary.init(file:))
            libraries[search] = library
            return library
        }
    }

    private init(file: String) throws {
        guard let handle = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
            throw GraphbookError(.model, "'\(file)' cannot be loaded: \(String(cString: dlerror()))")
        }
        guard let symbol = dlsym(handle, "OrtGetApiBase"),
            let base = unsafeBitCast(symbol, to: OnnxGetAPIBase.self)()
        else {
            throw GraphbookError(.model, "'\(file)' is not ONNX Runtime: it has no function OrtGetApiBase")
        }
        // Before the table is asked for: an older library would complain on standard error.
        try OnnxLibrary.check(version: String(cString: base.pointee.GetVersionString()), of: file)
        guard let api = base.pointee.GetApi(UInt32(OnnxAPIVersion)) else {
            throw GraphbookError(
                .model, "'\(file)' does not have version \(OnnxAPIVersion) of ONNX Runtime's interface")
        }
        self.api = api
        // Errors come back as values, warnings through each session's own log: the library's log stays closed.
        environment = try api.made { api.pointee.CreateEnv(Int32(OnnxLogFatal), "graphbook", $0) }
        allocator = try api.made { api.pointee.GetAllocatorWithDefaultOptions($0) }
        cpuMemory = try api.made {
            api.pointee.CreateCpuMemoryInfo(Int32(OnnxAllocatorDevice), Int32(OnnxMemoryDefault), $0)
        }
    }

    static func check(version: String, of file: String) throws {
        let parts = version.split(separator: ".").map { Int($0) ?? 0 }
        guard parts.lexicographicallyPrecedes([1, Int(OnnxAPIVersion)]) else { return }
        throw GraphbookError(
            .model, "'\(file)' is ONNX Runtime \(version), which is too old: it takes 1.\(OnnxAPIVersion) or newer")
    }
}

extension UnsafePointer<OnnxAPI> {
    /// Throws what a call of the library returned, unless it succeeded.
    func check(_ status: OnnxResult?) throws {
        guard let status else { return }
        defer { pointee.ReleaseStatus(status) }
        throw GraphbookError(.model, plainText(String(cString: pointee.GetErrorMessage(status))))
    }

    /// The object that `create` makes; the caller releases it.
    func made(
        _ create: (UnsafeMutablePointer<OpaquePointer?>) -> OnnxResult?
    ) throws -> OpaquePointer {
        var object: OpaquePointer?
        try check(create(&object))
        guard let object else { throw GraphbookError(.model, "ONNX Runtime made nothing, and gave no error") }
        return object
    }

    /// The number that `read` reads.
    func number<Number: BinaryInteger>(_ read: (UnsafeMutablePointer<Number>) -> OnnxResult?) throws -> Int {
        var number: Number = 0
        try check(read(&number))
        return Int(number)
    }
}

/// An error's text without what some have in front, source location and error number, as in
/// `/src/bridge.cc:20 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library`.
func plainText(_ message: String) -> String {
    let parts = message.split(separator: "[ONNXRuntimeError] : ", omittingEmptySubsequences: false)
    var text = parts.count == 1 ? parts[0] : parts[parts.count - 1].split(separator: " : ", maxSplits: 2).last ?? ""
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}
