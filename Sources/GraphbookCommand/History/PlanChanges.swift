import GraphbookCore
import GraphbookStore
import GraphbookSupervisor

/// What has changed between a run and the one that is to go on with it, in words.
struct PlanChanges {
    private(set) var descriptions: [String] = []

    /// - Parameters:
    ///   - old: The plan of the earlier run.
    ///   - started: What that run said when it began; nil where it did not get so far.
    ///   - new: The plan of the one to come, with the versions of its code.
    init(from old: RecordedPlan, _ started: RunStarted?, to new: RecordedPlan) {
        compareWorkflows(old.text, new.text, file: new.workflow)
        compareOverrides(old.overrides, new.overrides)
        compareVersions(old.versions, new.versions, started?.locations ?? [:])
    }

    // MARK: - The workflow

    private mutating func compareWorkflows(_ old: String?, _ new: String?, file: String) {
        if old == new { return }
        guard let old, let new,
            let before = try? Workflow(json: old, file: file), let after = try? Workflow(json: new, file: file)
        else {
            // A text that can't be read any more: its problems are told when it is to run.
            return descriptions.append("the workflow")
        }
        for id in before.ids where after[id] == nil { descriptions.append("node '\(id)' is gone") }
        for id in after.ids {
            guard let new = after[id] else { continue }
            if let old = before[id] { compare(old, new, id) } else { descriptions.append("node '\(id)' is new") }
        }
    }

    private mutating func compare(_ old: Workflow.Node, _ new: Workflow.Node, _ id: String) {
        if old.type != new.type { descriptions.append("node '\(id)' was \(old.type) and is \(new.type)") }
        if old.inputs != new.inputs {
            func list(_ outlets: [Workflow.Outlet]) -> String {
                outlets.isEmpty ? "nothing" : outlets.map { "'\($0)'" }.joined(separator: ", ")
            }
            descriptions.append("node '\(id)' came after \(list(old.inputs)) and comes after \(list(new.inputs))")
        }
        for name in Set(old.settings.keys).union(new.settings.keys).sorted() {
            describe("\(id).\(name)", old.settings[name]?.summary, new.settings[name]?.summary)
        }
    }

    // MARK: - Parameters and code

    private mutating func compareOverrides(_ old: [SettingOverride], _ new: [SettingOverride]) {
        func values(_ overrides: [SettingOverride]) -> [String: String] {
            Dictionary(overrides.map { ("--set \($0.node).\($0.parameter)", $0.text) }) { $1 }
        }
        let before = values(old), after = values(new)
        for name in Set(before.keys).union(after.keys).sorted() { describe(name, before[name], after[name]) }
    }

    private mutating func describe(_ parameter: String, _ old: String?, _ new: String?) {
        if old == new { return }
        switch (old, new) {
        case (nil, let new?): descriptions.append("\(parameter) was not set and is \(new)")
        case (let old?, nil): descriptions.append("\(parameter) was \(old) and is not set")
        case (let old, let new): descriptions.append("\(parameter) was \(old ?? "") and is \(new ?? "")")
        }
    }

    private mutating func compareVersions(
        _ old: [String: String], _ new: [String: String], _ locations: [String: CodeLocation]
    ) {
        let files = old.keys.filter { $0 != CodeVersion.host && old[$0] != new[$0] }.sorted()
        for file in files {
            let nodes = locations.filter { $0.value.file == file }.keys.sorted().map { "'\($0)'" }
            descriptions.append("the code of \(nodes.joined(separator: ", ")), in \(file)")
        }
        // The host's version changes with any of its files; it is worth a word where none of the nodes' own has.
        if files.isEmpty, let host = old[CodeVersion.host], host != new[CodeVersion.host] {
            descriptions.append("code outside of the files that the nodes are declared in: the host was built anew")
        }
    }
}
