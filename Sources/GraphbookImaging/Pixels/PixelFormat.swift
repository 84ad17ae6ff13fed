/// The samples of a decoded pixel, 8 bits each, interleaved.
enum PixelFormat {
    case grey, greyAlpha, rgb, rgba
    /// As Adobe's programs store it: 255 is no ink.
    case cmyk

    init(_ channels: ImageChannels) { self = channels == .rgb ? .rgb : .grey }

    var sampleCount: Int {
        switch self {
        case .grey: 1
        case .greyAlpha: 2
        case .rgb: 3
        case .rgba, .cmyk: 4
        }
    }

    var hasAlpha: Bool { self == .greyAlpha || self == .rgba }

    /// Brings pixels of this format to `channels`, in place and without gaps; what is transparent shows `background`,
    /// or, where that is nil, the colour that is stored under it.
    func reduce(
        _ pixels: UnsafeMutableRawPointer, count: Int, to channels: ImageChannels, over background: ImageColour?
    ) {
        if let background, hasAlpha { mix(pixels, count, over: background) }
        switch (self, channels) {
        case (.grey, .grey), (.rgb, .rgb): return
        case (.greyAlpha, .grey): forEachPixel(pixels, count, writing: 1) { from, to in to[0] = from[0] }
        case (.rgb, .grey), (.rgba, .grey):
            forEachPixel(pixels, count, writing: 1) { from, to in
                to[0] = luma(from[0], from[1], from[2])
            }
        case (.rgba, .rgb):
            forEachPixel(pixels, count, writing: 3) { from, to in
                (to[0], to[1], to[2]) = (from[0], from[1], from[2])
            }
        case (.cmyk, .rgb):
            forEachPixel(pixels, count, writing: 3) { from, to in
                let (red, green, blue) = colour(from)
                (to[0], to[1], to[2]) = (red, green, blue)
            }
        case (.cmyk, .grey):
            forEachPixel(pixels, count, writing: 1) { from, to in
                let (red, green, blue) = colour(from)
                to[0] = luma(red, green, blue)
            }
        case (.grey, .rgb), (.greyAlpha, .rgb): preconditionFailure("codecs widen grey pixels themselves")
        }
    }

    /// Mixes each pixel with the background, as much as alpha lets through. Alpha stays as it is.
    private func mix(_ pixels: UnsafeMutableRawPointer, _ count: Int, over background: ImageColour) {
        func mixed(_ colour: UInt8, _ background: UInt8, _ alpha: UInt8) -> UInt8 {
            UInt8(truncatingIfNeeded: (Int(colour) * Int(alpha) + Int(background) * (255 - Int(alpha)) + 127) / 255)
        }
        if self == .rgba {
            forEachPixel(pixels, count, writing: 4) { from, to in
                to[0] = mixed(from[0], background.red, from[3])
                to[1] = mixed(from[1], background.green, from[3])
                to[2] = mixed(from[2], background.blue, from[3])
            }
        } else {
            let grey = luma(background.red, background.green, background.blue)
            forEachPixel(pixels, count, writing: 2) { from, to in to[0] = mixed(from[0], grey, from[1]) }
        }
    }

    @inline(__always)
    private func forEachPixel(
        _ pixels: UnsafeMutableRawPointer, _ count: Int, writing written: Int,
        _ body: (_ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>) -> Void
    ) {
        var to = pixels.assumingMemoryBound(to: UInt8.self)
        var from = UnsafePointer(to)
        for _ in 0..<count {
            body(from, to)
            from += sampleCount
            to += written
        }
    }
}

/// ITU-R BT.601's luma in Pillow's rounding.
func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (Int(red) * 19595 + Int(green) * 38470 + Int(blue) * 7471 + 0x8000) >> 16)
}

/// What the ink lets through, in Pillow's rounding. Without the profile of the press it is no more than an
/// approximation.
private func colour(_ cmyk: UnsafePointer<UInt8>) -> (UInt8, UInt8, UInt8) {
    let light = Int(cmyk[3])
    func mixed(_ sample: UInt8) -> UInt8 {
        let product = (255 - Int(sample)) * light + 128
        return UInt8(truncatingIfNeeded: light - ((product >> 8) + product) >> 8)
    }
    return (mixed(cmyk[0]), mixed(cmyk[1]), mixed(cmyk[2]))
}
