import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("ProjectTemplate")
struct ProjectTemplateTests {
    private func file(_ path: String, _ dependency: ProjectTemplate.Dependency = .release("1.2.3")) throws -> String {
        try #require(ProjectTemplate(name: "Digits", dependency: dependency).files.first { $0.path == path }).text
    }

    @Test(
        "The package depends on a release, or on a checkout",
        arguments: [
            (
                .release("1.2.3"), ".package(url: \"https://github.com/graphbookai/graphbook-swift\", from: \"1.2.3\")",
                "graphbook-swift"
            ),
            (.checkout("/a \"b\""), ".package(name: \"graphbook\", path: \"/a \\\"b\\\"\")", "graphbook"),
        ] as [(ProjectTemplate.Dependency, String, String)])
    func dependsOnGraphbook(dependency: ProjectTemplate.Dependency, package: String, identity: String) throws {
        #expect(
            try file("Package.swift", dependency) == """
                // swift-tools-version: 6.2
                import PackageDescription

                let package = Package(
                    name: "Digits",
                    dependencies: [
                        \(package)
                    ],
                    targets: [
                        .executableTarget(
                            name: "Digits",
                            dependencies: [.product(name: "Graphbook", package: "\(identity)")])
                    ]
                )

                """)
    }

    @Test("The workflow is one, of the nodes that the package declares")
    func connectsItsNodes() throws {
        let workflow = try Workflow(json: file("words.json"), file: "words.json")
        let steps = try file("Sources/Digits/Steps.swift")
        #expect(workflow.ids == ["texts", "count", "report"])
        for id in workflow.ids {
            let type = try #require(workflow[id]?.type)
            #expect(steps.contains("(\"\(type)\""))
        }
        #expect(steps.hasSuffix("@main struct Digits: GraphbookHost {}\n"))
    }

    @Test("Names that can be a module's are taken", arguments: ["Digits", "digits", "My_Photos2", "_x"])
    func takesNames(name: String) {
        #expect(ModuleName.problem(with: name) == nil)
    }

    @Test(
        "Other names are refused with a suggestion",
        arguments: [
            (
                "my-photos 2",
                "'my-photos 2' can't be a module's name, which has letters, digits and _ and begins with a letter: "
                    + "how about 'MyPhotos2'?"
            ),
            (
                "../x",
                "'../x' can't be a module's name, which has letters, digits and _ and begins with a letter: how about 'X'?"
            ),
            ("2nd", "'2nd' can't be a module's name, which has letters, digits and _ and begins with a letter"),
            ("", "'' can't be a module's name, which has letters, digits and _ and begins with a letter"),
            ("class", "'class' means something to Swift or Graphbook already: choose another name"),
            ("Note", "'Note' means something to Swift or Graphbook already: choose another name"),
            ("GraphbookCore", "'GraphbookCore' means something to Swift or Graphbook already: choose another name"),
        ])
    func refusesNames(name: String, expected: String) {
        #expect(ModuleName.problem(with: name) == expected)
    }
}
