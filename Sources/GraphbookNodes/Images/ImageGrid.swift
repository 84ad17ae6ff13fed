import Glibc
public import Graphbook
import GraphbookImaging
import Synchronization

/// Draws pictures side by side into a file, to look at many at once.
///
/// They are drawn small, in rows, in the order they come. When a sheet is full, the next one is begun: `grid.png`,
/// `grid-2.png` and so on; sheets of earlier runs are overwritten. The notes go on as they are.
@Node("Images/Grid")
public final class ImageGrid: BatchStep {
    @Parameter public var batchSize = 8
    /// The key of the list of pictures.
    @Parameter public var itemKey = "image_paths"
    /// The file of the first sheet: .png, .jpg or .webp. Its folder is made where it is missing.
    @Parameter public var path: FilePath
    /// Pictures in a row, 1 or more.
    @Parameter public var columns = 8
    /// Rows of a sheet, 1 or more.
    @Parameter public var rows = 8
    /// The pixels of the square that each picture has.
    @Parameter public var side = 128

    private struct State {
        var sheet: Tensor?
        var drawn = 0
        var written = 0
    }

    private let state = Mutex(State())

    public var remembersNotes: Bool { true }

    public func start() async throws {
        for (name, value) in [("columns", columns), ("rows", rows), ("side", side)] where value < 1 {
            throw GraphbookError(.contract, "'\(name)' is \(value); it is 1 or more")
        }
        state.withLock { $0 = State() }
    }

    /// The picture, in the middle of a white square.
    public func load(_ item: Item) throws -> Tensor {
        let image = try Tensor(
            image: item.path, size: ImageSize(width: side, height: side), fit: .inside, layout: .channelsLast,
            elementType: .u8, background: .white)
        let square = whiteSheet(width: side, height: side)
        square.draw(image, x: (side - image.shape[1]) / 2, y: (side - image.shape[0]) / 2)
        return square
    }

    public func process(_ batch: Batch<Tensor>) throws {
        for picture in batch.loaded {
            try state.withLock { state in
                let sheet = state.sheet ?? whiteSheet(width: columns * side, height: rows * side)
                sheet.draw(picture, x: state.drawn % columns * side, y: state.drawn / columns * side)
                state.sheet = sheet
                state.drawn += 1
                if state.drawn == columns * rows { try write(&state) }
            }
        }
    }

    public func end() async throws {
        try state.withLock { state in if state.sheet != nil { try write(&state) } }
    }

    /// Writes the sheet, without the rows that nothing was drawn in.
    private func write(_ state: inout State) throws {
        guard let sheet = state.sheet else { return }
        let used = (state.drawn + columns - 1) / columns
        let dot = path.string.lastIndex(of: ".") ?? path.string.endIndex
        let number = state.written == 0 ? "" : "-\(state.written + 1)"
        let file = "\(path.string[..<dot])\(number)\(path.string[dot...])"
        try OutputFile.makeFolders(of: file)
        try sheet[0..<used * side].writeImage(to: file, layout: .channelsLast)
        state = State(sheet: nil, drawn: 0, written: state.written + 1)
    }
}

/// A picture `u8[height, width, 3]`, all white.
private func whiteSheet(width: Int, height: Int) -> Tensor {
    let sheet = Tensor(uninitialized: .u8, shape: [height, width, 3])
    memset(sheet.base, 255, sheet.byteCount)
    return sheet
}

extension Tensor {
    /// Copies a picture onto this one, which is contiguous and of the same form, and has room for it.
    fileprivate func draw(_ picture: Tensor, x: Int, y: Int) {
        let picture = picture.contiguous(), rowBytes = picture.shape[1] * 3
        for row in 0..<picture.shape[0] {
            memcpy(base + ((y + row) * shape[1] + x) * 3, picture.base + row * rowBytes, rowBytes)
        }
        withExtendedLifetime(picture) {}
    }
}
