/// All that is wrong with a value, found by decoding it once more after it did not fit.
///
/// Where a scalar is missing or something else, that is noted, and a blank one is used in its place, so that decoding
/// goes on to the next field.
final class DecodingProblems {
    private(set) var codes: [GraphbookError.Code] = []
    private(set) var texts: [String] = []

    /// Notes what is wrong at a place.
    func add(_ code: GraphbookError.Code, at path: CodingPath, _ message: String) {
        codes.append(code)
        texts.append(path.description.isEmpty ? message : "field '\(path)': \(message)")
    }

    /// What stands for a value that does not fit, so that decoding can go on; nil where there is nothing.
    func blank<T>(_: T.Type) -> T? {
        if let scalar = T.self as? any CodingScalar.Type { return scalar.blank as? T }
        if let choice = T.self as? any CaseIterable.Type { return first(of: choice) as? T }
        return nil
    }

    private func first<Choice: CaseIterable>(of _: Choice.Type) -> Choice? { Choice.allCases.first }
}

extension ValueDecoder {
    /// Decodes; a value that does not fit is looked through for all that is wrong with it.
    ///
    /// - Throws: ``GraphbookError`` whose message lists the problems: `field 'score': expected a number, found "high"`.
    func decodeReportingAll<T: Decodable>(_ type: T.Type, from value: Value) throws -> T {
        do {
            return try decode(type, from: value)
        } catch {
            let problems = DecodingProblems()
            do {
                _ = try value.decoded(as: type, at: .root, noting: problems)
            } catch let fault {
                // After a blank value was handed out, what the type's own code has to say may be about that one.
                if problems.texts.isEmpty { throw (fault as? DecodingError).map { GraphbookError($0) } ?? fault }
            }
            if problems.texts.isEmpty { throw error }
            let areMissing = problems.codes.allSatisfy { $0 == .missing }
            throw GraphbookError(areMissing ? .missing : .wrongType, problems.texts.joined(separator: "; "))
        }
    }
}
