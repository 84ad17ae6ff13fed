public import Graphbook

/// Passes notes on as they are: what comes after several nodes gets the notes of all, as they arrive.
///
/// Any step can come after several nodes. This one gives the place where they meet a name, and numbers in the summary.
@Step("Flow/Merge")
public func merge(_ note: Note) {}
