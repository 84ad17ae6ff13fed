public import Graphbook

/// Where ``route(_:field:values:)`` sends a note: by the place of its value in the list, from 1 on.
public enum ValuePort: String, PortName {
    case first = "1", second = "2", third = "3", fourth = "4", fifth = "5", sixth = "6", seventh = "7", eighth = "8"
    case others
}

/// Sends notes where a field's value says.
///
/// A note whose field has the first of the values leaves by the port `1`, one with the second by `2`, and so on; one with
/// another value, or without the field, by `others`.
///
/// - Parameters:
///   - field: The field that decides.
///   - values: Up to eight values, such as `["cat", "dog"]`.
@Step("Flow/Route")
public func route(_ note: Note, field: String, values: [Value]) throws -> ValuePort {
    let ports = ValuePort.allCases.dropLast()
    if values.count > ports.count {
        throw GraphbookError(.contract, "there are \(values.count) values, and ports for \(ports.count)")
    }
    guard let value = note[field] as Value? else { return .others }
    return zip(values, ports).first { $0.0 == value }?.1 ?? .others
}
