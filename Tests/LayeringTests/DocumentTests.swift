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
}
