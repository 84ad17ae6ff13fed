import Graphbook
import Synchronization

// Nodes under test: types.

/// Counts what it sees.
///
/// - Parameter key: Where the count goes.
@Node("Types/Counter")
final class Counter: Step {
    @Parameter var key = "count"
    /// What is added for each note, also 0 or less.
    @Parameter var by: Int = 1
    private let count = Mutex(0)

    func start() async throws { written.append("start \(key)") }

    func process(_ note: Note) {
        note[key] = count.withLock { count in
            count += by
            return count
        }
    }

    func end() async throws { written.append("end \(key)") }
    func clear() { count.withLock { $0 = 0 } }
}

/// Every way to write a parameter.
@Node("Types/All Parameters")
public struct AllParameters: Step {
    @Parameter var text = "a"
    @Parameter var integer = -1
    @Parameter var double = -0.5
    @Parameter var flag = true
    @Parameter var fit: Fit = .crop
    @Parameter var list: [String] = []
    @Parameter var optional: Double?
    @Parameter public var preset: Double? = 2
    @Parameter var `in`: String
    @Parameter var vocabulary: Vocabulary?

    public func process(_ note: Note) throws {
        note["all"] =
            """
            \(text)|\(integer)|\(double)|\(flag)|\(fit)|\(list)|\(optional.map(\.description) ?? "nil")|\
            \(preset.map(\.description) ?? "nil")|\(self.in)|\(vocabulary?.words.count ?? 0)
            """
    }
}

enum Types {
    @Node("Types/Router")
    fileprivate struct Router: RoutingStep {
        func route(_ note: Note) -> Sureness? { note["sure", default: false] ? .sure : nil }
    }

    @Node("Types/Source")
    struct Numbers: Source {
        @Parameter var count: Int

        func notes(to emit: Emitter) async throws {
            for number in 0..<count { try await emit(Note(["number": .int(number)])) }
        }
    }
}

/// Emits the notes in the opposite order.
@Node("Types/Reverse")
final class Reverse: EmittingStep {
    /// Of how many notes the first is left out.
    @Parameter var least = 0
    private let held = Mutex<[Note]>([])

    func start() { held.withLock { $0 = [] } }
    func process(_ note: Note, to emit: Emitter) { held.withLock { $0.append(note) } }

    func finish(to emit: Emitter) async throws {
        for note in held.withLock({ $0 }).reversed().dropLast(least) { try await emit(note) }
    }
}

@Node("Types/Vocabulary")
struct VocabularyNode: Resource {
    @Parameter var words: [String] = Self.standard
    static let standard = ["x"]

    func make() async throws -> Vocabulary { Vocabulary(words: words) }
}

@Node("Types/Longer")
struct LongerVocabulary: Resource {
    @Parameter var base: Vocabulary

    func make() throws -> Vocabulary { Vocabulary(words: base.words + base.words) }
}

/// A batch step with every part.
@Node("Types/Batch")
struct LookUp: BatchStep {
    @Parameter var batchSize = 2
    @Parameter var itemKey = "names"
    @Parameter var vocabulary: Vocabulary
    @Parameter var least = 0

    func load(_ item: Item) throws -> Int { try item.path.count + least }

    func process(_ batch: Batch<Int>) throws -> [String] {
        batch.loaded.map { "\($0) of \(vocabulary.words.count)" }
    }

    func dump(_ text: String) async { written.append(text) }

    func route(_ note: Note) -> Sureness { .unsure }
}

/// A batch step with a body only, and a constant size.
@Node("Types/Plain Batch")
struct PlainBatch: BatchStep {
    let batchSize = 3
    @Parameter var itemKey: String

    func process(_ batch: Batch<Value>) { for item in batch.items { item["seen"] = true } }
}

/// Its load function stands in an extension, so it says that there is one.
@Node("Types/Extended Batch")
final class ExtendedBatch: Loading {
    @Parameter var batchSize = 8
    @Parameter var itemKey = "names"

    func process(_ batch: Batch<Int>) async throws {}
}

extension ExtendedBatch {
    func load(_ item: Item) async throws -> Int { try item.path.count }
}

/// What another file makes of a type that only this one can name.
func routerDefinition() -> NodeDefinition { Types.Router.definition }
