/// Finds the number of workers that does most, by trying: more while the workers are what the run waits for, fewer while
/// they wait themselves.
///
/// It climbs from one number per core. A trial that gains nothing is undone, and after it the number stays for a while that
/// doubles each time, so that a run settles; what has changed since is found by a later trial. It sees measurements only, no
/// clock.
struct WorkerTuner: Sendable {
    /// What was measured since the last time.
    struct Measurement: Sendable {
        var seconds: Double
        /// Loads and dumps that were done.
        var jobs: Int
        /// The share of the workers that were at work, 0 to 1.
        var busy: Double
    }

    private enum State: Sendable {
        /// Measures the number there is, to compare a trial with.
        case measuring
        /// Tries another number. `rate` is what the one before has done, in jobs a second.
        case trying(from: Int, rate: Double)
        /// Leaves the number as it is for so many seconds.
        case resting(Double)
    }

    private(set) var workers: Int
    private let most: Int
    private var state = State.measuring
    /// What was measured of the present number; nil while its effect is not to be seen yet.
    private var sum: Measurement?
    /// How far up the next trial goes.
    private var stride: Int
    private var rest = WorkerTuner.firstRest
    /// Whether the next trial of a number beyond the cores goes down, though the workers are busy: those who share a core
    /// always are.
    private var triesFewer = false
    private let cores: Int
    private var hasTried = false

    /// A trial up has to gain this much: more workers cost memory, and noise is about as large.
    private static let gain = 1.05
    /// A trial down may lose this much.
    private static let loss = 0.98
    /// A gain that needs no longer look.
    private static let clearGain = 1.3
    /// Workers that are less busy are too many; those that are busier are too few.
    private static let busyShares = (few: 0.6, many: 0.9)
    /// A number is measured for so many seconds, and so many jobs of each worker.
    private static let least = (seconds: 0.3, jobs: 4)
    private static let firstRest = 5.0, longestRest = 80.0

    /// - Parameters:
    ///   - cores: Where the search begins, 1 or more.
    ///   - most: Most workers there may be.
    init(cores: Int, most: Int) {
        self.cores = min(cores, most)
        workers = self.cores
        stride = workers
        self.most = most
    }

    /// Takes in what was measured.
    ///
    /// - Returns: How many workers there are to be from now on.
    mutating func note(_ measurement: Measurement) -> Int {
        if case .resting(let left) = state {
            state = left > measurement.seconds ? .resting(left - measurement.seconds) : .measuring
            sum = nil
            return workers
        }
        guard var sum else {
            // The first one after a change still has the effects of what was before.
            self.sum = Measurement(seconds: 0, jobs: 0, busy: 0)
            return workers
        }
        sum.busy =
            (sum.busy * sum.seconds + measurement.busy * measurement.seconds)
            / (sum.seconds + measurement.seconds)
        sum.seconds += measurement.seconds
        sum.jobs += measurement.jobs
        self.sum = sum
        let rate = Double(sum.jobs) / sum.seconds
        let isEnough = sum.jobs >= WorkerTuner.least.jobs * workers
        switch state {
        case .trying(_, let before) where isEnough && workers > 1 && rate >= before * WorkerTuner.clearGain:
            accept(rate, sum.busy)
        case .measuring where isEnough && !hasTried && sum.busy >= WorkerTuner.busyShares.many:
            // The first trial is cheap, since it shows clearly what loads that wait gain.
            tryAnother(rate, sum.busy)
        case _ where !isEnough || sum.seconds < WorkerTuner.least.seconds: break
        case .measuring: tryAnother(rate, sum.busy)
        case .trying(let from, let before):
            if rate >= before * (workers > from ? WorkerTuner.gain : WorkerTuner.loss) {
                accept(rate, sum.busy)
            } else {
                undo(from)
            }
        case .resting: break
        }
        return workers
    }

    private mutating func accept(_ rate: Double, _ busy: Double) {
        if case .trying(let from, _) = state { stride = max(stride, 2 * (workers - from)) }
        rest = WorkerTuner.firstRest
        tryAnother(rate, busy)
    }

    /// Goes on in the direction that the workers' load shows, or rests where it shows none.
    private mutating func tryAnother(_ rate: Double, _ busy: Double) {
        let next =
            if busy >= WorkerTuner.busyShares.many {
                triesFewer && workers > cores ? max(cores, workers * 3 / 4) : min(most, workers + stride)
            } else if busy < WorkerTuner.busyShares.few {
                // As many as would be busy, and one at least less.
                max(1, min(workers - 1, Int((Double(workers) * busy / WorkerTuner.busyShares.many).rounded(.up))))
            } else {
                workers
            }
        if next == workers { return settle() }
        hasTried = true
        state = .trying(from: workers, rate: rate)
        workers = next
        sum = nil
    }

    private mutating func undo(_ from: Int) {
        let step = workers - from
        workers = from
        sum = nil
        if step > 1 {
            // It may have been too large a step.
            stride = step / 2
            state = .measuring
        } else {
            settle()
        }
    }

    private mutating func settle() {
        stride = max(1, workers / 2)
        triesFewer.toggle()
        state = .resting(rest)
        rest = min(2 * rest, WorkerTuner.longestRest)
        sum = nil
    }
}
