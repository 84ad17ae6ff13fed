import Graphbook
import Testing

@Suite("Doc comments")
struct DocCommentTests {
    @Test(
        "The text is the comment without what it says of parameters, result and errors",
        arguments: [
            ("Summary", "One line."),
            ("Nothing", ""),
            ("Last Comment", "The comment in front.\nIts second line."),
            ("Block Line", "A block on one line."),
            ("Stars", "A block with stars.\n\n    code that keeps its indentation"),
            ("Block", "A block without stars.\n\n* a list\n* of two"),
            (
                "Mixed",
                "Text, with a list of its own:\n- a point: with a colon\n- parameters\n\nText behind all that."
            ),
            ("Names", "- Note: Stays, since it is text."),
        ])
    func text(name: String, text: String) throws {
        #expect(try definition("Documented/" + name).documentation == text)
    }

    @Test(
        "Each parameter has what the comment says of it",
        arguments: [
            ("Summary", [""]),
            ("Nothing", [""]),
            ("Stars", ["From a block."]),
            ("Block", ["One.\n\nIn two paragraphs.", "Two."]),
            ("Mixed", ["In small letters.\n- a list\n  - of two levels", "With a space,"]),
            ("Names", ["Named by its label.", "Named by its name."]),
        ])
    func parameters(name: String, texts: [String]) throws {
        #expect(try definition("Documented/" + name).parameters.map(\.documentation) == texts)
    }
}
