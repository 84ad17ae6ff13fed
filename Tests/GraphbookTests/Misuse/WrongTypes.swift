// swift-format-ignore-file
// Compiled by `MisuseTests`: what only the compiler can see, that a type does not fit. It says so in the macro's expansion.
import Graphbook

struct Model: ResourceValue {}
struct Text: Decodable {}
@Step("Misuse/No Input") func noInput(_ model: Model) {}
@Step("Misuse/Only Decodable") func onlyDecodable(_ text: inout Text) {}
@Step("Misuse/No Result") func noResult(_ note: Note) -> Model { Model() }
@Source("Misuse/No Notes") func noNotes() -> [Model] { [] }
