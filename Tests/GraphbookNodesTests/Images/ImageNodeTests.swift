import Foundation
import Graphbook
import GraphbookImaging
import GraphbookNodes
import Testing

@Suite("Nodes that work on pictures")
struct ImageNodeTests {
    /// A picture of one colour, but for a darker left half.
    private func picture(_ shade: Double, width: Int = 40, height: Int = 20) throws -> Tensor {
        let row = (0..<width).map { $0 < width / 2 ? Float(shade / 2) : Float(shade) }
        return try Tensor((0..<3 * height).flatMap { _ in row }, shape: [3, height, width])
    }

    private func write(_ picture: Tensor, to name: String, in folder: Folder) throws -> Value {
        try FileManager.default.createDirectory(
            atPath: (folder.path / name as FilePath).string.components(separatedBy: "/").dropLast().joined(
                separator: "/"),
            withIntermediateDirectories: true)
        try picture.writeImage(to: (folder.path / name).string)
        return (folder.path / name).parameter
    }

    private func images(of fields: Fields?) -> [Tensor?] {
        (fields?["image_paths"]?.list ?? []).map { $0.fields?["image"].flatMap(Tensor.init(noteValue:)) }
    }

    @Test("A note of each folder with pictures, in the order of names; large ones in parts")
    func fromFolder() async throws {
        let folder = try Folder()
        for name in ["b/2.PNG", "b/1.jpg", "b/notes.txt", "a/3.webp", "a/deep/4.jpeg", "5.png", "c/none.txt"] {
            try folder.write("", to: name)
        }
        let all = try await Passage(from: imagesFromFolder(folder: folder.path))
        #expect(all.out["label"].dropFirst() == ["a", "deep", "b"])
        #expect(
            all.out.map { ($0["image_paths"]?.list ?? []).compactMap { String(noteValue: $0).map(folder.shorten) } }
                == [
                    ["5.png"], ["a/3.webp"], ["a/deep/4.jpeg"], ["b/1.jpg", "b/2.PNG"],
                ])
        let parts = try await Passage(from: imagesFromFolder(folder: folder.path / "b", recursive: false, most: 1))
        #expect(parts.out.map { $0["image_paths"]?.list?.count } == [1, 1])
        #expect(
            try await Passage(from: imagesFromFolder(folder: folder.path, most: 0)).causes == [
                "a note has 1 picture or more, not 0"
            ])
    }

    @Test("Load, resize, crop and convert follow one another, and save names files for those they came from")
    func chain() async throws {
        let folder = try Folder()
        let paths: Value = [
            try write(picture(0.8), to: "photos/cats/1.png", in: folder),
            try write(picture(0.4, width: 20, height: 40), to: "photos/dogs/1.x.png", in: folder),
        ]
        let loaded = try await Passage(of: [["image_paths": paths]], through: loadImages()).out
        #expect(images(of: loaded.first).map { $0?.shape } == [[3, 20, 40], [3, 40, 20]])
        let fitted = try await Passage(of: loaded, through: resizeImages(width: 10, height: 10, fit: .inside)).out
        #expect(images(of: fitted.first).map { $0?.shape } == [[3, 5, 10], [3, 10, 5]])
        let square = try await Passage(of: loaded, through: resizeImages(width: 8, height: 8, fit: .cropped)).out
        #expect(images(of: square.first).map { $0?.shape } == [[3, 8, 8], [3, 8, 8]])
        let cropped = try await Passage(of: square, through: cropImages(x: 4, width: 4, height: 6)).out
        #expect(images(of: cropped.first).map { $0?.shape } == [[3, 6, 4], [3, 6, 4]])
        let grey = try await Passage(of: cropped, through: convertImages(channels: .grey)).out
        #expect(images(of: grey.first).map { $0?.shape } == [[1, 6, 4], [1, 6, 4]])
        let saved = try await Passage(of: grey, through: saveImages(folder: folder.path / "out"))
        #expect(saved.failures.isEmpty)
        let files = (saved.out.first?["image_paths"]?.list ?? []).map { $0.fields?["saved"] }
        #expect(files == [(folder.path / "out/cats/1.png").parameter, (folder.path / "out/dogs/1.x.png").parameter])
        let back = try Tensor(image: (folder.path / "out/cats/1.png").string, channels: .grey)
        #expect(abs(back.max - 0.8) < 0.01)
    }

    @Test("A picture may be loaded in a size, and as bytes")
    func loadOptions() async throws {
        let folder = try Folder()
        let path = try write(picture(1), to: "1.png", in: folder)
        let out = try await Passage(
            of: [["image_paths": [path]]], through: loadImages(width: 6, height: 4, channels: .grey, bytes: true)
        ).out
        #expect(images(of: out.first).first??.summary == "u8[1, 4, 6]")
        let half = try await Passage(of: [["image_paths": [path]]], through: loadImages(width: 6))
        #expect(half.causes == ["a width needs a height as well, and a height a width"])
    }

    @Test("An item without a picture fails its note, with what to do")
    func noPicture() async throws {
        let notes: [Fields] = [["image_paths": ["a.png"]], ["image_paths": [["value": "a.png", "image": 1]]]]
        let passage = try await Passage(of: notes, through: resizeImages(width: 1, height: 1))
        #expect(
            passage.causes == [
                "the item has no picture under 'image': Images/Load puts one there",
                "'image' of the item is 1, not a picture",
            ])
    }

    @Test("Copies in another size and format are near-duplicates; other pictures are not")
    func nearDuplicates() async throws {
        let folder = try Folder()
        let samples: [Float] = (0..<3 * 64 * 64).map { Float(($0 * 7919) % 251) / 250 }
        let noise = try Tensor(samples, shape: [3, 64, 64]).resized(width: 90, height: 60)
        let paths: [Value] = [
            try write(noise, to: "a.png", in: folder),
            try write(picture(0.9), to: "b.png", in: folder),
            try write(noise.resized(width: 60, height: 40), to: "c.jpg", in: folder),
        ]
        let notes: [Fields] = paths.map { ["image_paths": [$0]] }
        let hashed = try await Passage(of: notes, through: hashImages())
        #expect(hashed.failures.isEmpty)
        let found = try await Passage(of: hashed.out, through: NearDuplicates())
        #expect(found.out == [["image_paths": [paths[0], paths[2]]]])
        #expect(found.messages == ["3 pictures, 1 group of near-duplicates"])
        let none = try await Passage(of: notes, through: NearDuplicates())
        #expect(
            none.causes == Array(repeating: "an item has no hash under 'hash': Images/Hash puts one there", count: 3))
    }

    @Test("Pictures lead from one to the other in a group")
    func chainedDuplicates() async throws {
        let hashes = ["0000000000000000", "000000000000000f", "00000000000000ff", "ffffffff00000000"]
        let notes: [Fields] = hashes.enumerated().map {
            ["image_paths": [["value": .string("\($0)"), "hash": .string($1)]]]
        }
        let passage = try await Passage(of: notes, through: NearDuplicates(distance: 4))
        #expect(passage.out == [["image_paths": ["0", "1", "2"]]])
        #expect(try await Passage(of: notes, through: NearDuplicates(distance: 3)).out.isEmpty)
    }

    @Test("A grid has a square for each picture, and a sheet for each that is full")
    func grid() async throws {
        let folder = try Folder()
        let path = try write(picture(0.5), to: "1.png", in: folder)
        let notes: [Fields] = [["image_paths": .array(Array(repeating: path, count: 7))]]
        let passage = try await Passage(
            of: notes, through: ImageGrid(path: folder.path / "out/grid.png", columns: 2, rows: 2, side: 16))
        #expect(passage.out == notes)
        let first = try Tensor(image: (folder.path / "out/grid.png").string, elementType: .u8)
        let second = try Tensor(image: (folder.path / "out/grid-2.png").string, elementType: .u8)
        #expect(first.shape == [3, 32, 32])
        #expect(second.shape == [3, 32, 32])
        // Three pictures: the fourth square is white, as is what is above and below a wide picture.
        #expect(try second[0][24][24].scalar == 255)
        #expect(try second[0][8][28].scalar == 128)
        #expect(try second[0][8][4].scalar == 64)
        #expect(try second[0][1][4].scalar == 255)
        #expect(!FileManager.default.fileExists(atPath: (folder.path / "out/grid-3.png").string))
        _ = try await Passage(
            of: [["image_paths": [path]]],
            through: ImageGrid(path: folder.path / "one.png", columns: 2, rows: 2, side: 16))
        #expect(try Tensor(image: (folder.path / "one.png").string).shape == [3, 16, 32])
    }
}
