import Graphbook

enum Language: String, PortName {
    case english, german
}

@Step("Text/By Language")
func byLanguage(_ note: Note) -> Language {
    note["text", default: ""].contains(" der ") ? .german : .english
}

let languages = Workflow("languages") { workflow in
    let texts = workflow.source("texts") { emit in try await emit(Note(["text": "a bird"])) }
    let sorted = workflow.add(byLanguage(), as: "byLanguage", after: texts)
    workflow.step("german", after: sorted[Language.german]) { note in note["label"] = "de" }
    workflow.step("english", after: sorted[Language.english]) { note in note["label"] = "en" }
}

enum Kept: String, PortName { case out }

/// Drops texts that are too short.
@Step("Text/Long Enough")
func longEnough(_ note: Note, letters: Int = 10) -> Kept? {
    note["text", default: ""].count >= letters ? .out : nil
}

/// A note for each line.
@Step("Text/Lines")
func lines(_ note: Note) -> [Note] {
    note["text", default: ""].split(separator: "\n").map { Note(["text": .string(String($0))]) }
}

/// Sends a copy to be read by a person.
@Step("Text/Sample")
func sample(_ note: Note, every count: Int = 100) -> Routes<Sample> {
    [.out: note, .sampled: (note.id?.index ?? 0) % count == 0 ? note.copy() : nil]
}

enum Sample: String, PortName { case out, sampled }

enum Sureness: String, PortName { case sure, unsure }

/// Parts the items of a note by what was written to them.
func bySureness(_ note: Note, itemKey: String, least: Double) -> Routes<Sureness> {
    let (sure, unsure) = note.split(itemsUnder: itemKey) { item in (item["score"] ?? 0) >= least }
    return [.sure: sure, .unsure: unsure]
}

@BatchStep("Text/Score", size: 8, itemKey: "texts", route: bySureness(_:itemKey:least:))
func score(_ batch: Batch<Value>, least: Double = 0.5) {
    for (text, item) in zip(batch.loaded, batch.items) {
        item["score"] = text == "yes" ? 1.0 : 0.0
    }
}
