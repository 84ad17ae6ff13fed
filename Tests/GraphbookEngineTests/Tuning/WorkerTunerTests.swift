import Testing

@testable import GraphbookEngine

@Suite("Worker tuner")
struct WorkerTunerTests {
    /// A made-up workload: what so many workers do in a second, and how busy they are.
    private struct Workload: Sendable {
        let name: String
        let rate: @Sendable (Int) -> Double
        let busy: @Sendable (Int) -> Double

        /// Loads that need a core each, on two cores.
        static let computing = Workload(name: "computing", rate: { 1000 * Double(min($0, 2)) }, busy: { _ in 1 })
        /// Loads that wait: each worker more does as much as the first.
        static let waiting = Workload(name: "waiting", rate: { 100 * Double($0) }, busy: { _ in 1 })
        /// Loads that wait for a disk that serves 10 at a time.
        static let disk = Workload(name: "disk", rate: { 100 * Double(min($0, 10)) }, busy: { _ in 1 })
        /// A step that all wait for, and that each further worker disturbs.
        static let heavyStep = Workload(
            name: "heavy step", rate: { 800 - 50 * Double($0 - 1) }, busy: { min(1, 0.3 / Double($0)) })
        /// A step that all wait for, undisturbed.
        static let slowStep = Workload(name: "slow step", rate: { _ in 800 }, busy: { min(1, 0.5 / Double($0)) })
    }

    /// Runs a workload for so many seconds, told ten times a second.
    ///
    /// - Returns: The number of workers in each tenth of a second.
    private func run(
        _ workload: Workload, seconds: Int, most: Int = 32, noise: (Int) -> Double = { _ in 1 }
    ) -> [Int] {
        var tuner = WorkerTuner(cores: 2, most: most), numbers = [tuner.workers]
        for tenth in 0..<seconds * 10 {
            let workers = tuner.workers
            numbers.append(
                tuner.note(
                    WorkerTuner.Measurement(
                        seconds: 0.1, jobs: Int(workload.rate(workers) * 0.1 * noise(tenth)),
                        busy: workload.busy(workers))))
        }
        return numbers
    }

    private func worth(_ numbers: [Int], _ workload: Workload) -> Double {
        numbers.map(workload.rate).reduce(0, +) / Double(numbers.count)
    }

    @Test(
        "A run of a minute comes within five hundredths of the best fixed number",
        arguments: [
            Workload.computing, .waiting, .disk, .heavyStep, .slowStep,
        ].map(\.name))
    func nearBest(name: String) throws {
        let all = [Workload.computing, .waiting, .disk, .heavyStep, .slowStep]
        let workload = try #require(all.first { $0.name == name })
        let best = (1...32).map(workload.rate).max() ?? 0
        #expect(worth(run(workload, seconds: 60), workload) >= 0.95 * best)
    }

    @Test("Loads that wait get as many workers as there may be", arguments: [1, 2, 7, 32])
    func climbs(most: Int) { #expect(run(.waiting, seconds: 10, most: most).last == most) }

    @Test("A step that is slow itself is left with one worker")
    func descends() { #expect(run(.slowStep, seconds: 4).last == 1) }

    @Test("It settles: less and less of the time goes into trials")
    func settles() {
        let numbers = run(.computing, seconds: 400)
        let tried = numbers.suffix(2000).filter { $0 != 2 }.count
        #expect(tried < 40, "2 % of the second half")
        #expect(numbers.max() == 4)
    }

    @Test("Noise of a few hundredths does not drive the number away from where it does most")
    func noise() {
        // A fixed sequence, up to 4 hundredths up or down.
        let numbers = run(.computing, seconds: 120) { 1 + 0.04 * Double(($0 * 7919) % 9 - 4) / 4 }
        #expect(numbers.max() ?? 0 <= 8)
        #expect(worth(numbers, .computing) >= 0.95 * 2000)
    }

    @Test("What changes while the run goes on is found")
    func change() {
        var tuner = WorkerTuner(cores: 2, most: 32)
        func run(_ workload: Workload, seconds: Int) {
            for _ in 0..<seconds * 10 {
                _ = tuner.note(
                    WorkerTuner.Measurement(
                        seconds: 0.1, jobs: Int(workload.rate(tuner.workers) / 10), busy: workload.busy(tuner.workers)))
            }
        }
        run(.slowStep, seconds: 20)
        #expect(tuner.workers == 1)
        run(.waiting, seconds: 120)
        #expect(tuner.workers == 32)
    }

    @Test("Without jobs nothing is tried")
    func nothing() {
        let none = Workload(name: "none", rate: { _ in 0 }, busy: { _ in 0 })
        #expect(Set(run(none, seconds: 100)) == [2])
    }

    @Test("Few and long jobs are waited for before a number is judged")
    func longJobs() {
        let long = Workload(name: "long", rate: { 1 * Double($0) }, busy: { _ in 1 })
        var tuner = WorkerTuner(cores: 2, most: 32)
        // The first measurement still has what was before; then 4 jobs of each worker.
        for _ in 0..<4 {
            #expect(tuner.note(WorkerTuner.Measurement(seconds: 1, jobs: Int(long.rate(2)), busy: 1)) == 2)
        }
        #expect(tuner.note(WorkerTuner.Measurement(seconds: 1, jobs: 2, busy: 1)) == 4)
    }
}
