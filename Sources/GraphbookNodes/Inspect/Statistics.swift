public import Graphbook
import Synchronization

/// Sums up the numbers in fields, and tells the figures after the last note.
///
/// For each field a line is written to the log, and a note leaves, with `field`, `count` (numbers seen), `missing` (notes
/// where there was none: the field is missing, null, or something else), `min`, `max`, `mean`, and `deviation`, the standard
/// deviation of a sample; each of these is null where there are too few numbers. Lists count with each of their numbers.
/// The notes that were summed up do not leave: they go on from the node that this one comes after.
@Node("Inspect/Statistics")
public final class Statistics: EmittingStep {
    /// The fields.
    @Parameter public var fields: [String]

    private let figures = Mutex<[Figures]>([])

    public func start() async throws { figures.withLock { $0 = fields.map { _ in Figures() } } }

    public func process(_ note: Note, to emit: Emitter) {
        let values = fields.map { note[$0] as Value? }
        figures.withLock { figures in
            for (index, value) in values.enumerated() { figures[index].add(value) }
        }
    }

    public func finish(to emit: Emitter) async throws {
        for (field, figures) in zip(fields, figures.withLock { $0 }) {
            let note = Note(figures.fields(of: field))
            log("\(field): \(note.fields.dropFirst().map { "\($0.key) \($0.value.summary)" }.joined(separator: ", "))")
            try await emit(note)
        }
    }
}

/// Figures of numbers that are seen once: Welford, *Note on a Method for Calculating Corrected Sums of Squares and
/// Products*, 1962, which does not lose digits where the deviation is small beside the mean.
struct Figures {
    private(set) var count = 0
    private(set) var missing = 0
    private var least = Double.infinity
    private var most = -Double.infinity
    private(set) var mean = 0.0
    private var squares = 0.0

    /// Adds a field's number, or those of its list.
    mutating func add(_ value: Value?) {
        let numbers = value.map { $0.list ?? [$0] }?.compactMap(Double.init(noteValue:)) ?? []
        if numbers.isEmpty { missing += 1 }
        for number in numbers { add(number) }
    }

    mutating func add(_ number: Double) {
        count += 1
        least = min(least, number)
        most = max(most, number)
        let distance = number - mean
        mean += distance / Double(count)
        squares += distance * (number - mean)
    }

    /// The standard deviation of a sample; nil for fewer than two numbers.
    var deviation: Double? { count < 2 ? nil : (squares / Double(count - 1)).squareRoot() }

    func fields(of name: String) -> Fields {
        func figure(_ number: Double?) -> Value { count == 0 ? .null : number.map(Value.double) ?? .null }
        return [
            "field": .string(name), "count": .int(count), "missing": .int(missing), "min": figure(least),
            "max": figure(most), "mean": figure(mean), "deviation": figure(deviation),
        ]
    }
}
