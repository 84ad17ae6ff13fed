import Foundation
import GRDB

/// Which runs are deleted. A run under way is none of them, nor one that such a run goes on with.
public struct Pruning: Sendable {
    /// The latest so many are kept.
    public var keeping: Int?
    /// Those that began more than so many seconds ago are deleted.
    public var age: Double?
    /// The oldest are deleted until the store takes at most so many bytes.
    public var byteCount: Int?

    public init(keeping: Int? = nil, age: Double? = nil, byteCount: Int? = nil) {
        self.keeping = keeping
        self.age = age
        self.byteCount = byteCount
    }
}

extension RunStore {
    /// Deletes runs.
    ///
    /// - Returns: The numbers of those deleted.
    /// - Throws: ``StoreError``, also when one of them is under way or not there; then none is deleted.
    @discardableResult
    public func delete(_ numbers: [Int]) throws -> [Int] {
        try markInterrupted()
        try write { database in
            for number in numbers {
                guard let record = try RunStore.run(number, database) else {
                    throw StoreError("there is no run \(number)")
                }
                if record.status == .running { throw StoreError("run \(number) is under way") }
            }
            for number in numbers { try RunStore.delete(number, database) }
        }
        try removeRests()
        return numbers
    }

    /// Deletes the runs that are too old, too many or too large.
    ///
    /// - Returns: The numbers of those deleted.
    @discardableResult
    public func prune(_ pruning: Pruning) throws -> [Int] {
        try markInterrupted()
        let deleted = try write { database in
            let runs = try Row.fetchAll(
                database,
                sql: """
                    SELECT number, startedAt FROM run
                    WHERE origin NOT IN (SELECT origin FROM run WHERE status = 'running') ORDER BY number
                    """)
            var deleted: [Int] = []
            let now = Date().timeIntervalSince1970
            let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM run") ?? 0
            for run in runs {
                let number: Int = run["number"], startedAt: Double = run["startedAt"]
                let isOld = pruning.age.map { now - startedAt > $0 } ?? false
                let isMany = pruning.keeping.map { all - deleted.count > $0 } ?? false
                let isLarge = try pruning.byteCount.map { try RunStore.usedBytes(database) > $0 } ?? false
                guard isOld || isMany || isLarge else { continue }
                try RunStore.delete(number, database)
                deleted.append(number)
            }
            return deleted
        }
        try removeRests()
        return deleted
    }

    /// How much the store takes, without the room that deleted runs have left.
    public var byteCount: Int { get throws { try read(RunStore.usedBytes) } }

    private static func usedBytes(_ database: Database) throws -> Int {
        func pragma(_ name: String) throws -> Int { try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0 }
        return try (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
    }

    private static func delete(_ number: Int, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number])
        try database.execute(sql: "DELETE FROM finished WHERE origin NOT IN (SELECT origin FROM run)")
    }

    /// Gives room back to the disk, and removes the journals of runs that are no more.
    private func removeRests() throws {
        let origins = Set(try read { try Int.fetchAll($0, sql: "SELECT origin FROM run") })
        // Where no run was ever begun there is no such folder.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/journals")) ?? [] {
            if let origin = Int(name), !origins.contains(origin) { removeJournalFolder(ofOrigin: origin) }
        }
        do { try database.vacuum() } catch { throw StoreError(error, database.path) }
    }
}
