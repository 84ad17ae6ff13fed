import Glibc
import Graphbook

/// Runs one workflow once, and prints what it took as one line of JSON:
///
///     Bench W1 --workers 2 --isolation threads --set photos.count=400 --set load.batchSize=64
///
/// It is a host as well: `graphbook run W1 --host PATH-OF-BENCH` runs the same workflows.
@main struct Bench {
    static func main() {
        Task.detached {  // not on the main actor, whose thread waits below
            await begin()
            exit(0)
        }
        // An async main would wait in `dispatchMain`, where valgrind 3.19, which counts for the thresholds, crashes.
        while true { pause() }
    }

    private static func begin() async {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first, !name.hasPrefix("-") else { return await BenchHost.main() }
        do {
            print(try await Measurement(of: BenchRun(name, Array(arguments.dropFirst()))).line())
        } catch {
            print("\(error)")
            exit(1)
        }
    }
}

/// The host of the benchmarks' nodes, and the program of their workers.
struct BenchHost: GraphbookHost {}

/// What is to be run, as the arguments say.
struct BenchRun {
    let workflow: Workflow
    var overrides: [SettingOverride] = []
    var options = RunOptions(progressInterval: 0)

    init(_ name: String, _ arguments: [String]) throws {
        let all = BenchHost.workflows
        guard let workflow = all.first(where: { $0.name == name }) else {
            throw usage("there is no workflow '\(name)'; there are \(all.map(\.name).joined(separator: ", "))")
        }
        self.workflow = workflow
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw usage("\(option) takes a value") }
            switch option {
            case "--workers":
                guard let count = Int(value) else { throw usage("--workers takes a number, not '\(value)'") }
                options.workers = count
            case "--isolation":
                guard let isolation = Isolation(rawValue: value) else { throw usage("no isolation '\(value)'") }
                options.isolation = isolation
            case "--set":
                guard let setting = SettingOverride(value) else { throw usage("--set takes NODE.PARAMETER=VALUE") }
                overrides.append(setting)
            default: throw usage("no option '\(option)'")
            }
        }
    }
}

private func usage(_ text: String) -> GraphbookError { GraphbookError(.contract, text) }
