public import Graphbook

// Constants that several nodes share. Each makes a `Value`, which every parameter takes that could be given it itself:
// `{"resource": "its id"}`.

/// A text for parameters of several nodes.
///
/// - Parameter value: The text.
@Resource("Values/Text")
public func text(value: String) -> Value { .string(value) }

/// A number for parameters of several nodes.
///
/// - Parameter value: The number. A whole one will do for parameters that take integers.
@Resource("Values/Number")
public func number(value: Double) -> Value { Int(exactly: value).map(Value.int) ?? .double(value) }

/// A list for parameters of several nodes.
///
/// - Parameter value: The elements, of any kind.
@Resource("Values/List")
public func list(value: [Value]) -> Value { .array(value) }

/// A dictionary for parameters of several nodes.
///
/// - Parameter value: The values by key, of any kind.
@Resource("Values/Dictionary")
public func dictionary(value: [String: Value]) -> Value { value.parameter }
