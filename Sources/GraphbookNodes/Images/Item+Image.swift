import Graphbook
import GraphbookImaging

extension Item {
    /// The picture under a key.
    ///
    /// - Throws: ``GraphbookError`` with code `missing` or `wrongType`.
    func image(_ key: String) throws -> Tensor {
        guard let value = self[key] as Value? else {
            throw GraphbookError(.missing, "the item has no picture under '\(key)': Images/Load puts one there")
        }
        guard case .tensor(let image) = value else {
            throw GraphbookError(.wrongType, "'\(key)' of the item is \(value.summary), not a picture")
        }
        return image
    }
}

extension Batch<Tensor> {
    /// Puts what was loaded into the items.
    func keep(as key: String) {
        for (image, item) in zip(loaded, items) { item[key] = image }
    }
}
