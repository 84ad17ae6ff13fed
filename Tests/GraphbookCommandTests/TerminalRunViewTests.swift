import GraphbookCore
import Testing

@testable import GraphbookCommand

@Suite("TerminalRunView")
struct TerminalRunViewTests {
    private func view(columns: Int = 100, rows: Int = 24, keepsBlock: Bool = false) -> TerminalRunView {
        TerminalRunView(policy: .stop, style: .plain, outputStyle: .plain, keepsBlock: keepsBlock) {
            TerminalSize(columns: columns, rows: rows)
        }
    }

    private let busy = Sample.progress(1) { folders, classify in
        (folders.notesOut, classify.notesOut) = (1204, 1180)
        (classify.queued, classify.itemsDone, classify.loading, classify.loaded) = (12, 1180, 4, 16)
        classify.notesFailed = 2
    }

    @Test("The block is drawn again in its place")
    func redraws() {
        var view = view()
        let first = view.show(Sample.started), second = view.show(busy)
        #expect(
            first.text == """
                \rdigits  0.00 s  2 workers\u{1B}[K
                  folders   0 done\u{1B}[K
                  classify  0 done\u{1B}[K
                \u{1B}[J
                """)
        #expect(
            second.text == """
                \r\u{1B}[3Adigits  1.00 s  2 workers\u{1B}[K
                  folders   1,204 done  1,204/s\u{1B}[K
                  classify  1,180 done  1,180/s  2 failed  12 queued  1,180 items (4 loading, 16 loaded)\u{1B}[K
                \u{1B}[J
                """)
    }

    @Test("Log lines and failures scroll by above the block")
    func scrollsLog() {
        var view = view()
        _ = view.show(Sample.started)
        let block = """
            \rdigits  0.00 s  2 workers\u{1B}[K
              folders   0 done\u{1B}[K
              classify  0 done\u{1B}[K
            \u{1B}[J
            """
        #expect(
            view.show(Sample.log("accuracy 99.2 %")) == [
                Output(.errors, "\r\u{1B}[3A\u{1B}[J"), Output(.standard, "classify: accuracy 99.2 %\n"),
                Output(.errors, block),
            ])
        #expect(
            view.show(notice: "stopping") == [
                Output(.errors, "\r\u{1B}[3A\u{1B}[J"), Output(.errors, "stopping\n"), Output(.errors, block),
            ])
    }

    @Test("What is written before the run begins has no block below it")
    func writesBeforeBlock() {
        var view = view()
        #expect(view.show(Sample.log("hello", node: nil)) == [Output(.standard, "hello\n")])
    }

    @Test("Lines are cut to the window, and a block that is too tall for it ends in a count")
    func fitsWindow() {
        var view = view(columns: 16, rows: 3)
        #expect(
            view.show(Sample.started).text == """
                \rdigits  0.00 s…\u{1B}[K
                  … and 2 nodes\u{1B}[K
                \u{1B}[J
                """)
    }

    @Test("The summary takes the block's place, unless it goes elsewhere")
    func endsWithSummary() {
        let finished = RunEvent.runFinished(Sample.summary(.succeeded))
        let summary = Output(.standard, "\ndigits succeeded in 2.00 s\n0 notes\n")
        var here = view(), elsewhere = view(keepsBlock: true)
        _ = here.show(Sample.started)
        _ = elsewhere.show(Sample.started)
        #expect(here.show(finished) == [Output(.errors, "\r\u{1B}[3A\u{1B}[J"), summary])
        #expect(elsewhere.show(finished) == [summary])
    }
}
