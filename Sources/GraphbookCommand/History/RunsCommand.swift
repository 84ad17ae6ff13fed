import ArgumentParser
import GraphbookCore
import GraphbookStore

/// `graphbook runs`: what has run, and what of it is to be forgotten.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Lists the runs that were recorded, and deletes those no longer wanted.",
        subcommands: [ListRuns.self, DeleteRuns.self, PruneRuns.self],
        defaultSubcommand: ListRuns.self)
}

struct ListRuns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs that were recorded, the latest first.",
        discussion: """
              graphbook runs
              graphbook runs --status failed --status interrupted --since 7d
              graphbook runs --workflow digits --json
            """)

    @Option(help: ArgumentHelp("Only those of this status. May be given several times.", valueName: "status"))
    var status: [RunRecord.Status] = []

    @Option(help: ArgumentHelp("Only those of workflows with this in their name or path.", valueName: "text"))
    var workflow: String?

    @Option(help: ArgumentHelp("Only those that began in the last so long: 30m, 12h, 7d, 4w.", valueName: "time"))
    var since: Age?

    @Option(help: ArgumentHelp("Most runs that are listed; 0 for all.", valueName: "n"))
    var limit = 20

    @Flag(help: "Write the list as JSON.")
    var json = false

    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    func run() throws {
        try reportingFailures {
            let store = try storeOptions.open()
            let filter = RunFilter(
                statuses: status, workflow: workflow, age: since?.seconds, limit: limit > 0 ? limit : nil)
            let runs = try store.runs(filter)
            if json {
                try Terminal.write([Output(.standard, JSON.text(of: .array(runs.map(\.json)), pretty: true) + "\n")])
            } else {
                let list = RunListText(style: Terminal.style(of: .standard)).text(of: runs)
                try Terminal.write([Output(.standard, list)])
            }
            return .success
        }
    }
}

struct DeleteRuns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes runs by their numbers. What they wrote stays.")

    @Argument(help: "The numbers of the runs.")
    var runs: [Int]

    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    func run() throws {
        try reportingFailures {
            let deleted = try storeOptions.open().delete(runs)
            try Terminal.write([Output(.standard, "deleted \(Quantities.count(deleted.count, "run"))\n")])
            return .success
        }
    }
}

struct PruneRuns: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Deletes the runs that are too old, too many, or take too much room. What they wrote stays.",
        discussion: """
              graphbook runs prune --older-than 30d
              graphbook runs prune --keep 100 --size 500M
            """)

    @Option(help: ArgumentHelp("Delete those that began longer ago: 12h, 7d, 4w.", valueName: "time"))
    var olderThan: Age?

    @Option(help: ArgumentHelp("Keep only the latest so many.", valueName: "n"))
    var keep: Int?

    @Option(
        help: ArgumentHelp("Delete the oldest until the store takes at most this: 800K, 500M, 2G.", valueName: "size"))
    var size: ByteCount?

    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    func validate() throws {
        if olderThan == nil && keep == nil && size == nil {
            throw ValidationError("Say what is to go: --older-than, --keep or --size.")
        }
        if let keep, keep < 0 { throw ValidationError("--keep takes 0 or more, not \(keep).") }
    }

    func run() throws {
        try reportingFailures {
            let deleted = try storeOptions.open().prune(
                Pruning(keeping: keep, age: olderThan?.seconds, byteCount: size?.bytes))
            try Terminal.write([Output(.standard, "deleted \(Quantities.count(deleted.count, "run"))\n")])
            return .success
        }
    }
}

extension RunRecord.Status: ExpressibleByArgument {}

/// How long ago, as arguments say it: `30m`, `12h`, `7d`, `4w`.
struct Age: ExpressibleByArgument, Equatable {
    let seconds: Double

    init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let last = argument.last, let unit = units[last], let count = Double(argument.dropLast()), count >= 0,
            count.isFinite
        else { return nil }
        seconds = count * unit
    }
}

/// How much room, as arguments say it: `800K`, `500M`, `2G`, in powers of 1024; a bare number is bytes.
struct ByteCount: ExpressibleByArgument, Equatable {
    let bytes: Int

    init?(argument: String) {
        let units: [Character: Double] = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824]
        let unit = argument.last.flatMap { units[$0] }
        guard let count = Double(unit == nil ? argument[...] : argument.dropLast()), count >= 0,
            count < 1e9 || unit == nil
        else { return nil }
        bytes = Int(min(count * (unit ?? 1), 9e18))
    }
}
