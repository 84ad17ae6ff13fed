import FixtureNodes
import Graphbook
import GraphbookEngine
import Testing

@Suite("Discovery")
struct DiscoveryTests {
    @Test("Nodes of a library are found without being named, private ones too")
    func library() throws {
        let names = Catalogue.discovered().definitions.map(\.name).filter { $0.hasPrefix("Fixtures/") }
        #expect(names == ["Fixtures/Count Letters", "Fixtures/Three Numbers"])
    }

    @Test("A node of a library that is used in code is the one that is found")
    func use() throws {
        let workflow = Workflow("w") { $0.add(threeNumbers(first: 5)) }
        #expect(workflow["threeNumbers"]?.type == "Fixtures/Three Numbers")
    }

    @Test("Nodes of the program itself are found wherever they stand")
    func program() {
        let names = Set(Catalogue.discovered().definitions.map(\.name))
        #expect(
            names.isSuperset(of: [
                "Steps/Prefix", "Steps/Async", "Steps/Same Name 1", "Steps/Same Name 2", "Steps/In Enumeration",
                "Steps/In Class", "Steps/In Extension",
            ]))
    }

    @Test("Each node is found once")
    func once() {
        #expect(Catalogue.discovered().duplicates.isEmpty)
    }
}
