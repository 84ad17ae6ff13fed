public import Graphbook

/// Where ``split(_:condition:)`` sends a note.
public enum Match: String, PortName {
    case matching, others
}

/// Sends notes for which a condition is true one way, and all others another.
///
/// A condition that is NULL, since it compares a field that the note lacks, is not true.
///
/// - Parameter condition: An SQL expression over the note's fields, such as `score > 0.5 AND label = 'cat'`.
@Step("Flow/Split")
public func split(_ note: Note, condition: SQLExpression) throws -> Match {
    try condition.isTrue(for: note) ? .matching : .others
}

/// Lets notes through for which a condition is true, and drops all others.
///
/// - Parameter condition: An SQL expression over the note's fields, such as `score > 0.5 AND label = 'cat'`.
@Step("Flow/Filter")
public func filter(_ note: Note, condition: SQLExpression) throws -> DefaultPort? {
    try condition.isTrue(for: note) ? .out : nil
}
