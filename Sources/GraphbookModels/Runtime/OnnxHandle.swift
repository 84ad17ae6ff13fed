import COnnxRuntime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Owns an object of ONNX Runtime, and releases it.
///
/// `@unchecked Sendable`: the pointer never changes; what may be done with it at once is its user's to know.
final class OnnxHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let release: (OpaquePointer) -> Void

    init(_ release: @escaping (OpaquePointer) -> Void, _ pointer: OpaquePointer) {
        self.release = release
        self.pointer = pointer
    }

    deinit { release(pointer) }
}

/// Owns copies of strings as C takes them.
final class CStrings {
    let pointers: [UnsafePointer<CChar>]

    init(_ strings: [String]) {
        pointers = strings.map { string in
            let bytes = string.utf8CString
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
            return UnsafePointer(copy)
        }
    }

    deinit { for pointer in pointers { pointer.deallocate() } }
}

/// Hands ONNX Runtime's warnings and errors to a closure.
final class OnnxLog: Sendable {
    private let write: @Sendable (String) -> Void

    init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// The log must live as long as the sessions made with `options`.
    func attach(to options: OnnxHandle, of api: UnsafePointer<OnnxAPI>) throws {
        try api.check(api.pointee.SetSessionLogSeverityLevel(options.pointer, Int32(OnnxLogWarning)))
        let context = Unmanaged.passUnretained(self).toOpaque()
        let forward: OnnxLogger = { context, _, _, _, _, message in
            guard let context, let message else { return }
            Unmanaged<OnnxLog>.fromOpaque(context).takeUnretainedValue().write(
                "ONNX Runtime: \(String(cString: message))")
        }
        try api.check(api.pointee.SetUserLoggingFunction(options.pointer, forward, context))
    }
}
