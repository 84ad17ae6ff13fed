import GraphbookCore

/// A list of words that nodes write to, as a resource.
extension Record: NodeParameter, ResourceValue where Element == String {}

/// A node that records what is done with it, and fails where it is told to.
struct Probe: Step {
    static var definition: NodeDefinition {
        .of(
            Probe.self, name: "Probe", documentation: "",
            parameters: [
                ParameterDefinition("name", String.self), ParameterDefinition("fails", String.self, default: ""),
                ParameterDefinition("record", Record<String>.self),
            ], location: CodeLocation(file: "Steps.swift", line: 7))
    }

    /// - Parameter fails: The call that fails: `start`, `process`, `end` or `clear`.
    static func node(_ name: String, fails: String = "", record: ResourceHandle<Record<String>>) -> StepNode {
        StepNode(
            definition,
            settings: [
                "name": .value(.string(name)), "fails": .value(.string(fails)), "record": .resource(record.id),
            ])
    }

    let parameters: Parameters
    private let name: String
    private let fails: String
    private let record: Record<String>

    init(parameters: Parameters) throws {
        self.parameters = parameters
        name = try parameters.value("name")
        fails = try parameters.value("fails", default: "")
        record = try parameters.value("record")
    }

    func start() async throws { try did("start") }
    func process(_ note: Note) async throws { try did("process") }
    func end() async throws { try did("end") }
    func clear() async throws { try did("clear") }

    private func did(_ call: String) throws {
        record.append("\(name) \(call)")
        if call == fails { throw Broken("cannot \(call)") }
    }
}
