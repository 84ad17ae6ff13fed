// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "FileTypes",
    dependencies: [.package(name: "graphbook", path: "../..")],
    targets: [
        .executableTarget(
            name: "FileTypes",
            dependencies: [
                .product(name: "Graphbook", package: "graphbook"),
                .product(name: "GraphbookModels", package: "graphbook"),
                .product(name: "GraphbookNodes", package: "graphbook"),
            ]),
        .testTarget(
            name: "FileTypesTests",
            dependencies: ["FileTypes", .product(name: "GraphbookTesting", package: "graphbook")]),
    ]
)
