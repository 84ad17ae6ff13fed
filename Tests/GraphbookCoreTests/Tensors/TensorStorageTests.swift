import GraphbookCore
import Synchronization
import Testing

@Suite("TensorStorage")
struct TensorStorageTests {
    @Test("Memory of somebody else is released once, when the last view is gone")
    func release() {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 64)
        let address = UInt(bitPattern: memory)
        final class Releases: Sendable {
            let addresses = Mutex<[UInt]>([])
        }
        let releases = Releases()
        var row: Tensor?
        do {
            let storage = TensorStorage(base: memory, byteCount: 16) { base in
                releases.addresses.withLock { $0.append(UInt(bitPattern: base)) }
                base.deallocate()
            }
            row = Tensor(storage: storage, elementType: .f32, shape: [2, 2])[1]
        }
        #expect(releases.addresses.withLock { $0 } == [])
        #expect(row != nil)
        row = nil
        #expect(releases.addresses.withLock { $0 } == [address])
    }
}

@Suite("LoadDestination")
struct LoadDestinationTests {
    /// A row of 4 floats in somebody's batch.
    private final class Row {
        let base = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 64)

        init() { fill(-1) }
        deinit { base.deallocate() }

        func fill(_ value: Float) {
            for index in 0..<4 { base.storeBytes(of: value, toByteOffset: index * 4, as: Float.self) }
        }

        var floats: [Float] { (0..<4).map { base.load(fromByteOffset: $0 * 4, as: Float.self) } }

        func load(_ load: () throws -> Tensor) rethrows -> LoadDestination.Placement {
            try LoadDestination.loading(into: base, byteCount: 16, load)
        }
    }

    @Test("A result of the row's size is written straight into it")
    func inPlace() throws {
        let row = Row()
        var address: UnsafeMutableRawPointer?
        let placement = row.load {
            let tensor = Tensor([1, 2, 3, 4] as [Float])
            address = tensor.base
            return tensor
        }
        #expect(address == row.base)
        #expect(row.floats == [1, 2, 3, 4])
        guard case .row(.f32, shape: [4]) = placement else {
            Issue.record("\(placement)")
            return
        }
    }

    @Test("The row takes the result's shape and element type")
    func shape() throws {
        let row = Row()
        let placement = try row.load { try Tensor([1, 2, 3, 4, 5, 6, 7, 8] as [UInt16], shape: [2, 2, 2]) }
        guard case .row(.u16, shape: [2, 2, 2]) = placement else {
            Issue.record("\(placement)")
            return
        }
        #expect(row.base.load(fromByteOffset: 14, as: UInt16.self) == 8)
    }

    @Test("A result of another size stays where it is", arguments: [0, 3, 5])
    func elsewhere(count: Int) throws {
        let row = Row()
        let expected = Tensor([Float](repeating: 7, count: count))
        let placement = row.load { Tensor([Float](repeating: 7, count: count)) }
        guard case .elsewhere(let tensor) = placement else {
            Issue.record("\(placement)")
            return
        }
        #expect(tensor == expected)
        #expect(row.floats == [-1, -1, -1, -1])
    }

    @Test("A result made elsewhere is copied into the row")
    func madeBefore() throws {
        let row = Row()
        let tensor = Tensor([1, 2, 3, 4] as [Float])
        _ = row.load { tensor }
        #expect(row.floats == [1, 2, 3, 4])
        row.fill(0)
        #expect(try tensor.elements() == [1, 2, 3, 4] as [Float])
    }

    @Test("An intermediate of the row's size does not corrupt the result")
    func intermediate() throws {
        let row = Row()
        _ = try row.load {
            let first = Tensor([1, 2, 3, 4] as [Float])
            let second = Tensor(zeros: .f32, shape: [4])
            try second.withElements(as: Float.self) { target in
                try first.withElements(as: Float.self) { source in
                    for index in 0..<4 { target[index] = source[3 - index] * 10 }
                }
            }
            return second
        }
        #expect(row.floats == [40, 30, 20, 10])
    }

    @Test("A transposed result is written in its own order")
    func transposed() throws {
        let row = Row()
        let placement = try row.load { try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]).transposed([1, 0]) }
        #expect(row.floats == [1, 3, 2, 4])
        guard case .row(.f32, shape: [2, 2]) = placement else {
            Issue.record("\(placement)")
            return
        }
    }

    @Test("A transposed view of a tensor made elsewhere is written in its own order")
    func transposedElsewhere() throws {
        let row = Row()
        let tensor = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
        _ = row.load { tensor.transposed([1, 0]) }
        #expect(row.floats == [1, 3, 2, 4])
    }

    @Test("A part of a larger tensor is copied into the row")
    func partOfLarger() throws {
        let row = Row()
        _ = try row.load { try Tensor([0, 0, 0, 0, 1, 2, 3, 4] as [Float], shape: [2, 4])[1] }
        #expect(row.floats == [1, 2, 3, 4])
    }

    @Test("A result that load keeps for itself is moved out and keeps its bytes")
    func keptResult() throws {
        let row = Row()
        var kept: Tensor?
        _ = row.load {
            let tensor = Tensor([1, 2, 3, 4] as [Float])
            kept = tensor
            return tensor
        }
        row.fill(9)
        #expect(kept?.base != row.base)
        #expect(try kept?.elements() == [1, 2, 3, 4] as [Float])
    }

    @Test("An intermediate that load keeps for itself keeps its bytes, and so does the result")
    func keptIntermediate() throws {
        let row = Row()
        var kept: Tensor?
        _ = row.load {
            kept = Tensor([1, 2, 3, 4] as [Float])
            return Tensor([5, 6, 7, 8] as [Float])
        }
        #expect(row.floats == [5, 6, 7, 8])
        #expect(try kept?.elements() == [1, 2, 3, 4] as [Float])
    }

    @Test("A tensor whose transposed view is the result keeps its bytes where it is kept")
    func keptUnderView() throws {
        let row = Row()
        var kept: Tensor?
        _ = try row.load {
            let tensor = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
            kept = tensor
            return tensor.transposed([1, 0])
        }
        #expect(row.floats == [1, 3, 2, 4])
        #expect(try kept?.elements() == [1, 2, 3, 4] as [Float])
    }

    @Test("A throw leaves no destination behind, and what was kept keeps its bytes")
    func thrown() throws {
        struct Stop: Error {}
        let row = Row()
        var kept: Tensor?
        #expect(throws: Stop.self) {
            try row.load {
                kept = Tensor([1, 2, 3, 4] as [Float])
                throw Stop()
            }
        }
        #expect(LoadDestination.current == nil)
        row.fill(9)
        #expect(try kept?.elements() == [1, 2, 3, 4] as [Float])
        #expect(Tensor([1, 2, 3, 4] as [Float]).base != row.base)
        #expect(row.floats == [9, 9, 9, 9])
    }

    @Test("After a load, tensors of the row's size have memory of their own")
    func afterwards() {
        let row = Row()
        _ = row.load { Tensor([1, 2, 3, 4] as [Float]) }
        _ = Tensor([5, 6, 7, 8] as [Float])
        #expect(row.floats == [1, 2, 3, 4])
    }
}
