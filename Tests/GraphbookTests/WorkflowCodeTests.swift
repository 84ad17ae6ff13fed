import FixtureNodes
import Graphbook
import Testing

@Suite("Workflows built in code, of functions")
struct WorkflowCodeTests {
    @Test("A function without its note is the node, and its arguments are settings")
    func settings() throws {
        let workflow = Workflow("code") { workflow in
            let notes = workflow.add(numbers(from: 4), as: "numbers")
            workflow.add(writePrefix(prefix: "", 0), as: "prefix", after: notes)
        }
        let source = try #require(workflow["numbers"])
        #expect(source.type == "Sources/List")
        #expect(source.settings == ["from": .value(4), "count": .value(3)])
        let step = try #require(workflow["prefix"])
        #expect(step.type == "Steps/Prefix")
        #expect(step.settings == ["prefix": .value(""), "times": .value(0)])
        #expect(step.inputs == [Workflow.Outlet(node: "numbers")])
    }

    @Test("Settings of every type are kept as a workflow file has them")
    func everyType() throws {
        let workflow = Workflow("code") { workflow in
            workflow.add(
                allParameters(
                    text: "", number: 0, small: 0, count: 0, flag: false, fit: .stretch, list: [1.5], table: ["b": []],
                    path: "x/y", any: [.null], optional: 5, preset: nil, in: "here"), as: "all")
        }
        let expected: [String: Value] = [
            "text": "", "number": 0, "small": 0, "count": 0, "flag": false, "fit": "stretch", "list": [1.5],
            "table": ["b": []], "path": "x/y", "any": [.null], "optional": 5, "preset": .null, "in": "here",
        ]
        #expect(try #require(workflow["all"]).settings == expected.mapValues { .value($0) })
    }

    @Test("Resources are handed on by what adding them returned, to steps and to other resources")
    func resources() throws {
        let workflow = Workflow("code") { workflow in
            let words: ResourceHandle<Vocabulary> = workflow.add(vocabulary(words: ["x"]), as: "words")
            let more = workflow.add(longer(than: words, by: "y"), as: "more")
            workflow.add(look(words: words, others: more), as: "look")
            workflow.add(look(words: words), as: "look2")
        }
        #expect(workflow["more"]?.settings == ["than": .resource("words"), "by": .value("y")])
        #expect(workflow["look"]?.settings == ["words": .resource("words"), "others": .resource("more")])
        #expect(workflow["look2"]?.settings == ["words": .resource("words"), "others": .value(.null)])
    }

    @Test("A step comes after a port")
    func ports() throws {
        let workflow = Workflow("code") { workflow in
            let scored = workflow.add(byScore(threshold: 0.1), after: workflow.add(emitted(count: 1)))
            workflow.add(writePrefix(), after: scored[Sureness.unsure])
        }
        #expect(workflow["prefix"]?.inputs.map(\.description) == ["port.unsure"])
    }

    @Test("Functions of one name and functions of types are nodes as well")
    func places() throws {
        let workflow = Workflow("code") { workflow in
            for node in sameNameNodes() { workflow.add(node) }
            workflow.add(Place.mark())
            workflow.add(Place.Nested.mark(suffix: "?"))
            workflow.add(Place.Nested.markExtension())
        }
        #expect(workflow.ids == ["sameName1", "sameName2", "inEnumeration", "inClass", "inExtension"])
        #expect(workflow["inClass"]?.settings == ["suffix": .value("?")])
    }

    @Test("What was built in code can be planned, and has no problems")
    func plan() throws {
        let workflow = Workflow("code") { workflow in
            let words = workflow.add(vocabulary())
            let numbers = workflow.add(threeNumbers())
            workflow.add(look(words: words), after: numbers)
        }
        let plan = try workflow.plan(with: catalogue)
        #expect(plan.nodes.map(\.id) == ["vocabulary", "threeNumbers", "user"])
    }
}
