import Testing

@testable import GraphbookEngine

@Suite("Inbox")
struct InboxTests {
    /// Suspends a sender with an element, and lets go of those that `change` returns.
    private func suspended(
        _ element: Int, in inbox: inout Inbox<Int>, then change: (inout Inbox<Int>) -> [Inbox<Int>.Sender]
    ) async -> Int {
        var count = 0
        _ = await withCheckedContinuation { (sender: Inbox<Int>.Sender) in
            inbox.suspend(sender, with: element)
            let senders = change(&inbox)
            count = senders.count
            for sender in senders { sender.resume(returning: true) }
        }
        return count
    }

    @Test("An inbox without senders is finished at once")
    func nothing() {
        let inbox = Inbox<Int>(capacity: 1, senders: 0)
        #expect(inbox.isFinished)
        #expect(inbox.first == nil)
        #expect(inbox.count == 0)
    }

    @Test("It takes as many as it has room for, and gives them back in their order", arguments: [1, 2, 5])
    func full(capacity: Int) {
        var inbox = Inbox<Int>(capacity: capacity, senders: 1)
        for n in 0..<capacity {
            let isSent = inbox.send(n)
            #expect(isSent)
        }
        let isSent = inbox.send(capacity)
        #expect(!isSent)
        #expect(inbox.first == 0)
        #expect(inbox.removeAll() == Array(0..<capacity))
        #expect(inbox.count == 0)
    }

    @Test("It is finished when the last sender is, and nothing waits")
    func finished() {
        var inbox = Inbox<Int>(capacity: 2, senders: 2)
        _ = inbox.send(0)
        inbox.finish()
        inbox.finish()
        #expect(!inbox.isFinished)
        inbox.removeFirst()
        #expect(inbox.isFinished)
    }

    @Test("A suspended sender is let in when half of the room is free, not before")
    func refill() async {
        var inbox = Inbox<Int>(capacity: 4, senders: 1)
        for n in 0..<4 { _ = inbox.send(n) }
        let count = await suspended(4, in: &inbox) { inbox in
            inbox.removeFirst()
            #expect(inbox.refill().isEmpty)
            #expect(inbox.waitingSenders == 1)
            inbox.removeFirst()
            return inbox.refill()
        }
        #expect(count == 1)
        #expect(inbox.waitingSenders == 0)
        #expect(inbox.removeAll() == [2, 3, 4])
    }

    @Test("Nobody overtakes a suspended sender")
    func order() async {
        var inbox = Inbox<Int>(capacity: 4, senders: 2)
        for n in 0..<4 { _ = inbox.send(n) }
        _ = await suspended(4, in: &inbox) { inbox in
            inbox.removeFirst()
            let isSent = inbox.send(5)
            #expect(!isSent)
            inbox.removeFirst()
            return inbox.refill()
        }
        #expect(inbox.removeAll() == [2, 3, 4])
    }

    @Test("Ending it lets all senders go, and drops what waits")
    func ended() async {
        var inbox = Inbox<Int>(capacity: 1, senders: 1)
        _ = inbox.send(0)
        let count = await suspended(1, in: &inbox) { $0.end() }
        #expect(count == 1)
        #expect(inbox.count == 0)
    }
}
