import CDLPack
import GraphbookCore
import GraphbookDLPack

// A library that Python loads: tensors of this side are handles there, and DLPack's structs are addresses.

private final class Handle {
    let tensor: Tensor
    init(_ tensor: Tensor) { self.tensor = tensor }
}

private func handle(_ tensor: Tensor) -> UnsafeMutableRawPointer {
    Unmanaged.passRetained(Handle(tensor)).toOpaque()
}

private func tensor(_ handle: UnsafeMutableRawPointer) -> Tensor {
    Unmanaged<Handle>.fromOpaque(handle).takeUnretainedValue().tensor
}

/// nil where the tensor is refused.
@c public func bridgeImport(_ managed: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    do {
        return handle(try Tensor(dlpack: managed.assumingMemoryBound(to: DLManagedTensorVersioned.self)))
    } catch {
        print(error)
        return nil
    }
}

@c public func bridgeImportUnversioned(_ managed: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    do {
        return handle(try Tensor(unversionedDLPack: managed.assumingMemoryBound(to: DLManagedTensor.self)))
    } catch {
        print(error)
        return nil
    }
}

@c public func bridgeExport(_ handle: UnsafeMutableRawPointer, _ isReadOnly: Bool) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(tensor(handle).dlpack(isReadOnly: isReadOnly))
}

@c public func bridgeExportUnversioned(_ handle: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(tensor(handle).unversionedDLPack())
}

/// Writes the elements in row-major order.
@c public func bridgeRead(_ handle: UnsafeMutableRawPointer, _ result: UnsafeMutablePointer<Double>) {
    for (index, element) in tensor(handle).doubles.enumerated() { result[index] = element }
}

/// Lets go of a tensor.
@c public func bridgeRelease(_ handle: UnsafeMutableRawPointer) {
    Unmanaged<Handle>.fromOpaque(handle).release()
}
