import GraphbookCore
import GraphbookEngine
import GraphbookTesting
import Testing

@Suite("Pausing: sources wait, and what was emitted is finished", .timeLimit(.minutes(1)))
struct PausingTests {
    /// Emits 0 and 1, comes to the gate, and emits 2 behind it.
    private func workflow(_ gate: Gate, _ left: Record<Int>) -> Workflow {
        Workflow("w") { w in
            let source = w.source("numbers") { emit in
                for n in 0..<3 {
                    if n == 2 { try await gate.pass() }
                    try await emit(Note(["n": .int(n)]))
                }
            }
            w.collect(left, after: source)
        }
    }

    @Test("A paused run ends when it is resumed, with all its notes in order")
    func resumes() async throws {
        let gate = Gate(), left = Record<Int>()
        let engine = Engine(try workflow(gate, left).plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.pause()
        #expect(left.all == [0, 1])
        gate.open()
        engine.resume()
        let summary = try await running
        #expect(summary.status == .succeeded && left.all == [0, 1, 2])
    }

    @Test("A paused run can be stopped; the note that its source holds back is not emitted")
    func stops() async throws {
        let gate = Gate(), left = Record<Int>()
        let engine = Engine(try workflow(gate, left).plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.pause()
        gate.open()
        engine.stop()
        let summary = try await running
        #expect(summary.status == .cancelled && summary.failures.isEmpty)
        #expect(left.all == [0, 1])
    }

    @Test("A paused run can be aborted")
    func aborts() async throws {
        let gate = Gate(), left = Record<Int>()
        let engine = Engine(try workflow(gate, left).plan(with: Catalogue([])))
        async let running = engine.run(.test())
        try await gate.reached()
        engine.pause()
        gate.open()
        engine.abort()
        #expect(try await running.status == .cancelled)
    }
}
