import GraphbookCore
import GraphbookEngine

extension TestRun {
    /// Runs a step on notes: `TestRun(markShort(least: 3), on: note)`.
    ///
    /// The notes are copied on their way in, as those of a source are.
    ///
    /// - Throws: ``WorkflowError`` when a parameter has a wrong value, or none.
    public init(_ step: StepNode, on notes: Note..., options: RunOptions = .inTest) async throws {
        try await self.init(on: notes, options: options) { $0.add(step, as: "step", after: $1) }
    }

    /// Runs a step that is a type on notes: `TestRun(CountLabels(key: "label"), on: first, second)`.
    public init(_ step: some Node, on notes: Note..., options: RunOptions = .inTest) async throws {
        try await self.init(on: notes, options: options) { $0.add(step, as: "step", after: $1) }
    }

    /// Runs a batch step on the items of one note: `TestRun(classify(batchSize: 2), onItems: ["a.png", "b.png"])`.
    ///
    /// What the step has written to them is in ``items``.
    public init(_ step: StepNode, onItems items: [Value], options: RunOptions = .inTest) async throws {
        let key = step.itemKey
        let workflow = Workflow(on: [Note([key: .array(items)])]) { $0.add(step, as: "step", after: $1) }
        try await self.init(workflow, options: options, itemKey: key, limit: nil)
    }

    /// Runs steps on notes, with the resources they need:
    ///
    /// ```swift
    /// let run = try await TestRun(on: [photo]) { workflow, photos in
    ///     workflow.add(classify(model: workflow.add(network())), after: photos)
    /// }
    /// ```
    ///
    /// - Parameter build: Adds steps after the handle it is given, which stands for the notes.
    public init(
        on notes: [Note], options: RunOptions = .inTest, _ build: (WorkflowBuilder, StepHandle) -> Void
    ) async throws {
        try await self.init(Workflow(on: notes, build), options: options)
    }

    /// Runs a source until it ends, or until it has emitted `limit` notes: `TestRun(endless(), limit: 3)`.
    public init(_ source: SourceNode, limit: Int? = nil, options: RunOptions = .inTest) async throws {
        let workflow = Workflow("test") { $0.add(source, as: "source") }
        try await self.init(workflow, options: options, itemKey: nil, limit: limit)
    }

    /// Runs a source that is a type.
    public init(_ source: some Source, limit: Int? = nil, options: RunOptions = .inTest) async throws {
        let workflow = Workflow("test") { $0.add(source, as: "source") }
        try await self.init(workflow, options: options, itemKey: nil, limit: limit)
    }
}

extension Workflow {
    /// Steps behind a source of these notes.
    fileprivate init(on notes: [Note], _ build: (WorkflowBuilder, StepHandle) -> Void) {
        self.init("test") { workflow in
            let source = workflow.source("notes") { emit in for note in notes { try await emit(note) } }
            build(workflow, source)
        }
    }
}

extension Batch {
    /// A batch of the items under a note's key, for a test that calls the function of a batch step itself.
    ///
    /// - Parameter loaded: What a load function has made of each item.
    public init(loaded: [Loaded], of note: Note, itemKey: String) {
        let items = note.items(under: itemKey)
        self.init(loaded: loaded, items: items, notes: items.map { _ in note })
    }
}
