/// Makes a step of a function that works on one note at a time.
///
/// ```swift
/// /// Marks notes that are too short to be of use.
/// ///
/// /// - Parameter least: The number of words that is enough.
/// @Step("Text/Mark Short")
/// func markShort(_ note: Note, least: Int = 20) {
///     note["short"] = (note["text", default: ""]).split(separator: " ").count < least
/// }
/// ```
///
/// The first parameter is the note. The others are the step's parameters: their types say what a workflow file may give
/// (see `NodeParameter`), their defaults count where it gives nothing, and the doc comment is what the page shows.
///
/// Instead of the note, the function may take a `Codable` type, which is decoded from the note's fields. What is changed of
/// an `inout` one is written back; fields that the type does not know stay as they are. A type that is `Decodable` only, and
/// one that is not `inout`, is read.
///
/// ```swift
/// struct Essay: Codable {
///     var text: String
///     var score: Double?
/// }
///
/// @Step("Essays/Grade")
/// func grade(_ essay: inout Essay, words: Int = 100) {
///     essay.score = min(1, Double(essay.text.split(separator: " ").count) / Double(words))
/// }
/// ```
///
/// A note that does not fit fails: `the note is no Essay: field 'text': expected a string, found 3`.
///
/// A function that returns a `PortName`, an optional one (nil drops the note), `Routes`, or a list of notes that leave
/// instead, routes. The fields of any other `Encodable` value that it returns are set in the note.
///
/// ```swift
/// enum Length: String, PortName { case short, long }
///
/// @Step("Text/By Length")
/// func byLength(_ note: Note, least: Int = 20) -> Length {
///     (note["text", default: ""]).count < least ? .short : .long
/// }
/// ```
///
/// A function that makes several notes of one takes an `Emitter` second, and returns nothing. The note it works on leaves
/// only if it is emitted:
///
/// ```swift
/// @Step("Text/Lines")
/// func lines(_ note: Note, to emit: Emitter) async throws {
///     for line in note["text", default: ""].split(separator: "\n") { try await emit(Note(["line": .string(String(line))])) }
/// }
/// ```
///
/// The function stays what it was, and a test calls it. Beside it there is one of the same name without the note, for
/// workflows built in code: `workflow.add(markShort(least: 5), after: texts)`.
///
/// - Parameter name: The name in workflow files; what stands before the last slash is its category.
@attached(peer, names: overloaded)
public macro Step(_ name: String) = #externalMacro(module: "GraphbookMacros", type: "StepMacro")

/// Makes a source of a function that returns notes, or emits them.
///
/// ```swift
/// /// The numbers from 1.
/// @Source("Samples/Numbers")
/// func numbers(count: Int = 10) -> [Note] {
///     (1...count).map { Note(["number": .int($0)]) }
/// }
/// ```
///
/// A lazy sequence (`-> some Sequence<Note>`) is read as far as the steps behind ask for notes. Values of any `Encodable`
/// type do for notes: each becomes one with the fields that it encodes. A function that returns nothing takes an `Emitter` first, which waits while they are busy:
///
/// ```swift
/// @Source("Files/Lines")
/// func lines(to emit: Emitter, path: FilePath) async throws {
///     for try await line in file(path).lines { try await emit(Note(["text": .string(line)])) }
/// }
/// ```
///
/// All else is as with ``Step(_:)``.
///
/// - Parameter name: The name in workflow files; what stands before the last slash is its category.
@attached(peer, names: overloaded)
public macro Source(_ name: String) = #externalMacro(module: "GraphbookMacros", type: "SourceMacro")

/// Makes a resource of a function that returns a value: a model, a vocabulary, a connection.
///
/// ```swift
/// extension Vocabulary: ResourceValue {}
///
/// /// The words a model knows.
/// @Resource("Text/Vocabulary")
/// func vocabulary(path: FilePath) throws -> Vocabulary { try Vocabulary(contentsOf: path) }
///
/// @Step("Text/Tokenize")
/// func tokenize(_ note: Note, vocabulary: Vocabulary) { … }
/// ```
///
/// The value is made once, before the first run that needs it, and again only when a parameter has changed; the steps
/// that name it in a parameter share it. A parameter may be a resource itself.
///
/// - Parameter name: The name in workflow files; what stands before the last slash is its category.
@attached(peer, names: overloaded)
public macro Resource(_ name: String) = #externalMacro(module: "GraphbookMacros", type: "ResourceMacro")
