import Foundation
import Testing

@Suite("Documents", .enabled(if: Repository.isTracked, "a source archive has no list of its files"))
struct DocumentTests {
    @Test("No tracked file names a path of the machine it was written on")
    func noMachinePaths() throws {
        // A slash in front of which stands no other part of a path.
        let path = /(?:^|[^\w)\]}.~-])\/(?:work|root|home|Users)\/[\w.]/.anchorsMatchLineEndings()
        let texts = try Repository.trackedTexts()
        #expect(texts.contains { $0.file == "Package.swift" })
        for (file, text) in texts {
            for match in text.matches(of: path) { Issue.record("\(file) has '\(text[match.range])…'") }
        }
    }

    @Test("Every relative link of a document leads to a file")
    func links() throws {
        let documents = try Repository.trackedTexts().filter { $0.file.hasSuffix(".md") }
        #expect(documents.contains { $0.file == "README.md" })
        for (file, text) in documents {
            for match in text.matches(of: /\]\(([^)\s]+)\)/) {
                let target = match.output.1.prefix { $0 != "#" }
                if target.isEmpty || target.contains("://") || target.hasPrefix("mailto:") { continue }
                let folder = (file as NSString).deletingLastPathComponent
                #expect(Repository.exists("\(folder)/\(target)"), "\(file) links to \(target)")
            }
        }
    }

    @Test("Every document that the code refers to is there")
    func references() throws {
        for source in try Repository.swiftFiles(in: "Sources") + ["Package.swift"] {
            for match in try Repository.text(of: source).matches(of: /Documentation\/[\w\/.-]+\.md/) {
                #expect(Repository.exists(String(match.output)), "\(source) refers to \(match.output)")
            }
        }
    }

    @Test("The README's code is that of a target, which compiles")
    func snippets() throws {
        let readme = try Repository.text(of: "README.md")
        let snippets = readme.matches(of: /<!-- snippet: (\S+) -->\n```swift\n([^`]*)```/)
        #expect(snippets.count == 1)
        for snippet in snippets {
            #expect(try Repository.text(of: String(snippet.output.1)) == String(snippet.output.2))
        }
    }

    @Test("Every piece of Swift in a guide is in the guide's file, or the one it names, which compiles")
    func guides() throws {
        let guides = try Repository.files(in: "Documentation/Graphbook.docc", ending: ".md")
        #expect(guides.count > 10)
        for guide in guides {
            let name = guide.split(separator: "/").last?.dropLast(".md".count) ?? ""
            let blocks = try Repository.text(of: guide).matches(
                of: /(?:<!-- from: (\S+) -->\n)?```swift\n([\s\S]*?)```/)
            for block in blocks {
                let source = block.output.1.map(String.init) ?? "Tests/GuideTests/Guides/\(name).swift"
                // The template of a package has its text in a literal, with an indentation of its own.
                let compiled = unindented(try Repository.text(of: source))
                #expect(
                    compiled.contains(unindented(String(block.output.2))),
                    "\(guide): not in \(source):\n\(block.output.2)")
            }
        }
    }

    /// The lines without what they begin with.
    private func unindented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }.joined(
            separator: "\n")
    }
}
