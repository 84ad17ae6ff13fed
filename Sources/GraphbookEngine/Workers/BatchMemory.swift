import Glibc
import GraphbookCore
import Synchronization

/// The memory that batches are loaded into: blocks of one size a stage, used again when the last tensor that views them is
/// gone. For process workers it is one file in memory, which they map too.
///
/// More blocks are made when tensors are kept (in notes, say), so keeping them costs memory but never waits.
final class BatchMemory: Sendable {
    private struct State: Sendable {
        /// Blocks of the shared file that are free, by their size.
        var free: [Int: [Int]] = [:]
        /// Blocks of this process's own memory that are free, by their size.
        var freeBlocks: [Int: [TensorStorage]] = [:]
        var used = 0
        var size = 0
    }

    /// Bytes at the start of the file that are not for batches: one cache line a worker.
    static let controlBytes = 64 * WorkerPool.mostWorkers

    private let state: Mutex<State>
    private let mapping: SharedMapping?

    /// - Parameter isShared: Whether other processes map the memory.
    init(isShared: Bool) throws {
        mapping = isShared ? try SharedMapping() : nil
        state = Mutex(State(used: BatchMemory.controlBytes))
    }

    /// The file to hand to workers; nil for memory of this process.
    var descriptor: Int32? { mapping?.descriptor }

    /// A block of at least this size; it goes back when the storage is released.
    func storage(byteCount: Int) throws -> TensorStorage {
        let size = (byteCount + 4095) & ~4095
        guard let mapping else { return block(byteCount: byteCount, size: size) }
        let offset = try state.withLock { state -> Int in
            if let offset = state.free[size]?.popLast() { return offset }
            let offset = state.used
            if offset + size > state.size {
                // Grown by halves, so that the file is seldom resized; untouched pages cost nothing.
                let grown = max(offset + size, state.size + state.size / 2)
                try mapping.grow(to: grown)
                state.size = grown
            }
            state.used += size
            return offset
        }
        return TensorStorage(base: mapping.base + offset, byteCount: byteCount) { [self] _ in
            state.withLock { $0.free[size, default: []].append(offset) }
        }
    }

    private func block(byteCount: Int, size: Int) -> TensorStorage {
        let block = state.withLock { $0.freeBlocks[size]?.popLast() } ?? TensorStorage(byteCount: size)
        return TensorStorage(base: block.base, byteCount: byteCount) { [self] _ in
            state.withLock { $0.freeBlocks[size, default: []].append(block) }
        }
    }

    /// Where a tensor's first element lies in the shared file; nil when it lies elsewhere.
    func offset(of tensor: Tensor) -> Int? { offset(of: tensor.base) }

    /// Where an address lies in the shared file; nil when it lies elsewhere.
    func offset(of address: UnsafeMutableRawPointer) -> Int? {
        guard let mapping else { return nil }
        let offset = UnsafeRawPointer(address) - UnsafeRawPointer(mapping.base)
        return offset >= BatchMemory.controlBytes && offset < state.withLock({ $0.size }) ? offset : nil
    }

    /// Where a worker writes which job it is at, so that a crash can be blamed on it. ``noJob`` between jobs.
    func currentJob(ofWorker index: Int) -> UnsafeMutablePointer<Atomic<UInt64>>? {
        mapping.map { ($0.base + 64 * index).assumingMemoryBound(to: Atomic<UInt64>.self) }
    }

    static let noJob = UInt64.max

    /// Where a worker counts the nanoseconds that it has spent in calls.
    func timeSpent(byWorker index: Int) -> UnsafeMutablePointer<Atomic<UInt64>>? {
        currentJob(ofWorker: index).map { $0 + 1 }
    }
}

/// A file in memory, mapped once at an address range large enough for whatever it grows to.
///
/// `@unchecked` because of the pointer: the mapping stays for the object's life, and who may write which bytes is decided by
/// ``BatchMemory``'s lock.
final class SharedMapping: @unchecked Sendable {
    let descriptor: Int32
    let base: UnsafeMutableRawPointer
    private let reserved: Int

    /// Makes the file.
    convenience init() throws {
        let descriptor = try Platform.memoryFile(named: "graphbook batches")
        guard ftruncate(descriptor, off_t(BatchMemory.controlBytes)) == 0 else {
            close(descriptor)
            throw GraphbookError(.worker, "no shared memory for batches: \(Platform.describe(errno))")
        }
        try self.init(mapping: descriptor)
    }

    /// Maps a file that the host has made.
    init(mapping descriptor: Int32) throws {
        // Address space only: pages come into being when they are touched. Less where the process is limited.
        var size = 1 << 38
        while size >= 1 << 28 {
            let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, descriptor, 0)
            if let base, base != MAP_FAILED {
                self.descriptor = descriptor
                self.base = base
                reserved = size
                return
            }
            size /= 2
        }
        throw GraphbookError(.worker, "no address space for batches: \(Platform.describe(errno))")
    }

    deinit {
        munmap(base, reserved)
        close(descriptor)
    }

    func grow(to size: Int) throws {
        guard size <= reserved, ftruncate(descriptor, off_t(size)) == 0 else {
            throw GraphbookError(
                .worker, "no shared memory for batches of \(size) bytes in all: \(Platform.describe(errno))")
        }
    }
}

/// The memory of one batch, row by row.
struct BatchBuffer: Sendable {
    /// A row, for the job that fills it.
    struct Row: Sendable {
        let storage: TensorStorage
        let byteOffset: Int
        let byteCount: Int

        var base: UnsafeMutableRawPointer { storage.base + byteOffset }
    }

    let storage: TensorStorage
    let rowBytes: Int

    func row(_ index: Int) -> Row { Row(storage: storage, byteOffset: index * rowBytes, byteCount: rowBytes) }
}
