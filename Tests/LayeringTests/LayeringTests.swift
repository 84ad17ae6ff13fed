import Foundation
import Testing

/// Imports point down only. A new arrow changes this table, `Package.swift` and ARCHITECTURE.md, and its commit argues
/// for it.
private let mayImport: [String: Set<String>] = [
    "CGraphbook": [],
    "GraphbookCore": [],
    "GraphbookEngine": ["CGraphbook", "GraphbookCore"],
    "GraphbookMacros": [],
    "GraphbookTesting": ["GraphbookCore", "GraphbookEngine"],
    "Graphbook": ["GraphbookCore", "GraphbookEngine", "GraphbookMacros"],
    "CTurboJPEG": [],
    "CPNG": [],
    "CWebP": [],
    "CImaging": [],
    "GraphbookImaging": ["GraphbookCore", "CImaging", "CTurboJPEG", "CPNG", "CWebP"],
    "COnnxRuntime": [],
    "GraphbookModels": ["GraphbookCore", "COnnxRuntime"],
    "CDLPack": [],
    "GraphbookDLPack": ["GraphbookCore", "CDLPack"],
    "CSQLite": [],
    "GraphbookNodes": ["Graphbook", "GraphbookCore", "GraphbookImaging", "GraphbookModels", "CSQLite"],
    "GraphbookStockHost": ["Graphbook", "GraphbookCore", "GraphbookNodes"],
    "GraphbookSupervisor": ["CGraphbook", "GraphbookCore"],
    "GraphbookStore": ["GraphbookCore"],
    "GraphbookConversion": ["GraphbookCore"],
    "GraphbookServer": ["GraphbookCore", "GraphbookImaging", "GraphbookStore", "GraphbookSupervisor"],
    "GraphbookCommand": [
        "GraphbookCore", "GraphbookConversion", "GraphbookServer", "GraphbookStore", "GraphbookSupervisor",
    ],
]

@Suite("Layers")
struct LayeringTests {
    @Test("Every folder of Sources is in the table, and nothing else is")
    func foldersAreInTable() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.path(of: "Sources"))
        #expect(folders.filter { !$0.hasPrefix(".") }.sorted() == mayImport.keys.sorted())
    }

    @Test("The table says what Package.swift says", arguments: mayImport.keys.sorted())
    func tableIsManifest(target: String) throws {
        let manifest = try Repository.text(of: "Package.swift")
        let declaration = try Regex(
            #"(?:Target|target|macro|systemLibrary)\(\s*name: "\#(target)"(?:,\s*dependencies: \[([^\]]*)\])?"#)
        let match = try #require(manifest.firstMatch(of: declaration), "Package.swift has no target '\(target)'")
        let named = match.output[1].substring?.matches(of: /"(\w+)"/).map { String($0.output.1) } ?? []
        #expect(Set(named).intersection(mayImport.keys) == mayImport[target])
    }

    @Test("A target imports those below it only", arguments: mayImport.keys.sorted())
    func importsPointDown(target: String) throws {
        let allowed = try #require(mayImport[target])
        for source in try Repository.swiftFiles(in: "Sources/\(target)") {
            for imported in importedModules(of: try Repository.text(of: source)) where mayImport[imported] != nil {
                #expect(allowed.contains(imported), "\(source) imports \(imported)")
            }
        }
    }

    @Test("Only store and server, which are in no host, import Foundation: hosts and workers start in milliseconds")
    func noFoundation() throws {
        let sources = try Repository.swiftFiles(in: "Sources")
        let free = ["Sources/GraphbookStore/", "Sources/GraphbookServer/"]
        for source in sources where !free.contains(where: source.hasPrefix) {
            let imported = importedModules(of: try Repository.text(of: source))
            #expect(!imported.contains { $0.hasPrefix("Foundation") }, "\(source) imports Foundation")
        }
    }

    @Test(
        "Imports are found however they are written, and not in the text of a literal",
        arguments: [
            ("import Alpha", ["Alpha"]),
            ("    import Alpha  // why", ["Alpha"]),
            ("public import Alpha\ninternal import Beta", ["Alpha", "Beta"]),
            ("@_exported public import Alpha", ["Alpha"]),
            ("@testable import Alpha", ["Alpha"]),
            ("@_spi(PluginMessage) import Alpha", ["Alpha"]),
            ("import struct Alpha.Beta", ["Alpha"]),
            ("/// import Alpha", []),
            ("let text = \"\"\"\n    import Alpha\n    \"\"\"", []),
            ("important = Alpha", []),
        ])
    func imports(text: String, modules: [String]) {
        #expect(importedModules(of: text) == modules)
    }
}

/// The modules that a Swift file imports.
private func importedModules(of text: String) -> [String] {
    let code = text.replacing(/"{3}[\s\S]*?"{3}/, with: "\"\"")
    let statement =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?(\w+)/
        .anchorsMatchLineEndings()
    return code.matches(of: statement).map { String($0.output.1) }
}
