import Foundation
import GraphbookCore
import Testing

extension EndToEnd {
    /// `make models` installs the network.
    @Suite("The file types example")
    struct FileTypesTests {
        private let example = Example(name: "FileTypes", workflow: "file-types.json")

        @Test(
            "Copies every file of a messy folder to a folder of its kind, under a name that fits",
            .timeLimit(.minutes(15)))
        func sorts() throws {
            let result = try example.run("--host", example.builtHost(), "--workers", "2")
            #expect(result.status == 0, "\(result.errors)")
            #expect(
                result.log.map(\.message) == [
                    "24 files: 7 code, 4 image, 3 archive, 3 text, 3 unsure, 1 application, 1 audio, 1 document, 1 unknown"
                ])
            #expect(
                try example.files(in: "out/sorted") == [
                    "application/budget.sqlite", "archive/old-site.tar", "archive/photos.tmp.zip",
                    "archive/server-log.1.gz", "audio/memo.wav", "code/Untitled 1.py", "code/Untitled 2.swift",
                    "code/backup.sh", "code/query.old.sql", "code/saved.txt.html", "code/stations.dat.csv",
                    "code/theme.css", "document/invoice.pdf", "image/IMG_2041.jpg", "image/Screenshot (3).png",
                    "image/holiday.txt.jpg", "image/logo.bak.svg", "text/reading list.txt", "text/settings.ini",
                    "text/talk.doc.md", "unknown/cache.0", "unsure/empty", "unsure/ok", "unsure/response.bin",
                ])
            for line in try example.text(of: "out/files.jsonl").split(separator: "\n") {
                let note = try #require(try JSON.value(of: String(line)).fields)
                let (name, copy) = (try text("name", in: note), try text("copy", in: note))
                #expect(try example.bytes(of: "messy/\(name)") == example.bytes(of: "out/sorted/\(copy)"))
            }
        }

        @Test("A network that is not installed is an error that says how to get it", .timeLimit(.minutes(15)))
        func noModel() throws {
            let result = try example.run("--host", example.builtHost(), "--set", "magika.in=nowhere")
            #expect(result.status == 1)
            #expect(
                result.failures.map(\.cause) == [
                    "Magika is not at 'nowhere': get it with `pip install --no-deps --target models -r models.txt`, "
                        + "in the example's folder"
                ])
        }

        private func text(_ key: String, in note: Fields) throws -> String {
            try #require(note[key].flatMap(String.init(noteValue:)))
        }
    }
}
