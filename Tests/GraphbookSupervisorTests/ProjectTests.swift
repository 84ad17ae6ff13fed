import Foundation
import GraphbookCore
import Testing

@testable import GraphbookSupervisor

@Suite("Project")
struct ProjectTests {
    private static let description = """
        {"name": "digits", "products": [
          {"name": "digits-host", "targets": ["Digits"], "type": {"executable": null}},
          {"name": "tool", "targets": ["Tool"], "type": {"executable": null}},
          {"name": "Steps", "targets": ["Steps"], "type": {"library": ["automatic"]}}],
         "targets": [
          {"name": "Digits", "type": "executable", "path": "Sources/Digits", "target_dependencies": ["Steps"]},
          {"name": "Tool", "type": "executable", "path": "Tools/Tool"},
          {"name": "Steps", "type": "library", "path": "Sources/Steps", "product_dependencies": ["Graphbook"]},
          {"name": "StepsTests", "type": "test", "path": "Tests/StepsTests", "product_dependencies": ["Graphbook"]}]}
        """

    @Test("The executables that depend on Graphbook, themselves or through a library, are hosts")
    func readsOutline() throws {
        let outline = try PackageOutline(description: ProjectTests.description)
        #expect(outline.name == "digits")
        #expect(outline.hosts == ["digits-host"])
        #expect(outline.folders == ["Sources/Digits", "Tools/Tool", "Sources/Steps"])
    }

    @Test("What is no description of a package is an error")
    func refusesOtherText() {
        let error = #expect(throws: GraphbookError.self) { try PackageOutline(description: "[]") }
        #expect(error?.message == "can't read what 'swift package describe' says")
    }

    @Test("The host is the only one there is, or the one that is named")
    func choosesHost() throws {
        var outline = try PackageOutline(description: ProjectTests.description)
        let one = Project(folder: "/digits", outline: outline)
        #expect(try one.host(named: nil) == "digits-host")
        #expect(try one.host(named: "digits-host") == "digits-host")
        let unknown = #expect(throws: GraphbookError.self) { try one.host(named: "tool") }
        #expect(
            unknown?.message
                == "package 'digits' has no executable 'tool' that depends on Graphbook; it has 'digits-host'")
        outline.hosts = ["A", "B"]
        let several = #expect(throws: GraphbookError.self) {
            try Project(folder: "/digits", outline: outline).host(named: nil)
        }
        #expect(
            several?.message == "package 'digits' has several executables that depend on Graphbook: "
                + "say which is the host, with --host and one of 'A', 'B'")
    }

    @Test("Local packages are found in SwiftPM's state, fetched ones left out")
    func findsLocalPackages() throws {
        let state = """
            {"object": {"dependencies": [
              {"state": {"name": "fileSystem", "path": "/near"}}, {"state": {"name": "edited", "path": "/edited"}},
              {"state": {"name": "sourceControlCheckout", "checkoutState": {}}}]}, "version": 7}
            """
        #expect(try LocalPackages(state: state).folders == ["/near", "/edited"])
        #expect(try LocalPackages(state: "{}").folders == [])
    }

    @Test("The lines on how far a build is are left out of its output")
    func leavesOutProgress() {
        let output = "[0/1] Planning build\nBuilding for production...\n/a.swift:1:1: error: no\n[1] odd\n1 | a\n"
        #expect(Project.withoutProgress(output) == "/a.swift:1:1: error: no\n1 | a\n")
    }

    @Test("A folder in no package, or in one that does not use Graphbook, has no project")
    func findsNoProject() throws {
        let folder = try TemporaryFolder()
        #expect(try Project.containing(folder.path) == nil)
        try folder.write(
            "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"other\")\n",
            to: "Package.swift")
        try folder.write("", to: "workflows/w.json")
        #expect(try Project.containing("\(folder.path)/workflows") == nil)
    }

    @Test("A project is built when something it is made from has changed, and only then")
    func buildsWhatChanged() throws {
        let folder = try TemporaryFolder()
        try folder.writePackages()
        let project = try #require(try Project.containing("\(folder.path)/digits/workflows"))
        #expect(project.hosts == ["Digits"])
        let program = try project.build("Digits", .debug)
        #expect(program.hasSuffix("/digits/.build/debug/Digits"))

        let stamp = "\(project.folder)/.build/graphbook/Digits-debug.built"
        let first = try #require(FileSystem.changeTime(of: stamp))
        #expect(try project.build("Digits", .debug) == program)
        #expect(FileSystem.changeTime(of: stamp) == first)

        try folder.write("public let answer = 43\n", to: "near/Sources/Graphbook/Answer.swift")
        _ = try project.build("Digits", .debug)
        let second = try #require(FileSystem.changeTime(of: stamp))
        #expect(second > first)

        try folder.write("{\"pins\": [], \"version\": 3}\n", to: "digits/Package.resolved")
        _ = try project.build("Digits", .debug)
        let third = try #require(FileSystem.changeTime(of: stamp))
        #expect(third > second)
        _ = try project.build("Digits", .debug)
        #expect(FileSystem.changeTime(of: stamp) == third)

        try folder.write("import Graphbook\nprint(answer + \"1\")\n", to: "digits/Sources/Digits/main.swift")
        let error = #expect(throws: BuildError.self) { try project.build("Digits", .debug) }
        #expect(error?.description == "can't build 'Digits' in '\(project.folder)': see above")
        #expect(error?.output.contains("main.swift:2:14: error: ") == true)
        #expect(FileSystem.changeTime(of: stamp) == third)
    }
}

extension TemporaryFolder {
    /// A package `digits` that depends on another, `near`, which stands for Graphbook.
    fileprivate func writePackages() throws {
        try write(
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "near", products: [.library(name: "Graphbook", targets: ["Graphbook"])],
                targets: [.target(name: "Graphbook")])
            """, to: "near/Package.swift")
        try write("public let answer = 42\n", to: "near/Sources/Graphbook/Answer.swift")
        try write(
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "digits", dependencies: [.package(path: "../near")],
                targets: [.executableTarget(name: "Digits", dependencies: [.product(name: "Graphbook", package: "near")])])
            """, to: "digits/Package.swift")
        try write("import Graphbook\nprint(answer)\n", to: "digits/Sources/Digits/main.swift")
        try write("", to: "digits/workflows/w.json")
    }
}
