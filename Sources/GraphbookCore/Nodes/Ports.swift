/// The ports of a step, as an enumeration: `enum Sureness: String, PortName { case sure, unsure }`.
///
/// Returning a case from a routing function sends the note there.
public protocol PortName: RouteResult, Hashable, CaseIterable, RawRepresentable where RawValue == String, Port == Self {
}

/// The one port of a step that does not route.
public enum DefaultPort: String, PortName {
    case out
}

/// What a routing function may return: a port, an optional port (nil drops the note), ``Routes``, or a list of notes.
public protocol RouteResult: Sendable {
    associatedtype Port: PortName
    /// The notes that leave, each with the place of its port among `Port.allCases`.
    func deliveries(of note: Note) -> Deliveries
}

/// The notes that leave a step after it has worked on one, by port.
public enum Deliveries: Sendable {
    /// The note itself, by the port at this place.
    case whole(port: Int)
    /// None, or other notes.
    case parts([(port: Int, note: Note)])
}

extension PortName {
    var place: Int {
        var place = 0
        for name in Self.allCases {
            if name == self { return place }
            place += 1
        }
        preconditionFailure("allCases of \(Self.self) lacks \(self)")
    }

    public func deliveries(of note: Note) -> Deliveries { .whole(port: place) }
}

extension Optional: RouteResult where Wrapped: PortName {
    public typealias Port = Wrapped
    public func deliveries(of note: Note) -> Deliveries { self?.deliveries(of: note) ?? .parts([]) }
}

extension Array: RouteResult where Element == Note {
    public typealias Port = DefaultPort
    /// Each note leaves by `out`.
    public func deliveries(of note: Note) -> Deliveries { .parts(map { (0, $0) }) }
}

/// Several notes to several ports: `[.sure: sure, .unsure: unsure]`, in that order; nil entries are left out.
public struct Routes<Port: PortName>: RouteResult, ExpressibleByDictionaryLiteral {
    private let parts: [(port: Port, note: Note)]

    public init(_ parts: [(port: Port, note: Note)]) { self.parts = parts }

    public init(dictionaryLiteral elements: (Port, Note?)...) {
        parts = elements.compactMap { port, note in note.map { (port, $0) } }
    }

    public func deliveries(of note: Note) -> Deliveries { .parts(parts.map { ($0.port.place, $0.note) }) }
}

extension Note {
    /// Two notes from one: copies of it whose list under `key` holds the items that satisfy `condition`, and the others.
    ///
    /// - Returns: nil in the place of a note whose list would be empty.
    public func split(
        itemsUnder key: String, where condition: (Item) throws -> Bool
    ) rethrows -> (matching: Note?, others: Note?) {
        var matching: [Value] = [], others: [Value] = []
        for item in items(under: key) {
            if try condition(item) { matching.append(item.element) } else { others.append(item.element) }
        }
        func part(_ elements: [Value]) -> Note? {
            if elements.isEmpty { return nil }
            let note = copy()
            note[key] = .array(elements) as Value?
            return note
        }
        return (part(matching), part(others))
    }
}
