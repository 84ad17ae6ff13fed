// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Digits",
    dependencies: [.package(name: "graphbook", path: "../..")],
    targets: [
        .executableTarget(
            name: "Digits",
            dependencies: [
                .product(name: "Graphbook", package: "graphbook"),
                .product(name: "GraphbookImaging", package: "graphbook"),
                .product(name: "GraphbookModels", package: "graphbook"),
                .product(name: "GraphbookNodes", package: "graphbook"),
            ]),
        .testTarget(
            name: "DigitsTests",
            dependencies: ["Digits", .product(name: "GraphbookTesting", package: "graphbook")]),
    ]
)
