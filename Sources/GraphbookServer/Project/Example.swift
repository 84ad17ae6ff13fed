/// A workflow to begin with, of stock nodes alone: it needs no model and no network, and reads only the names of the
/// project's own files.
struct Example: Encodable, Sendable {
    /// The name to save it under.
    let name: String
    let title: String
    /// What it shows, in Markdown.
    let documentation: String
    let text: String

    static let all = [kindsOfFiles, fileTable]

    private static let kindsOfFiles = Example(
        name: "kinds-of-files.json", title: "Which kinds of files are here?",
        documentation: """
            Makes a note of each file of this project, computes its ending in SQL, and counts how often each ending is \
            there. The counts are the outputs of the last node.
            """,
        text: """
            {
              "graphbook": 1,
              "name": "kinds of files",
              "documentation": "Counts the endings of the project's files.",
              "nodes": {
                "files": { "node": "Files/From Folder", "parameters": { "folder": "." } },
                "ending": {
                  "node": "Fields/Compute",
                  "after": ["files"],
                  "parameters": { "fields": { "ending": "CASE WHEN instr(name, '.') THEN replace(name, rtrim(name, replace(name, '.', '')), '') ELSE '' END" } }
                },
                "count": { "node": "Inspect/Count", "after": ["ending"], "parameters": { "by": "ending" } }
              }
            }

            """)

    private static let fileTable = Example(
        name: "file-table.json", title: "A table of this project's files",
        documentation: """
            Parts long names from short ones, logs some of the long ones, and writes a table of both into \
            `out/files.csv`. It shows a step with two ports, and a join.
            """,
        text: """
            {
              "graphbook": 1,
              "name": "file table",
              "documentation": "Writes a table of the project's files.",
              "nodes": {
                "files": { "node": "Files/From Folder", "parameters": { "folder": "." } },
                "length": {
                  "node": "Fields/Compute",
                  "after": ["files"],
                  "parameters": { "fields": { "length": "length(name)" } }
                },
                "long": { "node": "Flow/Split", "after": ["length"], "parameters": { "condition": "length > 12" } },
                "log": { "node": "Inspect/Log", "after": ["long.matching"], "parameters": { "fields": ["name", "length"], "every": 10 } },
                "table": {
                  "node": "Files/Write CSV",
                  "after": ["log", "long.others"],
                  "parameters": { "path": "out/files.csv", "columns": ["name", "folder", "length"] }
                }
              }
            }

            """)
}
