// swift-tools-version: 6.2
import CompilerPluginSupport
import Foundation
import PackageDescription

// MARK: - The macro plugin's SwiftSyntax

/// The compiler ships the SwiftSyntax libraries its own macros use. Where they are found, the plugin is built against
/// them (seconds); elsewhere, or with GRAPHBOOK_SWIFT_SYNTAX=1, against the swift-syntax package (minutes).
/// See Documentation/Decisions/0002-macros.md.
let toolchainSyntax: String? = {
    if Context.environment["GRAPHBOOK_SWIFT_SYNTAX"] != nil { return nil }
    for folder in (Context.environment["PATH"] ?? "").split(separator: ":") {
        let compiler = URL(fileURLWithPath: String(folder)).appendingPathComponent("swiftc").resolvingSymlinksInPath()
        let usr = compiler.deletingLastPathComponent().deletingLastPathComponent()
        let host = usr.appendingPathComponent("lib/swift/host").path
        let needed = ["/SwiftSyntaxMacros.swiftmodule", "/libSwiftSyntaxMacros.so"]
        if needed.allSatisfy({ FileManager.default.fileExists(atPath: host + $0) }) { return host }
    }
    return nil
}()

let macros: Target =
    if let host = toolchainSyntax {
        .macro(
            name: "GraphbookMacros",
            swiftSettings: [.define("TOOLCHAIN_SYNTAX"), .unsafeFlags(["-I", host])],
            linkerSettings: [
                .unsafeFlags([
                    "-L", host, "-lSwiftSyntax", "-lSwiftSyntaxMacros", "-lSwiftSyntaxBuilder", "-lSwiftDiagnostics",
                    "-lSwiftParser", "-lSwiftCompilerPluginMessageHandling", "-Xlinker", "-rpath", "-Xlinker", host,
                ])
            ])
    } else {
        .macro(
            name: "GraphbookMacros",
            dependencies: [
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
            ])
    }

// MARK: - Targets, from the bottom up. `LayeringTests` keeps their imports true.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

/// `make build` writes the page's files into the server's sources; without them the server has the API alone.
let page: [SwiftSetting] =
    FileManager.default.fileExists(
        atPath: Context.packageDirectory + "/Sources/GraphbookServer/Page/EmbeddedPage.generated.swift")
    ? [.define("PAGE_IS_EMBEDDED")] : []

