import GraphbookCore
import GraphbookStore
import GraphbookSupervisor

// Earlier runs, as the store has them, in the API's words.

extension RunAnswer {
    init(_ record: RunRecord, of project: ServedFolder, in store: RunStore) throws {
        let plan = record.plan, summary = record.summary
        let failures = try store.failureCount(of: record.number)
        self.init(
            id: "\(record.number)", workflow: project.relative(plan.workflow) ?? plan.workflow,
            name: record.started?.workflow ?? WorkflowFiles.name(of: plan.workflow),
            status: RunStatusAnswer(record.status),
            started: FileSystem.Time(secondsSince1970: record.startedAt).text,
            finished: record.seconds.map { FileSystem.Time(secondsSince1970: record.startedAt + $0).text },
            seconds: record.seconds ?? 0, notes: summary?.notes ?? RunSummary.Notes(),
            items: summary?.items ?? RunSummary.Items(), failures: failures,
            firstFailure: summary?.failures.first.map { FailureAnswer($0, index: 0) },
            set: plan.overrides.map { SettingAnswer(node: $0.node, parameter: $0.parameter, text: $0.text) }, upTo: nil,
            options: OptionsAnswer(plan.options))
    }
}

extension RunStatusAnswer {
    init(_ status: RunRecord.Status) {
        self =
            switch status {
            case .running: .running
            case .succeeded: .succeeded
            case .failed: .failed
            case .cancelled: .cancelled
            case .interrupted: .interrupted
            }
    }
}

extension OptionsAnswer {
    init(_ options: RunOptions) {
        let standard = RunOptions()
        workers = options.workers
        isolation = options.isolation == standard.isolation ? nil : options.isolation.rawValue
        onFailure = options.onFailure == standard.onFailure ? nil : "\(options.onFailure)"
    }
}

extension RunDetailAnswer {
    init(_ record: RunRecord, of project: ServedFolder, in store: RunStore) throws {
        self.init(
            run: try RunAnswer(record, of: project, in: store), nodes: record.started?.nodes ?? [],
            counters: try record.summary?.nodes ?? store.progress(of: record.number).last?.nodes ?? [],
            workers: record.started?.workers ?? 0,
            isolation: record.started?.isolation ?? record.plan.options.isolation,
            outputs: try store.previewsByPort(of: record.number).map { node, port, previews in
                PortAnswer(
                    node: node, port: port,
                    count: record.summary?.nodes.first { $0.node == node }?.notesOut ?? previews.count,
                    kept: previews.count, images: previews.map { PicturesOfNote($0.value).all.count }.reduce(0, +))
            }, logLines: try store.logLineCount(of: record.number))
    }
}
