import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("CatalogueText")
struct CatalogueTextTests {
    private static let nodes = [
        NodeListing(
            NodeDefinition.step("Report", location: CodeLocation(file: "W/S.swift", line: 30)) { _ in { _ in } }),
        NodeListing(
            NodeDefinition(
                name: "Words/Count",
                documentation: "Counts the words of each text, and finds the one that is there most often.",
                parameters: [
                    ParameterDefinition("letters", Int.self, default: 4, documentation: "Fewest letters of a word."),
                    ParameterDefinition("path", String.self), ParameterDefinition("limit", Int?.self),
                ],
                location: CodeLocation(file: "W/S.swift", line: 12),
                body: NodeDefinition.step("x", location: CodeLocation(file: "", line: 0)) { _ in { _ in } }.body)),
        NodeListing(
            NodeDefinition.resource("Words/List", location: CodeLocation(file: "W/S.swift", line: 40)) { _ in
                { [String]() }
            }),
    ]
    private let catalogue = CatalogueText(nodes: CatalogueTextTests.nodes, width: 50)

    @Test("The page lists the nodes by category, with their parameters")
    func writesPage() throws {
        #expect(
            try catalogue.page() == """
                Without a category
                ──────────────────

                Report  step

                    W/S.swift:30

                Words
                ─────

                Words/Count  step
                    Counts the words of each text, and finds the
                    one that is there most often.

                    letters: integer = 4
                        Fewest letters of a word.

                    path: string, required

                    limit: integer, optional

                    W/S.swift:12

                Words/List  resource, makes Array<String>

                    W/S.swift:40

                """)
    }

    @Test("Many nodes have a list in front: sources first, each with the first sentence about it")
    func writesContents() throws {
        let location = CodeLocation(file: "W/S.swift", line: 1)
        let steps = (1...8).map { number in
            NodeListing(
                .step(
                    "A/Step \(number)", documentation: "Does what\nit does. And more.\n\nMuch more.", location: location
                ) {
                    _ in { _ in }
                })
        }
        let source = NodeListing(
            .source("A/Zoo", documentation: "Makes notes of animals, one after the other", location: location) { _ in
                { _ in }
            })
        let lines = try CatalogueText(nodes: steps + [source], width: 40).page().split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines.prefix(3) == [
                "A/Zoo     Makes notes of animals, one", "          after the other",
                "A/Step 1  Does what it does.",
            ])
        #expect(lines[9...12] == ["A/Step 8  Does what it does.", "", "A", "─"])
        #expect(lines[14] == "A/Zoo  source")
    }

    @Test("A category is a page of its own", arguments: [("Words", 2), ("words", 2), ("Report", nil), ("", 1)])
    func findsCategory(name: String, count: Int?) {
        #expect(catalogue.category(named: name)?.nodes.count == count)
    }

    @Test("No nodes at all are told with what to do")
    func writesEmptyPage() throws {
        #expect(
            try CatalogueText(nodes: [], width: 80).page()
                == "there are no nodes: attach @Step, @BatchStep or @Source to a function\n")
    }

    @Test(
        "A node is found by its name, or by the part behind the last slash",
        arguments: [("Words/Count", "Words/Count"), ("Count", "Words/Count"), ("words/list", "Words/List")])
    func findsNode(name: String, expected: String) throws {
        #expect(try catalogue.node(named: name).name == expected)
    }

    @Test(
        "An unknown name is an error that says which may be meant",
        arguments: [
            ("Words/Cuont", "there is no node 'Words/Cuont'; did you mean 'Words/Count'?"),
            ("Cuont", "there is no node 'Cuont'; did you mean 'Words/Count'?"),
            ("Sharpen", "there is no node 'Sharpen': see `graphbook nodes` for those there are"),
        ])
    func suggestsNode(name: String, expected: String) {
        let error = #expect(throws: UsageProblem.self) { try catalogue.node(named: name) }
        #expect(error?.description == expected)
    }
}
