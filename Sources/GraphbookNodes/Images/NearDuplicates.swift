public import Graphbook
import GraphbookImaging
import Synchronization

/// Finds pictures that look alike, by their hashes.
///
/// After the last note, each group of near-duplicates leaves as a note with the list of its paths under the item key, in
/// the order they came. Two pictures are in a group where their hashes are near, or where others lead from one to the other.
/// The notes themselves do not leave: they go on from the node that this one comes after. Hashes and paths are kept in
/// memory, and every two hashes are compared: the time grows with the square of their number.
@Node("Images/Near Duplicates")
public final class NearDuplicates: EmittingStep {
    /// The key of the list of pictures.
    @Parameter public var itemKey = "image_paths"
    /// The field of the items that holds the hash, from Images/Hash.
    @Parameter public var hashKey = "hash"
    /// How many of the 64 bits may differ, 0 to 64.
    @Parameter public var distance = 10

    private let pictures = Mutex<[(path: Value, hash: ImageHash)]>([])

    public func start() async throws { pictures.withLock { $0 = [] } }

    public func process(_ note: Note, to emit: Emitter) throws {
        let value = try note.field(itemKey)
        for item in value.list ?? [value] {
            guard case .string(let text)? = item.fields?[hashKey], let hash = ImageHash(text) else {
                throw GraphbookError(
                    .missing, "an item has no hash under '\(hashKey)': Images/Hash puts one there")
            }
            pictures.withLock { $0.append((item.fields?[Item.valueField] ?? item, hash)) }
        }
    }

    public func finish(to emit: Emitter) async throws {
        let pictures = pictures.withLock { pictures in
            defer { pictures = [] }
            return pictures
        }
        let groups = try groups(of: pictures.map(\.hash))
        log("\(pictures.count) pictures, \(groups.count) \(groups.count == 1 ? "group" : "groups") of near-duplicates")
        for group in groups { try await emit(Note([itemKey: .array(group.map { pictures[$0].path })])) }
    }

    /// The places of pictures that belong together, two or more, in order.
    private func groups(of hashes: [ImageHash]) throws -> [[Int]] {
        // Each picture leads to an earlier one of its group, or to itself.
        var leader = Array(hashes.indices)
        func first(_ place: Int) -> Int {
            var place = place
            while leader[place] != place { place = leader[place] }
            return place
        }
        for later in hashes.indices {
            try Task.checkCancellation()
            for earlier in 0..<later where hashes[later].distance(to: hashes[earlier]) <= distance {
                let (a, b) = (first(earlier), first(later))
                leader[max(a, b)] = min(a, b)
            }
        }
        return Dictionary(grouping: hashes.indices, by: first).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
            .map(\.value)
    }
}
