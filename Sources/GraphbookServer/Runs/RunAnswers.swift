import GraphbookCore

// What the API tells of runs: `Run`, `RunDetail`, `RunChange` and their parts, of Documentation/openapi.json.

enum RunStatusAnswer: String, Codable, Sendable {
    case starting, running, paused, stopping, succeeded, failed, cancelled, interrupted

    var isOver: Bool {
        switch self {
        case .starting, .running, .paused, .stopping: false
        case .succeeded, .failed, .cancelled, .interrupted: true
        }
    }
}

struct RunAnswer: Encodable, Sendable {
    let id: String
    let workflow: String
    let name: String
    var status: RunStatusAnswer
    let started: String
    var finished: String?
    var seconds: Double
    var notes: RunSummary.Notes
    var items: RunSummary.Items
    var failures: Int
    var firstFailure: FailureAnswer?
    let set: [SettingAnswer]
    let upTo: String?
    let options: OptionsAnswer
}

struct SettingAnswer: Codable, Sendable {
    let node: String
    let parameter: String
    let text: String
}

struct OptionsAnswer: Codable, Sendable {
    var workers: Int?
    var isolation: String?
    var onFailure: String?
}

/// A failure with its number in the run, from 0 on.
struct FailureAnswer: Encodable, Sendable {
    let index: Int
    let node: String
    let phase: NoteFailure.Phase
    let note: NoteID?
    let item: Int?
    let value: String?
    let cause: String
    let location: CodeLocation
    let attempts: Int

    init(_ failure: NoteFailure, index: Int) {
        self.index = index
        node = failure.node
        phase = failure.phase
        note = failure.note
        item = failure.item
        value = failure.value
        cause = failure.cause
        location = failure.location
        attempts = failure.attempts
    }
}

/// What left a node by a port.
struct PortAnswer: Encodable, Sendable, Equatable {
    let node: String
    let port: String
    var count: Int
    var kept: Int
    var images: Int
}

struct RunDetailAnswer: Encodable, Sendable {
    let run: RunAnswer
    let nodes: [String]
    let counters: [NodeProgress]
    let workers: Int
    let isolation: Isolation
    let outputs: [PortAnswer]
    let logLines: Int

    private enum CodingKeys: String, CodingKey {
        case nodes, counters, workers, isolation, outputs, logLines
    }

    /// The run's own keys, and these beside them.
    func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(nodes, forKey: .nodes)
        try container.encode(counters, forKey: .counters)
        try container.encode(workers, forKey: .workers)
        try container.encode(isolation, forKey: .isolation)
        try container.encode(outputs, forKey: .outputs)
        try container.encode(logLines, forKey: .logLines)
    }
}

/// All that changed in a run since the message before.
struct RunChangeAnswer: Encodable, Sendable {
    let run: RunAnswer
    let counters: [NodeProgress]
    let outputs: [PortAnswer]
    let failures: [FailureAnswer]
    let logLines: Int
}
