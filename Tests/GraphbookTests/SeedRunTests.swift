import Graphbook
import Synchronization
import Testing

/// The guide's programs in a run: three notes with 10 pictures in all, which a batch size of 4 makes 4, 4 and 2.
@Suite("The guide's programs, run")
struct SeedRunTests {
    static let lists: [[String]] = [
        ["a.png", "b.png", "c.png"], [], ["d.png", "e.png", "f.png", "g.png", "h.png", "i.png", "j.png"],
    ]

    /// Runs one of the programs and gives back the notes that left it, in their order.
    private func run(
        _ isolation: Isolation, _ program: (WorkflowBuilder, StepHandle) -> StepHandle
    ) async throws -> [Note] {
        let left = Mutex<[Note]>([])
        let workflow = Workflow("guide") { workflow in
            let pictures = workflow.source("pictures") { emit in
                for paths in Self.lists { try await emit(Note(["image_paths": .array(paths.map { .string($0) })])) }
            }
            workflow.step("left", after: program(workflow, pictures)) { note in left.withLock { $0.append(note) } }
        }
        let summary = try await workflow.run(RunOptions(workers: 2, isolation: isolation))
        #expect(summary.status == .succeeded && summary.items.done == 10)
        #expect(summary.nodes.allSatisfy { $0.notesOut == 3 })
        return left.withLock { $0 }
    }

    private func tensor(_ path: String) -> Tensor { Tensor(path.utf8.prefix(3).map { Float($0) }) }

    @Test(
        "Loaded images are in their notes, in order; an empty list passes through", arguments: [true, false],
        [Isolation.threads, .none])
    func loadImages(asFunction: Bool, isolation: Isolation) async throws {
        let notes = try await run(isolation) { workflow, pictures in
            asFunction
                ? workflow.add(onLoadImages(batchSize: 4), after: pictures)
                : workflow.add(LoadImages(batchSize: 4), after: pictures)
        }
        #expect(notes.map { $0["tensor"] ?? [Tensor]() } == Self.lists.map { $0.map(tensor) })
        #expect(notes.map { $0["image_paths"] ?? [String]() } == Self.lists)
    }

    @Test("A model's outputs are in the items and in the notes", arguments: [true, false], [Isolation.threads, .none])
    func model(asFunction: Bool, isolation: Isolation) async throws {
        let notes = try await run(isolation) { workflow, pictures in
            let model = workflow.add(pictureModel())
            return asFunction
                ? workflow.add(onModelImages(batchSize: 4, model: model), after: pictures)
                : workflow.add(MyMLModel(batchSize: 4, model: model), after: pictures)
        }
        for (note, paths) in zip(notes, Self.lists) {
            let outputs = paths.map { path in
                Tensor([Float(tensor(path).doubles.reduce(0, +)), Float(tensor(path).max)])
            }
            #expect((note["output"] ?? [Tensor]()) == outputs)
            let items = try #require((note["image_paths"] as Value?)?.list)
            #expect(items.map { $0.fields?["output"] } == outputs.map { .tensor($0) })
            #expect(items.map { $0.fields?["value"] } == paths.map { .string($0) })
        }
    }
}
