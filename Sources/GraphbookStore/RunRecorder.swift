import Dispatch
import GRDB
import GraphbookCore
import Synchronization

/// Writes the events of a run into the store: together, on a queue of its own, so that the run does not wait for the disk.
public final class RunRecorder: Sendable {
    /// An event with its time since the run began.
    typealias Moment = (event: RunEvent, seconds: Double)

    private struct Inbox {
        var moments: [Moment] = []
        var isScheduled = false
        /// Whether the store has failed: nothing more is recorded.
        var isBroken = false
    }

    private let store: RunStore
    private let record: RunRecord
    private let trouble: @Sendable (StoreError) -> Void
    private let inbox = Mutex(Inbox())
    private let writer: Mutex<RunWriter>
    private let queue = DispatchQueue(label: "graphbook.recorder", qos: .utility)
    private let began = ContinuousClock.now

    /// Most events that wait to be written; whoever tells one more waits until they are.
    static let inboxLimit = 4096
    /// How long events are gathered.
    static let gathering = DispatchTimeInterval.milliseconds(200)

    /// - Parameter trouble: Told once, when the store fails; the run goes on, and is recorded no further.
    public init(
        _ record: RunRecord, in store: RunStore, trouble: @escaping @Sendable (StoreError) -> Void
    ) throws {
        self.store = store
        self.record = record
        self.trouble = trouble
        writer = Mutex(RunWriter(record, finished: try store.finished(in: record)))
    }

    /// Takes an event. Waits only when the store is behind by ``inboxLimit`` events. The last event is written when this
    /// returns.
    public func record(_ event: RunEvent) {
        let elapsed = began.duration(to: .now) / .seconds(1)
        let (schedules, isFull) = inbox.withLock { inbox in
            if inbox.isBroken { return (false, false) }
            inbox.moments.append((event, elapsed))
            defer { inbox.isScheduled = true }
            return (!inbox.isScheduled, inbox.moments.count >= RunRecorder.inboxLimit)
        }
        var isLast = false
        if case .runFinished = event { isLast = true }
        if isFull || isLast {
            queue.sync { write() }
        } else if schedules {
            queue.asyncAfter(deadline: .now() + RunRecorder.gathering) { self.write() }
        }
    }

    /// Records the versions of the code that runs.
    public func record(_ versions: [String: String]) {
        queue.async {
            self.attempt { writer in try self.store.write { try writer.write(versions, $0) } }
        }
    }

    private func write() {
        let moments = inbox.withLock { inbox in
            defer {
                inbox.moments = []
                inbox.isScheduled = false
            }
            return inbox.moments
        }
        if moments.isEmpty { return }
        attempt { writer in try store.write { try writer.write(moments, $0) } }
        if case .runFinished(let summary)? = moments.last?.event, summary.status == .succeeded {
            store.removeJournalFolder(ofOrigin: record.origin)
        }
    }

    /// Writes, unless that has failed before.
    private func attempt(_ body: (inout RunWriter) throws -> Void) {
        if inbox.withLock({ $0.isBroken }) { return }
        do {
            try writer.withLock { writer in
                // A transaction that fails leaves no trace here either.
                var changed = writer
                try body(&changed)
                writer = changed
            }
        } catch {
            inbox.withLock { $0.isBroken = true }
            trouble(error as? StoreError ?? StoreError("\(error)"))
        }
    }
}
