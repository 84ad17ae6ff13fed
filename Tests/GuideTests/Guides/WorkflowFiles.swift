import Graphbook

let grading = Workflow("grading") { workflow in
    let written = workflow.add(essays())
    let graded = workflow.add(grade(words: 50), as: "grade", after: written)
    workflow.step("report", after: graded) { note in log("\(note)") }
}

struct Essays: GraphbookHost {
    static var workflows: [Workflow] { [grading] }
}