let package = Package(
    name: "graphbook",
    products: [
        // With the targets that Graphbook exports again: SwiftPM compiles code anew when a module changes that it names
        // itself, and does not look further. Code that was compiled for another layout of its types would crash. For the
        // same reason targets here that use Graphbook name GraphbookCore too.
        .library(name: "Graphbook", targets: ["Graphbook", "GraphbookCore", "GraphbookEngine"]),
        .library(name: "GraphbookImaging", targets: ["GraphbookImaging"]),
        .library(name: "GraphbookModels", targets: ["GraphbookModels"]),
        .library(name: "GraphbookDLPack", targets: ["GraphbookDLPack"]),
        .library(name: "GraphbookNodes", targets: ["GraphbookNodes"]),
        .library(name: "GraphbookTesting", targets: ["GraphbookTesting"]),
        .executable(name: "graphbook", targets: ["GraphbookCommand"]),
        .executable(name: "graphbook-host", targets: ["GraphbookStockHost"]),
        // For tests: what Python loads to hand tensors back and forth.
        .library(name: "DLPackBridge", type: .dynamic, targets: ["DLPackBridge"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ] + (toolchainSyntax == nil ? [.package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1")] : []),
    targets: [
        .target(name: "CGraphbook"),
        .target(
            name: "GraphbookCore",
            swiftSettings: settings),
        .target(name: "GraphbookEngine", dependencies: ["CGraphbook", "GraphbookCore"], swiftSettings: settings),
        macros,
        .target(
            name: "Graphbook", dependencies: ["GraphbookCore", "GraphbookEngine", "GraphbookMacros"],
            swiftSettings: settings),
        .target(name: "GraphbookTesting", dependencies: ["GraphbookCore", "GraphbookEngine"], swiftSettings: settings),

        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
        .target(name: "CImaging"),
        .target(
            name: "GraphbookImaging", dependencies: ["GraphbookCore", "CImaging", "CTurboJPEG", "CPNG", "CWebP"],
            swiftSettings: settings),
        .target(name: "COnnxRuntime"),
        .target(
            name: "GraphbookModels", dependencies: ["GraphbookCore", "COnnxRuntime"],
            swiftSettings: settings),
        .target(name: "CDLPack"),
        .target(name: "GraphbookDLPack", dependencies: ["GraphbookCore", "CDLPack"], swiftSettings: settings),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .target(
            name: "GraphbookNodes",
            dependencies: ["Graphbook", "GraphbookCore", "GraphbookImaging", "GraphbookModels", "CSQLite"],
            swiftSettings: settings),
        .executableTarget(
            name: "GraphbookStockHost", dependencies: ["Graphbook", "GraphbookCore", "GraphbookNodes"],
            swiftSettings: settings),

        .target(
            name: "GraphbookSupervisor", dependencies: ["CGraphbook", "GraphbookCore"], swiftSettings: settings),
        .target(
            name: "GraphbookStore",
            dependencies: ["GraphbookCore", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: settings),
        .target(name: "GraphbookConversion", dependencies: ["GraphbookCore"], swiftSettings: settings),
        .target(
            name: "GraphbookServer",
            dependencies: [
                "GraphbookCore", "GraphbookImaging", "GraphbookStore", "GraphbookSupervisor",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings + page),
        .executableTarget(
            name: "GraphbookCommand",
            dependencies: [
                "GraphbookCore", "GraphbookConversion", "GraphbookServer", "GraphbookStore", "GraphbookSupervisor",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        .testTarget(name: "GraphbookCoreTests", dependencies: ["GraphbookCore"], swiftSettings: settings),
        .target(
            name: "FixtureNodes", dependencies: ["Graphbook", "GraphbookCore"], path: "Tests/Fixtures/FixtureNodes",
            swiftSettings: settings
        ),
        .testTarget(
            name: "GraphbookTests", dependencies: ["Graphbook", "GraphbookCore", "GraphbookEngine", "FixtureNodes"],
            exclude: ["Misuse"], swiftSettings: settings),
        .target(name: "FileMutation", path: "Tests/Fixtures/FileMutation", swiftSettings: settings),
        .executableTarget(
            name: "ImageFuzz", dependencies: ["GraphbookImaging", "GraphbookCore", "FileMutation"],
            path: "Tests/ImageFuzz", swiftSettings: settings),
        .testTarget(
            name: "GraphbookTestingTests", dependencies: ["GraphbookTesting", "Graphbook", "GraphbookCore"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookImagingTests", dependencies: ["GraphbookImaging", "GraphbookCore", "FileMutation"],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "GraphbookModelsTests", dependencies: ["GraphbookModels", "GraphbookCore"],
            exclude: ["Fixtures", "Wheels"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookDLPackTests", dependencies: ["GraphbookDLPack", "GraphbookCore", "CDLPack"],
            exclude: ["numpy_check.py"], swiftSettings: settings),
        .target(
            name: "DLPackBridge", dependencies: ["GraphbookDLPack", "GraphbookCore", "CDLPack"],
            path: "Tests/Fixtures/DLPackBridge", swiftSettings: settings),
        .executableTarget(
            name: "FakeHost", dependencies: ["GraphbookCore"], path: "Tests/Fixtures/FakeHost", swiftSettings: settings),
        .testTarget(
            name: "GraphbookSupervisorTests", dependencies: ["GraphbookSupervisor", "GraphbookCore", "FakeHost"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookStoreTests",
            dependencies: ["GraphbookStore", "GraphbookCore", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookServerTests", dependencies: ["GraphbookServer", "GraphbookCore"], swiftSettings: settings),
        .testTarget(
            name: "GraphbookCommandTests",
            dependencies: [
                "GraphbookCommand", "GraphbookConversion", "GraphbookStore", "GraphbookSupervisor", "GraphbookCore",
                "FakeHost",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookEngineTests", dependencies: ["GraphbookEngine", "GraphbookCore", "GraphbookTesting"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookNodesTests", dependencies: ["GraphbookNodes", "GraphbookEngine", "GraphbookCore"],
            swiftSettings: settings),
        .testTarget(
            name: "GraphbookConversionTests",
            dependencies: ["GraphbookConversion", "GraphbookCore", "GraphbookEngine", "GraphbookNodes"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .executableTarget(
            name: "FaultHost", dependencies: ["Graphbook", "GraphbookCore", "GraphbookNodes"],
            path: "Tests/Fixtures/FaultHost",
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["FaultHost", "GraphbookCommand", "GraphbookStockHost", "GraphbookCore"],
            swiftSettings: settings),
        .target(
            name: "ReadmeSnippet", dependencies: ["Graphbook", "GraphbookCore", "GraphbookImaging", "GraphbookModels"],
            path: "Tests/Fixtures/ReadmeSnippet", swiftSettings: settings),
        .testTarget(
            name: "GuideTests",
            dependencies: ["Graphbook", "GraphbookCore", "GraphbookImaging", "GraphbookModels", "GraphbookTesting"],
            swiftSettings: settings),
        .target(
            name: "GraphbookReference",
            dependencies: ["Graphbook", "GraphbookCore", "GraphbookImaging", "GraphbookModels", "GraphbookTesting"],
            path: "Documentation/Reference", swiftSettings: settings),
        .testTarget(
            name: "LayeringTests", dependencies: ["GraphbookCore", "ReadmeSnippet"], swiftSettings: settings),
    ]
)
