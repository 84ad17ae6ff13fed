/// What a node that comes with Graphbook for Python is here. `Documentation/graphbook-files.md` has the same table for
/// people.
struct Counterpart {
    /// The stock node; nil where there is none.
    let node: String?
    /// Parameters by their names there; those that are not named here have no counterpart.
    var parameters: [String: String] = [:]
    /// Ports by their names there.
    var ports: [String: String] = [:]
    /// Parameters that were Python functions, with what to write instead.
    var functions: [String: String] = [:]
    /// What to write instead, where there is no such node.
    var advice = ""

    /// - Parameters:
    ///   - name: The class's name there.
    ///   - category: Its category; a class of a user's own may have the name and another category.
    static func of(_ name: String, category: String) -> Counterpart? {
        table[name].flatMap { $0.category == category ? $0.counterpart : nil }
    }

    private static let condition = "set 'condition' to an SQL expression over the note's fields, such as \"score > 5\""

    private static let table: [String: (category: String, counterpart: Counterpart)] = [
        "Split": (
            "Filtering",
            Counterpart(
                node: "Flow/Split", ports: ["A": "matching", "B": "others"], functions: ["split_fn": condition])
        ),
        "SplitByItems": (
            "Filtering",
            Counterpart(
                node: "Flow/Split", ports: ["A": "matching", "B": "others"],
                functions: [
                    "split_items_fn": "set 'condition' to an SQL expression over the list of items, such as "
                        + "\"json_array_length(boxes) > 5\""
                ])
        ),
        "SplitItemField": (
            "Filtering",
            Counterpart(
                node: nil,
                advice:
                    "write a step that parts the items by `note.split(itemsUnder:where:)`, which has a port for each")
        ),
        "Copy": ("Util", Counterpart(node: "Flow/Merge", ports: ["A": "out", "B": "out"])),
        "LoadJSONL": (
            "IO/Import", Counterpart(node: "Files/Read JSON Lines", parameters: ["jsonl_path": "path"])
        ),
        "DumpJSONL": (
            "IO/Export", Counterpart(node: "Files/Write JSON Lines", parameters: ["jsonl_path": "path"])
        ),
        "Text": ("Util", Counterpart(node: "Values/Text", parameters: ["val": "value"])),
        "Number": ("Util", Counterpart(node: "Values/Number", parameters: ["val": "value"])),
        "List": ("Util", Counterpart(node: "Values/List", parameters: ["val": "value"])),
        "Dict": ("Util", Counterpart(node: "Values/Dictionary", parameters: ["val": "value"])),
    ]

    /// A resource that holds the text of a Python function. It is left out: the nodes that use it say what to write.
    static func isFunction(_ name: String, category: String) -> Bool { name == "Function" && category == "Util" }
}
