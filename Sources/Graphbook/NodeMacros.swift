/// Makes a node of a struct, or of a final class, which conforms to `Step`, `RoutingStep`, `EmittingStep`, `Source`,
/// `BatchStep` or `Resource`.
///
/// ```swift
/// /// Counts the notes of each label.
/// @Node("Statistics/Count Labels")
/// final class CountLabels: Step {
///     /// The key that holds the label.
///     @Parameter var key = "label"
///     private let counts = Mutex<[String: Int]>([:])
///
///     func process(_ note: Note) {
///         guard let label: String = note[key] else { return }
///         note["count"] = counts.withLock { counts in
///             counts[label, default: 0] += 1
///             return counts[label]
///         }
///     }
///
///     func clear() { counts.withLock { $0 = [:] } }
/// }
/// ```
///
/// A type instead of a function is for nodes that keep something from note to note, or do something at a run's start or
/// end. Whatever it keeps besides its parameters needs an initial value.
///
/// A batch step declares its size and key as parameters, and loads, dumps and routes in functions of these names:
///
/// ```swift
/// @Node("Vision/Classify")
/// struct Classify: BatchStep {
///     @Parameter var batchSize = 8
///     @Parameter var itemKey = "image_paths"
///     @Parameter var model: OnnxModel
///
///     func load(_ item: Item) throws -> Tensor { try Tensor(image: item.path, side: 224) }
///
///     func process(_ batch: Batch<Tensor>) throws { … }
/// }
/// ```
///
/// The macro adds an initializer with the parameters, for workflows built in code:
/// `workflow.add(Classify(batchSize: 16, model: network), after: photos)`.
///
/// - Parameter name: The name in workflow files; what stands before the last slash is its category.
@attached(member, names: named(parameters), named(init), named(definition))
@attached(extension, conformances: Loading, Dumping, Routing)
public macro Node(_ name: String) = #externalMacro(module: "GraphbookMacros", type: "NodeMacro")

/// Makes a variable of a node a parameter: its value comes from the workflow, or is the initial value.
///
/// The type may be left out where the initial value is a literal. The doc comment is what the page shows. A value is
/// checked when the node is made; a resource is made before the run that reads it.
@attached(accessor, names: named(get))
@attached(peer, names: prefixed(_))
public macro Parameter() = #externalMacro(module: "GraphbookMacros", type: "ParameterMacro")
