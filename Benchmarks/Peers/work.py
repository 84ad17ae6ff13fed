"""What the peers' scripts share: arguments, the meter, and the work on one photo.

A script prints one line of JSON: `items` came to the consumer in `seconds`, from the start of the pipeline to the
last batch, for `cpu_s` seconds of all its processes. Imports, and starting a cluster, are outside of these.
"""

import argparse
import json
import os
import time
from pathlib import Path

SIDE = 224
TICKS = os.sysconf("SC_CLK_TCK")


def arguments(variants):
    """Those of the command line.

    variants: the names that --variant takes; the first is its default.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["W1", "W2", "W3", "W4", "W5", "W6"])
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--items", type=int, default=64)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--payload", type=int, default=0, help="bytes that each note of W4 carries")
    parser.add_argument("--photos", type=Path, default=Path("photos"), help="a folder of .jpg files")
    parser.add_argument("--out", type=Path, default=Path("out"), help="where W3 writes")
    parser.add_argument("--model", type=Path, help="the ONNX file of W6")
    given = parser.parse_args()
    if given.work == "W3":
        given.out.mkdir(parents=True, exist_ok=True)
    return given


def paths(given):
    """As many paths as there are items: the folder's files, which come round again."""
    files = sorted(str(file) for file in given.photos.glob("*.jpg"))
    return [files[number % len(files)] for number in range(given.items)]


class Meter:
    """Measures what happens within it, and prints the result."""

    def __init__(self, peer, given):
        self.result = {
            "peer": peer, "work": given.work, "variant": given.variant, "workers": given.workers, "batch": given.batch,
        }
        self.items = 0
        self.sum = 0.0

    def __enter__(self):
        self.cpu, self.start = cpu_seconds(), time.perf_counter()
        return self

    def consumed(self, batch, element):
        """Notes a batch; `element` is one of its elements, read."""
        if self.items == 0:
            self.result["first_batch_s"] = time.perf_counter() - self.start
        self.items += batch
        self.sum += float(element)

    def __exit__(self, kind, error, trace):
        if kind:
            return
        seconds = time.perf_counter() - self.start
        self.result |= {
            "items": self.items, "seconds": seconds, "items_per_s": self.items / seconds,
            "cpu_s": cpu_seconds() - self.cpu,
        }
        print(json.dumps(self.result), flush=True)


def cpu_seconds():
    """CPU seconds of this process and all below it, or below the process that BENCH_ROOT names; the dead included."""
    root = int(os.environ.get("BENCH_ROOT", os.getpid()))
    children, own, waited = {}, {}, {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        process = int(entry)
        children.setdefault(int(fields[1]), []).append(process)
        own[process] = int(fields[11]) + int(fields[12])
        waited[process] = int(fields[13]) + int(fields[14])
    total = waited.get(root, 0) + (own.get(root, 0) if root == os.getpid() else 0)
    left = list(children.get(root, []))
    while left:
        process = left.pop()
        total += own[process] + waited[process]
        left += children.get(process, [])
    return total / TICKS


def channels_first(pixels):
    """Bytes [height, width, 3] to floats [3, height, width], 0 to 1."""
    import numpy as np

    result = np.empty((3, *pixels.shape[:2]), np.float32)
    return np.multiply(pixels.transpose(2, 0, 1), np.float32(1 / 255), out=result)


def load_pillow(path):
    """The pixels that all others are compared with: Pillow's decoder, and its BILINEAR, which is antialiased."""
    import numpy as np
    from PIL import Image

    return channels_first(np.asarray(Image.open(path).convert("RGB").resize((SIDE, SIDE), Image.BILINEAR)))


def load_pillow_draft(path):
    """As `load_pillow`, of a JPEG that is decoded at 1/2, 1/4 or 1/8 of its size where that is enough."""
    import numpy as np
    from PIL import Image

    image = Image.open(path)
    image.draft("RGB", (SIDE, SIDE))
    return channels_first(np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.BILINEAR)))


def load_opencv(path):
    """OpenCV's decoder and its bilinear resize of 2 x 2 pixels, which is not antialiased."""
    import cv2

    cv2.setNumThreads(1)
    pixels = cv2.resize(cv2.imread(path, cv2.IMREAD_COLOR), (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return channels_first(pixels[:, :, ::-1])


LOADERS = {"pillow": load_pillow, "draft": load_pillow_draft, "opencv": load_opencv}


def save(picture, path):
    """Writes floats [3, 224, 224] as JPEG, quality 90."""
    import numpy as np
    from PIL import Image

    Image.fromarray((picture.transpose(1, 2, 0) * 255 + 0.5).astype(np.uint8)).save(path, quality=90)


class Writer:
    """Threads that write pictures, for peers that have no stage for it. Pillow lets other threads run meanwhile."""

    def __init__(self, given):
        from concurrent.futures import ThreadPoolExecutor

        self.folder, self.pool, self.writes, self.count = given.out, ThreadPoolExecutor(given.workers), [], 0

    def write(self, pictures):
        """Waits while more than 64 pictures are to be written."""
        for picture in pictures:
            self.writes.append(self.pool.submit(save, picture, self.folder / f"{self.count}.jpg"))
            self.count += 1
        while len(self.writes) > 64:
            self.writes.pop(0).result()

    def finish(self):
        for write in self.writes:
            write.result()


def detector(given):
    """The model of W6 by ONNX Runtime, as a function of a batch."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(given.model), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda batch: session.run(None, {name: batch})[0]
