"""Makes the benchmarks' photos: crops of scikit-image's sample pictures, the same each time.

    python3 photos.py FOLDER

FOLDER/photos  2,000 files of 500 x 375 or 375 x 500 pixels, quality 92, about 51 KB each: those of a web data set
FOLDER/large      64 files of 4000 x 3000 pixels, quality 92: those of a camera of 12 megapixels

A folder that is complete is left as it is. Needs scikit-image and Pillow.
"""

import random
import sys
from pathlib import Path

import numpy as np
import skimage
from PIL import Image

NAMES = [
    "coffee.png", "astronaut.png", "rocket.jpg", "chelsea.png", "retina.jpg", "hubble_deep_field.jpg", "ihc.png",
    "motorcycle_left.png",
]


def crop(picture, dice):
    """At least half of a picture each way."""
    width, height = (dice.randint(side // 2, side) for side in picture.size)
    left, top = dice.randint(0, picture.width - width), dice.randint(0, picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def with_grain(picture, generator):
    """Noise of a sensor: an enlarged crop has no detail, and would cost less to decode than a photo of its size."""
    grain = generator.normal(0, 3, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def make(folder, count, sizes, has_grain=False):
    if len(list(folder.glob("*.jpg"))) == count:
        return
    folder.mkdir(parents=True, exist_ok=True)
    data = Path(skimage.__file__).parent / "data"
    pictures = [Image.open(data / name).convert("RGB") for name in NAMES]
    dice, generator = random.Random(1), np.random.default_rng(1)
    for number in range(count):
        picture = crop(dice.choice(pictures), dice).resize(sizes[0] if dice.random() < 0.7 else sizes[1], Image.BICUBIC)
        if has_grain:
            picture = with_grain(picture, generator)
        picture.save(folder / f"{number:05d}.jpg", quality=92)
    size = sum(file.stat().st_size for file in folder.glob("*.jpg")) // count
    print(f"{folder}: {count} photos, {size:,} bytes each")


if __name__ == "__main__":
    home = Path(sys.argv[1])
    make(home / "photos", 2000, [(500, 375), (375, 500)])
    make(home / "large", 64, [(4000, 3000), (3000, 4000)], has_grain=True)
