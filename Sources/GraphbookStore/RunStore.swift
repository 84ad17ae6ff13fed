import Foundation
import GRDB
import GraphbookCore

/// The runs of a project: what ran, what it said, how it ended, and which notes are finished.
///
/// A SQLite database in a folder `.graphbook` of the project. Several programs may use it at once.
public final class RunStore: Sendable {
    /// The folder of the store, an absolute path.
    public let folder: String
    let database: DatabasePool

    static let fileName = "runs.sqlite"

    /// The store's folder within a project's.
    public static func folder(of project: String) -> String { "\(project)/.graphbook" }

    /// Opens a project's store.
    ///
    /// - Parameters:
    ///   - project: The project's folder, an absolute path.
    ///   - makes: Whether the store is made where there is none.
    /// - Returns: nil where there is none and it is not made.
    /// - Throws: ``StoreError``. The files of a store that can't be opened are left as they are.
    public static func open(project: String, making makes: Bool) throws -> RunStore? {
        let folder = folder(of: project)
        if !makes, !FileManager.default.fileExists(atPath: "\(folder)/\(fileName)") { return nil }
        return try RunStore(folder: folder)
    }

    private init(folder: String) throws {
        self.folder = folder
        let path = "\(folder)/\(RunStore.fileName)"
        do {
            try RunStore.prepare(folder)
            var configuration = Configuration()
            configuration.label = "graphbook.store"
            // Another program's writing takes milliseconds; a dead one's lock goes with it.
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
            database = try DatabasePool(path: path, configuration: configuration)
            let migrator = StoreSchema.migrator
            if try database.read(migrator.hasBeenSuperseded) { throw StoreError.newer(path) }
            try migrator.migrate(database)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path)
        }
    }

    /// Makes the folder, which keeps itself out of version control.
    private static func prepare(_ folder: String) throws {
        if FileManager.default.fileExists(atPath: folder) { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("*\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/.gitignore"))
    }

    /// Reads, with errors in the store's words.
    func read<R>(_ body: (Database) throws -> R) throws -> R {
        do { return try database.read(body) } catch { throw StoreError(error, database.path) }
    }

    /// Writes in one transaction, with errors in the store's words.
    func write<R>(_ body: (Database) throws -> R) throws -> R {
        do { return try database.write(body) } catch { throw StoreError(error, database.path) }
    }
}

/// Why the store can't be used.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }

    static func newer(_ path: String) -> StoreError {
        StoreError("'\(path)' was written by a newer version of Graphbook, which this one can't read; update graphbook")
    }

    init(_ error: any Error, _ path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode):
            self.init(
                "'\(path)' is damaged (\(error.message ?? "\(error.resultCode)")) and was left as it is; "
                    + "move it away, and a new one is made")
        case let error as DatabaseError:
            self.init("'\(path)' can't be used: \(error.message ?? "\(error.resultCode)")")
        default: self.init("'\(path)' can't be used: \((error as NSError).localizedDescription)")
        }
    }
}
