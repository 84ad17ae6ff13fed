/// The files of a new package.
struct ProjectTemplate {
    /// Where the package gets Graphbook from.
    enum Dependency: Equatable {
        /// A folder on this machine.
        case checkout(String)
        /// The released version, from where it is published.
        case release(String)
    }

    let name: String
    let dependency: Dependency

    static let address = "https://github.com/graphbookai/graphbook-swift"

    /// The files, by their paths within the new folder.
    var files: [(path: String, text: String)] {
        [
            ("Package.swift", manifest), ("Sources/\(name)/Steps.swift", steps), ("words.json", workflow),
            ("README.md", readme), (".gitignore", ".build/\n"),
            ("texts/harbour.txt", harbour), ("texts/night.txt", night), ("texts/orchard.txt", orchard),
        ]
    }

    /// What to tell who has made the package.
    var nextSteps: String {
        """
        made \(name): a package with a source, a step, a batch step, and a workflow of them

          cd \(name)
          graphbook run words.json

        """
    }

    private var manifest: String {
        let (package, identity) =
            switch dependency {
            case .checkout(let path): (".package(name: \"graphbook\", path: \"\(path.escaped)\")", "graphbook")
            case .release(let version):
                (".package(url: \"\(ProjectTemplate.address)\", from: \"\(version)\")", "graphbook-swift")
            }
        return """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "\(name)",
                dependencies: [
                    \(package)
                ],
                targets: [
                    .executableTarget(
                        name: "\(name)",
                        dependencies: [.product(name: "Graphbook", package: "\(identity)")])
                ]
            )

            """
    }

    private var steps: String {
        """
        import Foundation
        import Graphbook

        /// Emits a note for each text in a folder, in the order of their names.
        ///
        /// - Parameter folder: The folder, as seen from the workflow file.
        @Source("Words/Texts")
        func texts(to emit: Emitter, folder: String = "texts") async throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
                try await emit(Note(["text": .string("\\(folder)/\\(name)")]))
            }
        }

        /// Reads a text, as its words. Workers call this, for several texts at once.
        func words(_ item: Item) throws -> [String] {
            try String(contentsOfFile: item.path, encoding: .utf8).lowercased().split { !$0.isLetter }.map(String.init)
        }

        /// Counts the words of each text, and finds the one that is there most often.
        ///
        /// - Parameter letters: Fewest letters of a word that counts.
        @BatchStep("Words/Count", size: 2, itemKey: "text", load: words)
        func count(_ batch: Batch<[String]>, letters: Int = 4) {
            for (words, note) in zip(batch.loaded, batch.notes) {
                let counts = Dictionary(words.filter { $0.count >= letters }.map { ($0, 1) }, uniquingKeysWith: +)
                note["words"] = counts.values.reduce(0, +)
                note["favourite"] = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            }
        }

        /// Writes a line on each text to the log.
        @Step("Words/Report")
        func report(_ note: Note) {
            let text = note["text", default: ""], favourite = note["favourite", default: "nothing"]
            log("\\(text): \\(note["words", default: 0]) words, most of all '\\(favourite)'")
        }

        /// The program that `graphbook` builds and starts; it has all nodes of this package.
        @main struct \(name): GraphbookHost {}

        """
    }

    private var workflow: String {
        """
        {
          "graphbook": 1,
          "name": "words",
          "documentation": "Counts the words of a few texts.",
          "nodes": {
            "texts": { "node": "Words/Texts" },
            "count": { "node": "Words/Count", "after": ["texts"], "parameters": { "letters": 5 } },
            "report": { "node": "Words/Report", "after": ["count"] }
          }
        }

        """
    }

    private var readme: String {
        """
        # \(name)

        A pipeline made with [Graphbook](\(ProjectTemplate.address)). Its steps are the functions in
        `Sources/\(name)/Steps.swift`; `words.json` connects them.

        ```sh
        graphbook run words.json    # builds what has changed, then runs the workflow
        graphbook nodes             # lists the nodes with their parameters
        ```

        """
    }

    private var harbour: String {
        """
        The harbour wakes before the town does. Boats come in with silver fish and tired men; gulls follow the boats, and
        cats follow the gulls. By seven the boats are empty, the boats are clean, and the harbour sleeps again.

        """
    }

    private var night: String {
        """
        Night trains carry letters and sleepers. The letters say what the sleepers dream of: summer, money, summer again.
        At every border somebody counts the sleepers. Nobody counts the letters.

        """
    }

    private var orchard: String {
        """
        My aunt knew each tree in the orchard by name. Apples for cider, apples for cake, and one old tree whose apples were
        only for looking at. She left the orchard to the birds, who never asked for names.

        """
    }
}

extension String {
    /// As it stands in a Swift string literal.
    fileprivate var escaped: String {
        reduce(into: "") { text, character in
            if character == "\\" || character == "\"" { text.append("\\") }
            text.append(character)
        }
    }
}
