import GraphbookCore
import Testing

@Suite("Batch")
struct BatchTests {
    private func batch(_ tensors: [Tensor], sideBySide: Tensor? = nil) -> Batch<Tensor> {
        let items = tensors.indices.map { Item(.string("\($0).png")) }
        return Batch(loaded: tensors, items: items, notes: tensors.map { _ in Note() }, sideBySide: sideBySide)
    }

    @Test("Element i of the three lists belongs together")
    func lists() {
        let notes = [Note(["a": 1]), Note(["a": 2])]
        let batch = Batch(loaded: ["x", "y"], items: notes.map { Item(of: $0, key: "a", index: nil) }, notes: notes)
        #expect(batch.count == 2)
        #expect(batch.items[1].value == 2)
        #expect(batch.notes[1] === notes[1])
    }

    @Test("Stacking gives one row an element", arguments: [1, 3])
    func stacked(count: Int) throws {
        let stacked = try batch((0..<count).map { Tensor([Float($0), 0.5]) }).stacked
        #expect(stacked.shape == [count, 2])
        #expect(try stacked.elements() == (0..<count).flatMap { [Float($0), 0.5] })
    }

    @Test("Tensors that were loaded side by side are not copied")
    func sideBySide() throws {
        let block = try Tensor([1, 2, 3, 4], shape: [2, 2])
        #expect(try batch(block.rows, sideBySide: block).stacked.storage === block.storage)
    }

    @Test("Tensors that differ are an error that names their items")
    func differing() {
        let tensors = [Tensor([1.0, 2.0]), Tensor([3.0, 4.0]), Tensor([1.0])]
        let error = #expect(throws: GraphbookError.self) { try batch(tensors).stacked }
        #expect(
            error?.description
                == "tensors of one batch differ: f64[2] from \"0.png\", f64[1] from \"2.png\"; "
                + "let the load function bring all to one shape")
        #expect(error?.code == .shape)
        #expect(throws: GraphbookError.self) { try batch([Tensor([1.0]), Tensor([1] as [Float])]).stacked }
    }

    @Test("An empty batch has nothing to stack")
    func empty() {
        let error = #expect(throws: GraphbookError.self) { try batch([]).stacked }
        #expect(error?.description == "no tensors to stack")
    }
}
