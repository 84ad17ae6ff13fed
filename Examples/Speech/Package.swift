// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Speech",
    dependencies: [.package(name: "graphbook", path: "../..")],
    targets: [
        .executableTarget(
            name: "Speech",
            dependencies: [
                .product(name: "Graphbook", package: "graphbook"),
                .product(name: "GraphbookModels", package: "graphbook"),
                .product(name: "GraphbookNodes", package: "graphbook"),
            ]),
        .testTarget(
            name: "SpeechTests",
            dependencies: ["Speech", .product(name: "GraphbookTesting", package: "graphbook")]),
    ]
)
