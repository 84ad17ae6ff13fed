public import Graphbook
public import GraphbookImaging

/// Computes what pictures look like, in the workers, so that near-duplicates can be found.
///
/// Each item gets 64 bits as 16 hexadecimal digits. Copies of a picture in another size, format or quality differ in few of
/// them, other pictures in about half.
///
/// - Parameters:
///   - method: `difference` is quick; `frequencies` finds copies that are lighter or darker too.
///   - key: The field of the item that gets the hash.
@BatchStep("Images/Hash", size: 32, itemKey: "image_paths", load: hashImage(_:method:))
public func hashImages(_ batch: Batch<String>, method: ImageHash.Method = .difference, key: String = "hash") {
    for (hash, item) in zip(batch.loaded, batch.items) { item[key] = hash }
}

private func hashImage(_ item: Item, method: ImageHash.Method) throws -> String {
    try ImageHash(image: item.path, method: method).description
}
