import GraphbookCore
import Testing

@Suite("Tensor")
struct TensorTests {
    /// 0 to 23 in the shape [2, 3, 4], in any element type that holds them.
    private func counted(_ elementType: ElementType = .f64) throws -> Tensor {
        try Tensor((0..<24).map(Double.init), shape: [2, 3, 4]).converted(to: elementType)
    }

    // All but booleans, which cannot count.
    static let numbers = ElementType.allCases.filter { $0 != .bool }

    // MARK: - Making

    @Test("A tensor of zeros is zero in every element type", arguments: ElementType.allCases)
    func zeros(elementType: ElementType) {
        let tensor = Tensor(zeros: elementType, shape: [3, 2])
        #expect(tensor.doubles == [0, 0, 0, 0, 0, 0])
        #expect(tensor.elementType == elementType)
        #expect(tensor.byteCount == 6 * elementType.byteCount)
    }

    @Test("Elements that do not fill a shape are an error", arguments: [[5], [2, 2], [0], [], [-1, -6], [.max, 6]])
    func wrongCount(shape: [Int]) {
        let error = #expect(throws: GraphbookError.self) { try Tensor([1.0, 2, 3, 4, 5, 6], shape: shape) }
        #expect(error?.description == "6 elements do not fill a tensor of shape \(shape)")
        #expect(error?.code == .shape)
    }

    @Test(
        "Shapes have a count and strides, also with none or a length of zero",
        arguments: [
            ([], 1, []), ([0], 0, [1]), ([5], 5, [1]), ([2, 0, 3], 0, [0, 3, 1]), ([2, 3, 4], 24, [12, 4, 1]),
        ])
    func shapes(shape: [Int], count: Int, strides: [Int]) {
        let tensor = Tensor(zeros: .u8, shape: shape)
        #expect(tensor.count == count)
        #expect(tensor.strides == strides)
        #expect(tensor.isContiguous)
    }

    @Test("One element without dimensions is a scalar")
    func scalar() {
        let tensor = Tensor(scalar: 16_000 as Int64)
        #expect(tensor.shape == [] && tensor.elementType == .i64 && tensor.doubles == [16_000])
    }

    @Test("Own storage is aligned to 64 bytes", arguments: [0, 1, 63, 64, 65, 1000])
    func alignment(byteCount: Int) {
        #expect(Int(bitPattern: Tensor(zeros: .u8, shape: [byteCount]).base) % 64 == 0)
    }

    // MARK: - Views

    @Test("A row is a view of the same bytes", arguments: numbers)
    func rows(elementType: ElementType) throws {
        let tensor = try counted(elementType)
        #expect(tensor[1].doubles == (12..<24).map(Double.init))
        #expect(tensor[1][2].doubles == [20, 21, 22, 23])
        #expect(try tensor[1][2][3].scalar == 23)
        #expect(tensor[1].storage === tensor.storage)
        #expect(tensor.rows.map(\.doubles) == [tensor[0].doubles, tensor[1].doubles])
        #expect(tensor[0][0][0].rows.isEmpty)
        #expect(Tensor(zeros: elementType, shape: [0, 2]).rows.isEmpty)
    }

    @Test("The first dimension is cut to a range")
    func ranges() throws {
        let tensor = try counted()[1]
        #expect(tensor[1..<3].doubles == (16..<24).map(Double.init))
        #expect(tensor[1..<3].shape == [2, 4])
        #expect(tensor[0..<3] == tensor)
        #expect(tensor[3..<3].shape == [0, 4])
        #expect(tensor[3..<3].doubles == [])
        #expect(tensor.transposed([1, 0])[1..<2].doubles == [13, 17, 21])
    }

    @Test("Transposed dimensions are a view whose elements come in the new order", arguments: numbers)
    func transposed(elementType: ElementType) throws {
        let tensor = try counted(elementType)
        let view = tensor.transposed([2, 0, 1])
        #expect(view.shape == [4, 2, 3])
        #expect(view.storage === tensor.storage)
        #expect(!view.isContiguous)
        var expected: [Double] = []
        for c in 0..<4 {
            for a in 0..<2 {
                for b in 0..<3 { expected.append(Double(a * 12 + b * 4 + c)) }
            }
        }
        #expect(view.doubles == expected)
        #expect(view[3][1].doubles == [15, 19, 23])
        #expect(view.transposed([1, 2, 0]) == tensor)
        #expect(view.transposed([1, 2, 0]).isContiguous)
    }

    @Test("Strides of dimensions of one do not matter")
    func dimensionsOfOne() throws {
        let tensor = try counted().reshaped([24, 1]).transposed([1, 0])
        #expect(tensor.isContiguous)
        #expect(tensor.shape == [1, 24])
    }

    @Test("Writing to a view is seen in the tensor")
    func sharedBytes() throws {
        let tensor = try counted()
        try tensor[1][0].withElements(as: Double.self) { $0[2] = 100 }
        #expect(tensor.doubles[14] == 100)
    }

    @Test("Other shapes of as many elements are views of contiguous tensors, copies of others")
    func reshaped() throws {
        let tensor = try counted()
        let flat = try tensor.reshaped([24])
        #expect(flat.storage === tensor.storage)
        #expect(flat.doubles == tensor.doubles)
        #expect(try tensor[1].reshaped([2, 6])[1].doubles == (18..<24).map(Double.init))
        let turned = try tensor.transposed([2, 1, 0]).reshaped([24])
        #expect(turned.storage !== tensor.storage)
        #expect(turned.doubles.prefix(4) == [0, 12, 4, 16])
        #expect(try Tensor([7.0]).reshaped([]).shape == [])
        #expect(try Tensor(zeros: .u8, shape: [0, 3]).reshaped([5, 0]).shape == [5, 0])
    }

