import GraphbookCore

/// What matters here of a Swift package: which executables it has that can be hosts, and where its code lies.
struct PackageOutline: Equatable {
    let name: String
    /// The executable products with a target that depends on the library Graphbook, itself or through others.
    var hosts: [String]
    /// The folders of its targets, relative to the package's.
    let folders: [String]

    /// Reads what `swift package describe --type json` prints.
    ///
    /// - Throws: ``GraphbookError`` with code `syntax` when the text is something else.
    init(description text: String) throws {
        let package: Description
        do {
            package = try ValueDecoder().decode(Description.self, from: JSON.value(of: text))
        } catch {
            throw GraphbookError(.syntax, "can't read what 'swift package describe' says", cause: error)
        }
        name = package.name
        folders = package.targets.filter { $0.type != "test" }.map(\.path)
        hosts = package.products
            .filter { $0.type.fields?["executable"] != nil }
            .filter { $0.targets.contains(where: package.dependsOnGraphbook) }
            .map(\.name)
    }

    private struct Description: Decodable {
        struct Product: Decodable {
            let name: String
            let targets: [String]
            let type: Value
        }

        struct Target: Decodable {
            let name: String
            let type: String
            let path: String
            let target_dependencies: [String]?
            let product_dependencies: [String]?
        }

        let name: String
        let products: [Product]
        let targets: [Target]

        func dependsOnGraphbook(_ name: String) -> Bool {
            guard let target = targets.first(where: { $0.name == name }) else { return false }
            return target.product_dependencies?.contains("Graphbook") == true
                || target.target_dependencies?.contains(where: dependsOnGraphbook) == true
        }
    }
}
