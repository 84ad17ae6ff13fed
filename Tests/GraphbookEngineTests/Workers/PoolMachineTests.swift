import GraphbookCore
import Testing

@testable import GraphbookEngine

@Suite("Pool machine")
struct PoolMachineTests {
    private let lane = Lane.test("a"), other = Lane.test("b", kind: .dump)

    /// A pool whose workers have all come for jobs once.
    private func idle(_ count: Int, most: Int = 32) -> PoolMachine {
        var pool = PoolMachine(limit: count, most: most)
        for worker in 1..<max(count, 1) {
            #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: false) == .newWorker(worker))
        }
        for worker in 0..<count { while pool.take(for: worker) != nil {} }
        return pool
    }

    /// Jobs that take so long, in microseconds.
    private func pace(_ pool: inout PoolMachine, _ microseconds: Double) {
        pool.done(1, of: lane, in: microseconds * 1e-6)
    }

    private func tickets(_ taken: (chunk: PoolMachine.Chunk, wake: PoolMachine.Wake)?) -> [Int]? {
        taken?.chunk.jobs.map(\.ticket)
    }

    @Test("A worker without jobs waits, and is woken for the first")
    func first() {
        var pool = idle(1)
        #expect(pool.flush() == .nobody)
        #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: false) == .worker(0))
        #expect(tickets(pool.take(for: 0)) == [0])
        #expect(pool.take(for: 0) == nil)
    }

    @Test("A worker that nobody has woken gets nothing")
    func spurious() {
        var pool = idle(1)
        #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: true) == .worker(0))
        var sleeping = idle(1)
        pace(&sleeping, 0.1)
        #expect(sleeping.put(Job.loads(0..<1), in: lane, moreFollow: true) == .nobody)
        #expect(sleeping.take(for: 0) == nil)
    }

    @Test("The last worker to have come is the first to be woken")
    func lastIn() {
        var pool = idle(3)
        let woken = (0..<4).map { _ in pool.put(Job.loads(0..<1), in: lane, moreFollow: false) }
        #expect(woken == [.worker(2), .worker(1), .worker(0), .nobody])
    }

    @Test("Workers are started one by one, as far as there may be some", arguments: [1, 2, 5])
    func started(most: Int) {
        var pool = PoolMachine(limit: 32, most: most)
        #expect(pool.take(for: 0) == nil)
        let woken = (0..<6).map { _ in pool.put(Job.loads(0..<1), in: lane, moreFollow: false) }
        let expected: [PoolMachine.Wake] = [.worker(0)] + (1..<most).map { .newWorker($0) }
        #expect(woken == expected + Array(repeating: .nobody, count: 6 - most))
    }

    @Test("Where a worker cannot be started, those that there are do the work")
    func missing() {
        var pool = PoolMachine(limit: 3, most: 3)
        #expect(pool.put(Job.loads(0..<2), in: lane, moreFollow: false) == .newWorker(1))
        pool.giveUp(1)
        #expect(tickets(pool.take(for: 0)) == [0])
        #expect(tickets(pool.take(for: 0)) == [1])
        #expect(pool.take(for: 0) == nil)
        #expect(pool.put(Job.loads(2..<3), in: lane, moreFollow: false) == .worker(0))
        #expect(pool.put(Job.loads(3..<4), in: lane, moreFollow: false) == .nobody)
    }

    @Test("Jobs whose length is not known are given out one by one, and wake the next worker")
    func unknownPace() {
        var pool = idle(2)
        #expect(pool.put(Job.loads(0..<3), in: lane, moreFollow: true) == .worker(1))
        let taken = pool.take(for: 1)
        #expect(tickets(taken) == [0])
        #expect(taken?.wake == .worker(0))
    }

