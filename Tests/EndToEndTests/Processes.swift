import Foundation

/// The processes of a running program.
enum Processes {
    /// Those that a process has started and that have not ended.
    static func children(of parent: pid_t) -> [pid_t] {
        // A process that has ended since has no tasks and no children.
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
        return tasks.flatMap { task in
            ((try? String(contentsOfFile: "/proc/\(parent)/task/\(task)/children", encoding: .utf8)) ?? "")
                .split(separator: " ").compactMap { pid_t($0) }
        }
    }

    /// The worker processes of the host that the program has started.
    static func workers(of program: pid_t) -> [pid_t] { children(of: program).flatMap(children) }
}
