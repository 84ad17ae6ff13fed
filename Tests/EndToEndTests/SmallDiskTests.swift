import Foundation
import GraphbookCore
import Testing

/// A file system of its own, of a size that can be changed while it is used.
final class SmallDisk {
    let folder: URL

    /// - Returns: nil where this user, or this machine, may not mount.
    init?(kilobytes: Int, in parent: URL) {
        folder = parent.appendingPathComponent("disk")
        // What can't be made can't be mounted on either.
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if !SmallDisk.mount(["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path]) { return nil }
    }

    func remount(_ option: String) -> Bool { SmallDisk.mount(["-o", "remount,\(option)", folder.path]) }

    deinit { _ = SmallDisk.run("umount", ["-l", folder.path]) }

    /// Whether there can be one at all.
    static let isPossible: Bool = {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent("disk-\(UUID().uuidString)")
        return SmallDisk(kilobytes: 64, in: parent) != nil
    }()

    private static func mount(_ arguments: [String]) -> Bool { run("mount", arguments) }

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        // A program that is not there has not mounted anything.
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}

extension EndToEnd {
    @Suite(
        "Disks that are full or closed",
        .enabled(if: SmallDisk.isPossible, "needs the right to mount a file system"))
    struct SmallDiskTests {
        private func workflow(_ folder: URL) -> Value {
            [
                "numbers": ["node": "Fault/Numbers", "parameters": ["notes": 2000, "items": 4]],
                "write": [
                    "node": "Files/Write JSON Lines", "after": ["numbers"],
                    "parameters": ["path": .string("\(folder.path)/notes.jsonl")],
                ],
            ]
        }

        @Test("A disk that fills up midway ends the run; with more room it is resumed", .timeLimit(.minutes(1)))
        func fillsUp() throws {
            let program = try Program()
            let disk = try #require(SmallDisk(kilobytes: 32, in: program.folder))
            let result = try program.run(workflow(disk.folder))
            #expect(result.status == 1)
            #expect(result.failures.first?.cause.hasSuffix("No space left on device") == true, "\(result.failures)")
            #expect(disk.remount("size=4m"))
            let resumed = try program.resume(1)
            #expect(resumed.status == 0, "\(resumed.errors)")
            try expectAllLines(in: disk.folder)
        }

        @Test(
            "A disk that may not be written to ends the run before its first note; then it is resumed",
            .timeLimit(.minutes(1)))
        func isClosed() throws {
            let program = try Program()
            let disk = try #require(SmallDisk(kilobytes: 4096, in: program.folder))
            #expect(disk.remount("ro"))
            let result = try program.run(workflow(disk.folder))
            #expect(result.status == 1)
            #expect(result.failures.map(\.phase) == [.start])
            #expect(result.failures.first?.cause.hasSuffix("cannot be written: Read-only file system") == true)
            #expect(disk.remount("rw"))
            #expect(try program.resume(1).status == 0)
            try expectAllLines(in: disk.folder)
        }

        @Test("A store on a full disk is reported, and the run goes on without", .timeLimit(.minutes(1)))
        func storeIsFull() throws {
            let program = try Program()
            let disk = try #require(SmallDisk(kilobytes: 4, in: program.folder))
            let result = try program.run(workflow(program.folder), ["--project", disk.folder.path])
            #expect(result.status == 0)
            #expect(result.errors.hasPrefix("warning: this run is not recorded: "), "\(result.errors)")
            try expectAllLines(in: program.folder)
        }

        private func expectAllLines(in folder: URL) throws {
            let text = try String(contentsOf: folder.appendingPathComponent("notes.jsonl"), encoding: .utf8)
            let numbers = try text.split(separator: "\n").map { line in
                try #require(try JSON.value(of: String(line)).fields?["n"].flatMap(Int.init(noteValue:)))
            }
            #expect(numbers == Array(0..<2000))
        }
    }
}
