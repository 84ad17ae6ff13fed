import Glibc
import Graphbook

/// What one run took: the whole of it, from the plan to the end of the last worker.
struct Measurement {
    private let run: BenchRun
    private let summary: RunSummary
    private let counts: Counts
    private let seconds: Double
    private let cpuSeconds: Double

    /// Runs a workflow.
    ///
    /// - Throws: ``WorkflowError``; ``GraphbookError`` when the run did not succeed, for such a run says nothing of speed.
    init(of run: BenchRun) async throws {
        self.run = run
        let before = cpuTime()
        let start = ContinuousClock.now
        let plan = try run.workflow.plan(with: .discovered(), overrides: run.overrides)
        let request = RunRequest(
            name: run.workflow.name, text: nil, overrides: run.overrides, options: run.options)
        let engine = Engine(plan, workerProgram: WorkerProgram(path: "/proc/self/exe", request: request))
        summary = try await engine.run(run.options)
        seconds = (ContinuousClock.now - start).inSeconds
        cpuSeconds = cpuTime() - before
        counts = tally.counts(since: start)
        guard summary.status == .succeeded else {
            throw GraphbookError(.contract, "the run failed: \(summary.failures.first?.description ?? "")")
        }
    }

    /// The result, with the same keys as that of the peers' scripts.
    func line() throws -> String {
        let items = counts.items > 0 ? counts.items : summary.notes.emitted
        var fields: Fields = [
            "peer": "Graphbook for Swift", "work": .string(run.workflow.name),
            "variant": .string(run.options.isolation.rawValue), "workers": .int(run.options.workers ?? 0),
            "items": .int(items), "seconds": .double(seconds), "items_per_s": .double(Double(items) / seconds),
            "cpu_s": .double(cpuSeconds), "peak_mb": .double(peakMemory()), "bytes_copied": .int(counts.bytesCopied),
        ]
        // A workflow with branches ends with more notes than it began with.
        if counts.notes == summary.notes.emitted { fields["notes_in_flight"] = .int(counts.mostNotesUnderWay) }
        if let first = counts.firstBatch { fields["first_batch_s"] = .double(first.inSeconds) }
        return try JSON.text(of: .object(fields))
    }
}

/// Seconds that this process, and the children it has waited for, kept a core busy.
private func cpuTime() -> Double {
    [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0.0) { sum, who in
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        return sum + usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
    }
}

/// The most memory, in MB, that this process had.
///
/// `getrusage` has the most of the program before `exec`, too.
private func peakMemory() -> Double {
    guard let status = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(status) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), status) != nil {
        let words = String(cString: line).split(whereSeparator: \.isWhitespace)
        if words.first == "VmHWM:", words.count > 1, let kilobytes = Double(words[1]) { return kilobytes / 1024 }
    }
    return 0
}

extension timeval {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}

extension Duration {
    fileprivate var inSeconds: Double { self / .seconds(1) }
}