    @Test(
        "A shape of another number of elements is an error",
        arguments: [[23], [], [-24], [-4, -6], [0], [.max, .max]])
    func wrongReshape(shape: [Int]) throws {
        let tensor = try counted()
        let error = #expect(throws: GraphbookError.self) { try tensor.reshaped(shape) }
        #expect(error?.description == "f64[2, 3, 4] has 24 elements and cannot take the shape \(shape)")
        #expect(error?.code == .shape)
    }

    @Test("A contiguous tensor is itself, another is copied once")
    func contiguous() throws {
        let tensor = try counted()
        #expect(tensor[1].contiguous().storage === tensor.storage)
        let view = tensor.transposed([1, 0, 2])
        let copy = view.contiguous()
        #expect(copy.storage !== tensor.storage)
        #expect(copy.isContiguous && copy == view)
    }

    // MARK: - Stacking

    @Test("A copy has bytes of its own, in row-major order")
    func copied() throws {
        let tensor = try counted()
        for original in [tensor, tensor.transposed([2, 0, 1]), tensor[1]] {
            let copy = original.copied()
            #expect(copy == original && copy.isContiguous && copy.storage !== original.storage)
        }
    }

    @Test("Stacked tensors are rows of one, views included", arguments: ElementType.allCases)
    func stacking(elementType: ElementType) throws {
        let a = try Tensor([1.0, 0, 0, 1, 1, 0], shape: [2, 3]).converted(to: elementType)
        let b = try Tensor([0.0, 1, 1, 1, 0, 1], shape: [3, 2]).converted(to: elementType).transposed([1, 0])
        let stacked = try Tensor.stacking([a, b, a])
        #expect(stacked.shape == [3, 2, 3])
        #expect(stacked.rows == [a, b, a])
    }

    @Test("Scalars and empty tensors can be stacked")
    func stackingEnds() throws {
        #expect(try Tensor.stacking([Tensor([1.0])[0], Tensor([2.0])[0]]) == Tensor([1.0, 2]))
        #expect(try Tensor.stacking([Tensor(zeros: .u8, shape: [0])]).shape == [1, 0])
    }

    @Test("Tensors that differ, and no tensors, cannot be stacked")
    func stackingErrors() {
        func message(_ tensors: [Tensor]) -> String? {
            #expect(throws: GraphbookError.self) { try Tensor.stacking(tensors) }?.description
        }
        #expect(message([]) == "no tensors to stack")
        #expect(message([Tensor([1.0]), Tensor([1.0, 2])]) == "tensors to stack differ: f64[1] and f64[2]")
        #expect(message([Tensor([1.0]), Tensor([1] as [Int64])]) == "tensors to stack differ: f64[1] and i64[1]")
    }

    // MARK: - Elements

    @Test("Elements are read as their own type only")
    func elements() throws {
        let tensor = Tensor([1, 2] as [Int32])
        #expect(try tensor.elements() == [1, 2] as [Int32])
        #expect(try Tensor([true, false]).elements() == [true, false])
        #expect(try Tensor([Float]()).elements() == [Float]())
        let error = #expect(throws: GraphbookError.self) { try tensor.elements(as: Float.self) }
        #expect(error?.description == "a tensor of i32 cannot be read as Float; use converted(to: .f32)")
        #expect(error?.code == .wrongType)
    }

    @Test("The elements of a view are in its own order, and writing to them changes a copy")
    func elementsOfViews() throws {
        let tensor = try Tensor([1, 2, 3, 4], shape: [2, 2])
        let view = tensor.transposed([1, 0])
        try view.withElements(as: Double.self) { elements in
            #expect(Array(elements) == [1, 3, 2, 4])
            elements[0] = 100
        }
        #expect(tensor.doubles == [1, 2, 3, 4])
    }

    @Test("A single element is a scalar in any shape, several or none are not")
    func scalars() throws {
        #expect(try Tensor([7] as [UInt8]).scalar == 7)
        #expect(try Tensor(zeros: .f32, shape: [1, 1]).scalar == 0)
        let error = #expect(throws: GraphbookError.self) { try Tensor([1.0, 2]).scalar }
        #expect(error?.description == "f64[2] is no single number")
        #expect(throws: GraphbookError.self) { try Tensor([Double]()).scalar }
    }

    // MARK: - Equality and words

    @Test("Equal are tensors of one shape, one element type and the same elements, however they lie")
    func equality() throws {
        let tensor = try Tensor([1, 2, 3, 4], shape: [2, 2])
        #expect(tensor == (try Tensor([1, 3, 2, 4], shape: [2, 2]).transposed([1, 0])))
        #expect(tensor != tensor.transposed([1, 0]))
        #expect(tensor != (try tensor.reshaped([4])))
        #expect(tensor != tensor.converted(to: .f32))
        #expect(tensor[0] != tensor[1])
        #expect(Tensor([Double]()) == Tensor([Double]()))
        #expect(Tensor(zeros: .u8, shape: [0, 2]) != Tensor(zeros: .u8, shape: [0, 3]))
    }

    @Test("A tensor is described by its element type and shape")
    func words() {
        #expect(Tensor(zeros: .bf16, shape: [3, 224]).summary == "bf16[3, 224]")
        #expect("\(Tensor(zeros: .bool, shape: []))" == "Tensor(bool[])")
    }
}
