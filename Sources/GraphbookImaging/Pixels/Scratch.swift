import CImaging
import GraphbookCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory for the work on one picture, which the work on the next one takes over.
///
/// It is never a `TensorStorage`: in a load function, that could take the batch's row.
///
/// Sendable because one thread at a time holds it: it goes from one to another through `idle`'s lock.
final class Scratch: @unchecked Sendable {
    let file = ScratchBuffer()
    let pixels = ScratchBuffer()
    let mixed = ScratchBuffer()
    let copy = ScratchBuffer()
    private var axes: [ResizeAxis] = []

    /// As many as were in use at one time; the last one used comes first, as its memory is in the cache.
    private static let idle = Mutex<[Scratch]>([])

    static func borrowed<R>(_ body: (Scratch) throws -> R) rethrows -> R {
        let scratch = idle.withLock { $0.popLast() } ?? Scratch()
        defer {
            for buffer in [scratch.file, scratch.pixels, scratch.mixed, scratch.copy] { buffer.trim() }
            idle.withLock { $0.append(scratch) }
        }
        return try body(scratch)
    }

    /// The weights of a resize along one axis; the last ones are kept, for pictures tend to have the same few sizes.
    ///
    /// - Parameter covered: The picture's samples to a stored one.
    func axis(_ part: Range<Double>, of input: Int, to output: Int, covering covered: Int = 1) -> ResizeAxis {
        let geometry = ResizeAxis.Geometry(part: part, input: input, output: output, covered: covered)
        if let axis = axes.first(where: { $0.geometry == geometry }) { return axis }
        let axis = ResizeAxis(geometry)
        if axes.count == 16 { axes.removeFirst() }
        axes.append(axis)
        return axis
    }
}

/// Bytes that grow on demand and are not cleared, aligned to 64.
final class ScratchBuffer {
    /// What is kept for the next picture: the pixels of a photo with 16 million. New memory of that size takes the system
    /// a sixth of the time of decoding.
    private static let keptByteCount = 64 << 20
    private static let slackByteCount = Int(CImagingLeastRow) * MemoryLayout<Float>.stride

    private var base: UnsafeMutableRawPointer?
    private var byteCount = 0

    deinit { free(base) }

    /// At least so many bytes, and behind them enough that a vector loop may read beyond; what was in the buffer is
    /// gone.
    func reserve(_ needed: Int) throws -> UnsafeMutableRawPointer {
        if let base, needed + ScratchBuffer.slackByteCount <= byteCount { return base }
        release()
        // A quarter more, so that the next picture fits in as well when it is a little bigger.
        let rounded = needed + needed / 4 + ScratchBuffer.slackByteCount
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, 64, rounded) == 0, let memory else {
            throw GraphbookError(.file, "no memory for the \(needed) bytes of a picture")
        }
        base = memory
        byteCount = rounded
        return memory
    }

    /// Gives the memory back when it is more than is worth keeping.
    func trim() {
        if byteCount > ScratchBuffer.keptByteCount { release() }
    }

    private func release() {
        free(base)
        base = nil
        byteCount = 0
    }
}
