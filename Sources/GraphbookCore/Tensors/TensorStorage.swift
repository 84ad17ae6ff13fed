#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Owns the bytes that one or more tensors view. `release` runs once, when the last of them is gone.
///
/// The class holds no lock: the bytes are plain memory, as an array's are, and two tasks that write the same tensor race.
/// The framework hands a tensor to one task at a time.
public final class TensorStorage: @unchecked Sendable {
    /// The first byte. Own storage is aligned to 64 bytes.
    public private(set) var base: UnsafeMutableRawPointer
    public let byteCount: Int
    private var release: (@Sendable (UnsafeMutableRawPointer) -> Void)?

    /// Memory of its own, or, within a load function, the row of the batch that waits for its result.
    ///
    /// The bytes are not cleared.
    public init(byteCount: Int) {
        self.byteCount = byteCount
        if let row = LoadDestination.current?.claim(byteCount) {
            base = row
            release = nil
            LoadDestination.current?.storage = self
        } else {
            base = TensorStorage.allocate(byteCount)
            release = { free($0) }
        }
    }

    /// Memory of somebody else's, which stays valid until `release` is called with its address.
    public init(
        base: UnsafeMutableRawPointer, byteCount: Int, release: (@Sendable (UnsafeMutableRawPointer) -> Void)?
    ) {
        self.base = base
        self.byteCount = byteCount
        self.release = release
    }

    deinit { release?(base) }

    private static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        var memory: UnsafeMutableRawPointer?
        // Rounded up, so that a vector loop may read a whole cache line at the end.
        let status = posix_memalign(&memory, 64, max(64, (byteCount + 63) & ~63))
        guard status == 0, let memory else { fatalError("no memory for a tensor of \(byteCount) bytes") }
        return memory
    }

    /// Moves the bytes out of the batch's row into memory of their own: the row is about to be reused.
    fileprivate func moveOut() {
        let own = TensorStorage.allocate(byteCount)
        own.copyMemory(from: base, byteCount: byteCount)
        base = own
        release = { free($0) }
    }
}

/// The row of a batch that a load function's tensor is to end in, so that stacking the batch copies nothing.
///
/// A worker sets it around each call of a load function. The first tensor of just that size takes the row; the result is
/// copied there when it is another one.
package final class LoadDestination {
    /// The row of the load that runs on this thread.
    package static var current: LoadDestination? {
        get {
            guard let pointer = pthread_getspecific(key) else { return nil }
            return Unmanaged<LoadDestination>.fromOpaque(pointer).takeUnretainedValue()
        }
        set { pthread_setspecific(key, newValue.map { Unmanaged.passUnretained($0).toOpaque() }) }
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        precondition(pthread_key_create(&key, nil) == 0, "no thread-local storage left")
        return key
    }()

    private let row: UnsafeMutableRawPointer
    private let byteCount: Int
    private var isClaimed = false
    fileprivate weak var storage: TensorStorage?

    private init(row: UnsafeMutableRawPointer, byteCount: Int) {
        self.row = row
        self.byteCount = byteCount
    }

    fileprivate func claim(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard !isClaimed, byteCount == self.byteCount else { return nil }
        isClaimed = true
        return row
    }

    package enum Placement {
        /// The result lies in the row, contiguous, with this type and shape.
        case row(ElementType, shape: [Int])
        /// The result does not fill the row and stays where it is.
        case elsewhere(Tensor)
    }

    /// Runs `load` with a row to write to, and copies its result there if it fits and lies elsewhere.
    package static func loading(
        into row: UnsafeMutableRawPointer, byteCount: Int, _ load: () throws -> Tensor
    ) rethrows -> Placement {
        let destination = LoadDestination(row: row, byteCount: byteCount)
        current = destination
        defer {
            current = nil
            // Whoever still views the row must not see the next batch's bytes.
            destination.vacate()
        }
        return try destination.place(load)
    }

    /// Gives a tensor that load keeps for itself memory of its own, if it lies in the row.
    private func vacate() {
        storage?.moveOut()
        storage = nil
    }

    /// Apart from `loading`, so that the result has been released when it looks for other viewers of the row.
    @inline(never)
    private func place(_ load: () throws -> Tensor) rethrows -> Placement {
        var result = try load()
        guard result.byteCount == byteCount else { return .elsewhere(result) }
        // Puts a view in order: in the row itself, if that is still free.
        result = result.contiguous()
        if result.base != row {
            vacate()
            withExtendedLifetime(result.storage) { row.copyMemory(from: result.base, byteCount: byteCount) }
        }
        return .row(result.elementType, shape: result.shape)
    }
}
