/// Makes a step of a function that works on items, batched across notes.
///
/// ```swift
/// /// Decodes a photo to 3 × 224 × 224, values 0 to 1.
/// func decode(_ item: Item) throws -> Tensor { try Tensor(image: item.path, side: 224) }
///
/// /// Names what the model sees.
/// ///
/// /// - Parameters:
/// ///   - model: Takes [N, 3, 224, 224], returns [N, classes].
/// ///   - threshold: Least probability, 0 to 1, that is written down.
/// @BatchStep("Vision/Classify", size: 8, itemKey: "image_paths", load: decode)
/// func classify(_ batch: Batch<Tensor>, model: OnnxModel, threshold: Double = 0.5) throws {
///     for (scores, item) in zip(try model(batch.stacked).rows, batch.items) where scores.max >= threshold {
///         item["label"] = scores.argmax
///     }
/// }
/// ```
///
/// The list under `itemKey` gives a note's items. Workers load them, one call an item; when a batch is full, the function
/// works on it, one batch at a time, in order; a note leaves when all its items are done.
///
/// The function takes a `Batch`, or its lists: first what was loaded, under any name, then `items: [Item]` and
/// `notes: [Note]`. What comes behind are the step's parameters, besides `batchSize` and `itemKey`, which every batch step
/// has.
///
/// To write outputs in the worker pool, return a list with one element for each of the batch, and say which function
/// writes one:
///
/// ```swift
/// func save(_ mask: Mask, folder: FilePath) throws { try mask.write(to: folder / mask.name) }
///
/// @BatchStep("Vision/Segment", itemKey: "photos", load: decode, dump: save(_:folder:))
/// func segment(_ batch: Batch<Tensor>, model: OnnxModel, folder: FilePath = "masks") throws -> [Mask] { … }
/// ```
///
/// A function whose name is given with labels, like this `save(_:folder:)`, takes parameters of the step besides what it
/// works on. They have to be among those of the step's function.
///
/// - Parameters:
///   - name: The name in workflow files; what stands before the last slash is its category.
///   - size: How many items make a batch where a workflow does not say, 1 or more.
///   - itemKey: The key of the notes whose list, or single value, holds the items. Where it is empty, a workflow has to
///     say.
///   - load: Loads one item, in a worker: an `Item`, or a value of any `Decodable` type that is decoded from one, such as
///     the path of a file as a `String`. Without it, the batch has the items' values.
///   - dump: Writes one of the outputs, in a worker.
///   - route: Says where a note leaves, when all its items are done. Without it, by `out`.
@attached(peer, names: overloaded)
public macro BatchStep<
    LoadInput, Loaded: Sendable, Output: Sendable, Route: RouteResult, each LoadParameter, each DumpParameter,
    each RouteParameter
>(
    _ name: String, size: Int = 8, itemKey: String = "",
    load: @escaping @Sendable (LoadInput, repeat each LoadParameter) async throws -> Loaded = { (item: Item) in
        item.value
    },
    dump: @escaping @Sendable (Output, repeat each DumpParameter) async throws -> Void = { (_: Value) in },
    route: @escaping @Sendable (Note, repeat each RouteParameter) async throws -> Route = { (_: Note) in DefaultPort.out
    }
) = #externalMacro(module: "GraphbookMacros", type: "BatchStepMacro")
