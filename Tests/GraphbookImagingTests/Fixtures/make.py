"""Makes the pictures of this folder and what Pillow makes of them.

    pip install pillow==10.4.0 numpy
    python make.py [CJPEG]

CJPEG is libjpeg-turbo's `cjpeg`, for the one file that Pillow cannot write: a JPEG of unusual sampling factors.
A `.raw` file has the bytes of rows from the top, pixel by pixel, without a header.
"""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 60, 44
SIZES = [(61, 45), (32, 32), (97, 13), (7, 80), (90, 66), (5, 3), (1, 1), (59, 44), (60, 20)]


def picture():
    """Soft colours, hard edges, and noise of full range, which is the worst case for a resize."""
    random = np.random.default_rng(7)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    pixels = np.stack([x * 255 // WIDTH, y * 255 // HEIGHT, (x + y) * 255 // (WIDTH + HEIGHT)], axis=2)
    pixels[8:20, 8:30] = (250, 20, 40)
    pixels[30:44, 40:60] = random.integers(0, 2, (14, 20, 3)) * 255
    pixels[24:44, 0:20] = random.integers(0, 256, (20, 20, 3))
    return pixels.astype(np.uint8)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(name, width, height, bits, colour, rows, interlaced=False):
    """A PNG that Pillow cannot write. `rows` have no filter bytes yet."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    (FOLDER / name).write_bytes(png)


def interlaced_rows(pixels):
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        yield from (row.tobytes() for row in pixels[y0::dy, x0::dx])


def reference(name):
    image = Image.open(FOLDER / name)
    (FOLDER / f"{name}.raw").write_bytes(image.convert("RGB").tobytes())


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def save_turned(image):
    """Pictures that are all the same one when they are turned upright."""
    inverse = {
        2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
        6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270,
    }
    for orientation, method in inverse.items():
        stored = image.transpose(method)
        path = FOLDER / f"turned-{orientation}.png"
        stored.save(path, exif=exif(orientation))
        assert ImageOps.exif_transpose(Image.open(path)).tobytes() == image.tobytes()
    image.transpose(Image.ROTATE_270).save(FOLDER / "turned-8.webp", lossless=True, exact=True, exif=exif(8))
    image.transpose(Image.ROTATE_90).save(FOLDER / "turned-6.jpg", quality=90, exif=exif(6))
    upright = ImageOps.exif_transpose(Image.open(FOLDER / "turned-6.jpg"))
    (FOLDER / "turned-6.jpg.raw").write_bytes(upright.convert("RGB").tobytes())


def save_mixed(image, name):
    """What is seen of a picture with alpha over a background."""
    colour = (200, 100, 50)
    mixed = Image.alpha_composite(Image.new("RGBA", image.size, colour), image.convert("RGBA"))
    (FOLDER / f"{name}-over.raw").write_bytes(mixed.convert("RGB").tobytes())


def main():
    pixels = picture()
    image = Image.fromarray(pixels)
    grey = image.convert("L")
    alpha = Image.fromarray(((np.indices((HEIGHT, WIDTH)).sum(axis=0) * 5) % 256).astype(np.uint8))

    image.save(FOLDER / "rgb.png")
    grey.save(FOLDER / "grey.png")
    grey.convert("1").save(FOLDER / "one-bit.png")
    image.quantize(32).save(FOLDER / "palette.png")
    image.quantize(32).save(FOLDER / "palette-transparent.png", transparency=3)
    Image.merge("RGBA", (*image.split(), alpha)).save(FOLDER / "rgba.png")
    Image.merge("LA", (grey, alpha)).save(FOLDER / "grey-alpha.png")
    write_png("interlaced.png", WIDTH, HEIGHT, 8, 2, interlaced_rows(pixels), interlaced=True)
    # Twice the same byte is the same part of the range in 16 bits as in 8.
    write_png("rgb-16.png", WIDTH, HEIGHT, 16, 2, (row.repeat(2).tobytes() for row in pixels))
    write_png("grey-16.png", WIDTH, HEIGHT, 16, 0, (row.repeat(2).tobytes() for row in np.asarray(grey)))
    # A few bytes that claim 12.7 GB of pixels.
    write_png("bomb.png", 65_000, 65_000, 8, 2, [])

    image.save(FOLDER / "420.jpg", quality=90)
    image.save(FOLDER / "422.jpg", quality=90, subsampling=1)
    image.save(FOLDER / "444.jpg", quality=90, subsampling=0)
    image.save(FOLDER / "progressive.jpg", quality=90, progressive=True)
    image.save(FOLDER / "restarts.jpg", quality=90, restart_marker_blocks=3)
    image.convert("CMYK").save(FOLDER / "cmyk.jpg", quality=90)
    grey.save(FOLDER / "grey.jpg", quality=90)
    if len(sys.argv) > 1:
        image.save(FOLDER / "rgb.ppm")
        sampling = "-sample 3x1,1x1,1x1 -quality 90".split()
        encoded = subprocess.check_output([sys.argv[1], *sampling, str(FOLDER / "rgb.ppm")])
        (FOLDER / "odd-sampling.jpg").write_bytes(encoded)
        (FOLDER / "rgb.ppm").unlink()

    rgba = Image.open(FOLDER / "rgba.png")
    image.save(FOLDER / "lossy.webp", quality=90)
    image.save(FOLDER / "lossless.webp", lossless=True, exact=True)
    rgba.save(FOLDER / "rgba.webp", lossless=True, exact=True)
    image.save(FOLDER / "animated.webp", save_all=True, append_images=[image.transpose(Image.ROTATE_180)])
    save_turned(image)
    save_mixed(rgba, "rgba")
    save_mixed(Image.open(FOLDER / "palette-transparent.png"), "palette-transparent")
    save_mixed(Image.open(FOLDER / "grey-alpha.png"), "grey-alpha")
    # Its colours are labelled as Adobe's YCCK; that they become others is Pillow's affair as much as ours.
    cmyk = (FOLDER / "cmyk.jpg").read_bytes()
    adobe = cmyk.index(b"Adobe") + 11
    (FOLDER / "ycck.jpg").write_bytes(cmyk[:adobe] + b"\2" + cmyk[adobe + 1 :])

    turned = FOLDER / "turned-6.jpg"
    for path in sorted(set(FOLDER.glob("*.jpg")) - {turned}) + [FOLDER / "palette.png", FOLDER / "lossy.webp"]:
        reference(path.name)
    (FOLDER / "rgb.raw").write_bytes(image.tobytes())
    (FOLDER / "grey.raw").write_bytes(grey.tobytes())
    (FOLDER / "one-bit.raw").write_bytes(grey.convert("1").convert("L").tobytes())
    for width, height in [(40, 40), (20, 40), (90, 30)]:
        fitted = ImageOps.fit(image, (width, height), Image.BILINEAR)
        (FOLDER / f"cropped-{width}x{height}.raw").write_bytes(fitted.tobytes())
    for width, height in SIZES:
        resized = image.resize((width, height), Image.BILINEAR)
        (FOLDER / f"resized-{width}x{height}.raw").write_bytes(resized.tobytes())


main()