    @Test(
        "Short jobs that others follow wait until they are worth waking a worker",
        arguments: [(0.1, 32), (1, 20), (5, 4), (20, 1), (1000, 1)])
    func worthWaking(microseconds: Double, count: Int) {
        var pool = idle(1)
        pace(&pool, microseconds)
        for n in 1..<max(count, 1) { #expect(pool.put(Job.loads(n..<n + 1), in: lane, moreFollow: true) == .nobody) }
        #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: true) == .worker(0))
    }

    @Test("Short jobs do not wait where no others follow, nor when they are flushed")
    func flush() {
        var pool = idle(1)
        pace(&pool, 0.1)
        #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: true) == .nobody)
        #expect(pool.flush() == .worker(0))
        #expect(tickets(pool.take(for: 0)) == [0])
        #expect(pool.take(for: 0) == nil)
        #expect(pool.put(Job.loads(1..<2), in: lane, moreFollow: false) == .worker(0))
    }

    @Test(
        "A worker takes about 200 µs of work, its fair share, and what is done before another is awake",
        arguments: [(0.1, 64, 32), (2, 64, 32), (10, 64, 20), (100, 64, 2), (1000, 64, 1), (2, 16, 10), (10, 16, 8)])
    func share(microseconds: Double, waiting: Int, taken: Int) {
        var pool = idle(2)
        pace(&pool, microseconds)
        #expect(pool.put(Job.loads(0..<waiting), in: lane, moreFollow: false) == .worker(1))
        #expect(tickets(pool.take(for: 1))?.count == taken)
    }

    @Test("A worker with few jobs in hand gets more, up to its window")
    func more() {
        var pool = idle(1)
        pace(&pool, 10)  // 20 in hand
        _ = pool.put(Job.loads(0..<64), in: lane, moreFollow: false)
        #expect(pool.takeMore(holding: 11, of: lane) == nil)
        #expect(pool.takeMore(holding: 10, of: lane)?.jobs.count == 10)
    }

    @Test("Lanes take turns")
    func turns() {
        var pool = idle(1)
        pace(&pool, 1000)
        _ = pool.put(Job.loads(0..<2), in: lane, moreFollow: false)
        _ = pool.put(Job.loads(10..<12), in: other, moreFollow: false)
        let order = (0..<4).compactMap { _ in tickets(pool.take(for: 0)) }
        #expect(order == [[10], [0], [11], [1]])
        #expect(pool.take(for: 0) == nil)
    }

    @Test("A lower limit lets workers wait as they come, a higher one wakes them for what waits")
    func limit() {
        var pool = idle(2)
        pace(&pool, 1000)
        _ = pool.put(Job.loads(0..<8), in: lane, moreFollow: false)
        let first = pool.take(for: 1)
        #expect(tickets(first) == [0])
        #expect(first?.wake == .worker(0))
        #expect(tickets(pool.take(for: 0)) == [1])
        #expect(pool.limit(to: 1) == .nobody)
        #expect(pool.take(for: 1) == nil)
        #expect(tickets(pool.take(for: 0)) == [2])
        #expect(pool.limit(to: 2) == .worker(1))
        #expect(tickets(pool.take(for: 1)) == [3])
        #expect(pool.limit(to: 3) == .newWorker(2))
    }

    @Test("It tells what the workers do")
    func occupation() {
        var pool = idle(2)
        _ = pool.put(Job.loads(0..<1), in: other, moreFollow: false)
        _ = pool.take(for: 1)
        pool.done(3, of: lane, in: 3e-3)
        let occupation = pool.occupation
        #expect(occupation.limit == 2)
        #expect(occupation.done == 3)
        #expect(occupation.lanes.map(\.kind) == [.dump])
        #expect(occupation.windows.first { $0.lane === lane }?.jobs == 1)
    }

    @Test("A closed pool wakes nobody")
    func closed() {
        var pool = idle(1)
        pool.close()
        #expect(pool.put(Job.loads(0..<1), in: lane, moreFollow: false) == .nobody)
        #expect(pool.takeMore(holding: 0, of: lane) == nil)
    }
}
