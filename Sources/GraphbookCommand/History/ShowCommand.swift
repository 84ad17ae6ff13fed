import ArgumentParser
import GraphbookCore
import GraphbookStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what became of a run: its nodes, the slowest of them, failures and log.",
        discussion: """
              graphbook show                  the last run
              graphbook show 12 --json
              graphbook show 12 --log --node classify --level warning
            """)

    @Argument(help: "The number of the run. (default: the last one)")
    var number: Int?

    @Flag(help: "Write the log, instead of all else.")
    var log = false

    @Option(help: ArgumentHelp("With --log, only the lines of this node.", valueName: "id"))
    var node: String?

    @Option(help: ArgumentHelp("With --log, only the lines of this level and graver ones.", valueName: "level"))
    var level: LogLevel = .info

    @Flag(help: "Write it as JSON; the log one line an object.")
    var json = false

    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    func run() throws {
        try reportingFailures {
            let store = try storeOptions.open()
            let record = try number.map(store.record) ?? store.lastRecord()
            let text = log ? try logText(of: record, in: store) : try reportText(of: record, in: store)
            try Terminal.write([Output(.standard, text)])
            return .success
        }
    }

    private func reportText(of record: RunRecord, in store: RunStore) throws -> String {
        let report = try RunReport(of: record, in: store, style: Terminal.style(of: .standard))
        return json ? try JSON.text(of: report.json(), pretty: true) + "\n" : report.text
    }

    private func logText(of record: RunRecord, in store: RunStore) throws -> String {
        let levels = LogLevel.allCases.drop { $0 != level }
        return try store.log(of: record.number, node: node, levels: Array(levels)).map { line in
            (json ? try JSON.text(of: ValueEncoder().encode(line)) : RunReport.line(line).withHangingIndent(2)) + "\n"
        }.joined()
    }
}

struct FailuresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "failures",
        abstract: "Lists the failures of a run, one JSON object a line.",
        discussion: """
            Each has the keys of the event noteFailed. An item that is a short text, such as a path, stands under \
            "value", so that another run can be fed with those that failed:

              graphbook failures 12 | jq -r .value > again.txt
            """)

    @Argument(help: "The number of the run. (default: the last one)")
    var number: Int?

    @Flag(help: "Write JSON, one object a line, which is done anyway.")
    var json = false

    @OptionGroup(title: "Store options") var storeOptions: StoreOptions

    func run() throws {
        try reportingFailures {
            let store = try storeOptions.open()
            let record = try number.map(store.record) ?? store.lastRecord()
            try store.forEachFailure(of: record.number) { failure in
                let line = try JSON.text(of: ValueEncoder().encode(failure.failure)) + "\n"
                try Terminal.write([Output(.standard, line)])
            }
            return .success
        }
    }
}

extension RunStore {
    /// The last run.
    fileprivate func lastRecord() throws -> RunRecord {
        guard let last = try runs(RunFilter(limit: 1)).first else { throw UsageProblem("no run was recorded yet") }
        return last
    }
}

extension LogLevel: ExpressibleByArgument {}
