import GRDB

/// The tables of the store. A change is a further migration; none that was released is ever changed.
enum StoreSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 runs", migrate: makeTables)
        return migrator
    }

    /// `seconds` are since the run began; `sequence` orders what happened in a run, whatever the clock did.
    private static func makeTables(_ database: Database) throws {
        try database.create(table: "run") { table in
            table.autoIncrementedPrimaryKey("number")
            // The first of the runs that go on with each other: the run itself, where it began anew.
            table.column("origin", .integer).notNull().indexed()
            table.column("status", .text).notNull()
            table.column("workflow", .text).notNull()
            table.column("folder", .text).notNull()
            table.column("text", .text)
            table.column("request", .text).notNull()
            table.column("host", .text).notNull()
            table.column("versions", .text).notNull()
            table.column("started", .text)
            table.column("startedAt", .double).notNull()
            table.column("seconds", .double)
            table.column("summary", .text)
            // The program that carries it out.
            table.column("process", .integer).notNull()
            table.column("processStart", .integer).notNull()
        }
        try database.create(table: "logLine", options: .withoutRowID) { table in
            belongsToRun(table)
            table.column("node", .text)
            table.column("level", .text).notNull()
            table.column("message", .text).notNull()
        }
        try database.create(table: "failure", options: .withoutRowID) { table in
            belongsToRun(table)
            table.column("failure", .text).notNull()
        }
        try database.create(table: "progress", options: .withoutRowID) { table in
            belongsToRun(table)
            table.column("nodes", .text).notNull()
        }
        try database.create(table: "preview", options: .withoutRowID) { table in
            belongsToRun(table)
            table.column("node", .text).notNull()
            table.column("port", .text).notNull()
            table.column("note", .text)
            table.column("value", .text).notNull()
        }
        try database.create(table: "finished", options: .withoutRowID) { table in
            table.column("origin", .integer).notNull()
            table.column("node", .text).notNull()
            table.column("progress", .text).notNull()
            table.primaryKey(["origin", "node"])
        }
    }

    private static func belongsToRun(_ table: TableDefinition) {
        table.column("run", .integer).notNull().references("run", onDelete: .cascade)
        table.column("sequence", .integer).notNull()
        table.column("seconds", .double).notNull()
        table.primaryKey(["run", "sequence"])
    }
}
