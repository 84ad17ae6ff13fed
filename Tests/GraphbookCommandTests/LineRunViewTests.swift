import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("LineRunView")
struct LineRunViewTests {
    private func shown(_ events: RunEvent...) -> [Output] {
        var view = LineRunView(policy: .stop)
        return events.flatMap { view.show($0) }
    }

    @Test("What nodes log goes to the standard output, warnings, errors and failures do not")
    func separatesOutputs() {
        let outputs = shown(
            Sample.started, Sample.log("accuracy 99.2 %"), Sample.log("hello\nworld", node: nil),
            Sample.log("slow disk\nvery slow", level: .warning), Sample.log("no disk", level: .error),
            .noteFailed(Sample.failure()))
        #expect(outputs.standard == "classify: accuracy 99.2 %\nhello\nworld\n")
        #expect(
            outputs.errors == """
                warning: classify: slow disk
                                   very slow
                error: classify: no disk
                failed: 'classify' failed to load item 0 of note 3 (a.jpg): no JPEG [Digits/Steps.swift:12]

                """)
    }

    @Test("Progress is told every five seconds, of the nodes that have changed")
    func tellsProgressSeldom() {
        let outputs = shown(
            Sample.started,
            Sample.progress(4.9) { folders, _ in folders.notesOut = 4 },
            Sample.progress(5) { folders, classify in
                (folders.notesOut, classify.notesOut) = (50, 40)
                (classify.queued, classify.itemsDone, classify.loading, classify.loaded) = (9, 1200, 2, 3)
                classify.notesFailed = 1
            },
            Sample.progress(9.9) { folders, _ in folders.notesOut = 90 },
            Sample.progress(10) { folders, classify in
                (folders.notesOut, classify.notesOut) = (100, 40)
                (classify.queued, classify.itemsDone, classify.loading, classify.loaded) = (9, 1200, 2, 3)
                classify.notesFailed = 1
            })
        #expect(
            outputs.text == """
                [5.00 s] folders: 50 done, 460/s
                [5.00 s] classify: 40 done, 400/s, 1 failed, 9 queued, 1,200 items (2 loading, 3 loaded)
                [10.0 s] folders: 100 done, 10/s

                """)
    }

    @Test("After a hundred failures no more are listed as they happen")
    func limitsFailures() {
        var view = LineRunView(policy: .skip)
        let outputs: [Output] = (0..<102).flatMap { view.show(.noteFailed(Sample.failure(note: $0))) }
        #expect(outputs.count == 101)
        #expect(outputs.last?.text == "further failures are counted, not listed; --json lists all\n")
    }
}
