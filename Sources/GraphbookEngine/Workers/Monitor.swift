import Glibc

/// A value that threads share under a lock, and wait on for changes.
///
/// pthread's mutex and condition: as fast as `Synchronization.Mutex`, with waiting, and understood by the thread
/// sanitizer. `@unchecked` because every access of `state` is under `mutex`.
package final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = WaitingPlace()
    private var state: State

    package init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    package func withLock<R>(_ body: (inout State) throws -> R) rethrows -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Waits until `body` returns something; looks again when the monitor is signalled.
    package func wait<R>(for body: (inout State) -> R?) -> R { wait(at: changed, for: body) }

    /// Waits at a place of one's own until `body` returns something; looks again when the place is signalled.
    func wait<R>(at place: WaitingPlace, for body: (inout State) -> R?) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            pthread_cond_wait(place.condition, mutex)
        }
    }

    /// Wakes one that waits.
    package func signal() { changed.signal() }

    /// Wakes all that wait.
    package func broadcast() { changed.broadcast() }
}

/// Where threads wait for a change of a ``Monitor``. One monitor may have several, so that it can be said who is woken.
///
/// `@unchecked` because of the pointer: it stays for the object's life, and pthread's conditions may be used by any thread.
final class WaitingPlace: @unchecked Sendable {
    fileprivate let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() { pthread_cond_init(condition, nil) }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
    }

    /// Wakes one that waits here.
    func signal() { pthread_cond_signal(condition) }

    /// Wakes all that wait here.
    func broadcast() { pthread_cond_broadcast(condition) }
}
