import GraphbookCore
import Synchronization

/// The run was ended at once: whoever waits is let go with this error.
struct RunEnded: Error {}

/// The bounded queue in front of a stage: several senders, one receiver, first in first out.
///
/// A full queue suspends its senders; they are let go in the order they came. Waits end when the queue is ended, not when
/// a task is cancelled: a stop that lets notes under way finish cancels the sources' tasks.
final class NoteQueue: Inlet {
    private let machine: Mutex<NoteQueueMachine>

    /// - Parameters:
    ///   - capacity: Most notes that wait, 1 or more.
    ///   - senders: How many will call ``finish()``.
    init(capacity: Int, senders: Int) {
        machine = Mutex(NoteQueueMachine(capacity: capacity, senders: senders))
    }

    var count: Int { machine.withLock { $0.count } }

    var waiting: (receiver: Bool, senders: Double) { machine.withLock { $0.waiting } }

    /// Adds a note; suspends while the queue is full.
    func send(_ note: Note) async throws {
        // The fast path makes no continuation.
        switch machine.withLock({ $0.send(note) }) {
        case .sent(let receiver):
            receiver?.resume()
            return
        case .ended: throw RunEnded()
        case .full: break
        }
        let sent = await withCheckedContinuation { (sender: CheckedContinuation<Bool, Never>) in
            switch machine.withLock({ $0.suspend(sender: sender, with: note) }) {
            case .sent(let receiver):
                receiver?.resume()
                sender.resume(returning: true)
            case .ended: sender.resume(returning: false)
            case .full: break
            }
        }
        if !sent { throw RunEnded() }
    }

    /// Takes all notes that wait; suspends while there are none.
    ///
    /// - Returns: nil when the senders are finished and nothing is left.
    func receive() async throws -> [Note]? {
        while true {
            switch machine.withLock({ $0.receive() }) {
            case .received(let notes, let senders):
                for sender in senders { sender.resume(returning: true) }
                return notes
            case .finished: return nil
            case .ended: throw RunEnded()
            case .empty: break
            }
            await withCheckedContinuation { (receiver: CheckedContinuation<Void, Never>) in
                if machine.withLock({ $0.suspend(receiver: receiver) }) { receiver.resume() }
            }
        }
    }

    func finish() { machine.withLock { $0.finish() }?.resume() }

    func end() {
        let (receiver, senders) = machine.withLock { $0.end() }
        receiver?.resume()
        for sender in senders { sender.resume(returning: false) }
    }
}

/// What a ``NoteQueue`` decides; its caller acts when the lock is let go.
struct NoteQueueMachine {
    typealias Sender = Inbox<Note>.Sender
    typealias Receiver = CheckedContinuation<Void, Never>

    enum SendAction {
        case sent(waking: Receiver?)
        case full
        case ended
    }

    enum ReceiveAction {
        case received([Note], waking: [Sender])
        case empty
        case finished
        case ended
    }

    private var inbox: Inbox<Note>
    private var receiver: Receiver?
    private var isEnded = false

    init(capacity: Int, senders: Int) { inbox = Inbox(capacity: capacity, senders: senders) }

    var count: Int { inbox.count }
    var waiting: (receiver: Bool, senders: Double) { (receiver != nil, inbox.waitingSenders) }

    mutating func send(_ note: Note) -> SendAction {
        if isEnded { return .ended }
        return inbox.send(note) ? .sent(waking: take(&receiver)) : .full
    }

    mutating func suspend(sender: Sender, with note: Note) -> SendAction {
        let action = send(note)
        if case .full = action { inbox.suspend(sender, with: note) }
        return action
    }

    mutating func receive() -> ReceiveAction {
        if isEnded { return .ended }
        if inbox.first == nil { return inbox.isFinished ? .finished : .empty }
        let received = inbox.removeAll()
        return .received(received, waking: inbox.refill())
    }

    /// - Returns: Whether there is something to receive already.
    mutating func suspend(receiver: Receiver) -> Bool {
        if isEnded || inbox.first != nil || inbox.isFinished { return true }
        self.receiver = receiver
        return false
    }

    mutating func finish() -> Receiver? {
        inbox.finish()
        return inbox.isFinished ? take(&receiver) : nil
    }

    mutating func end() -> (Receiver?, [Sender]) {
        isEnded = true
        return (take(&receiver), inbox.end())
    }
}
