"""What is run: the same work by each program, sized to take a few seconds."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import home

CORES = os.cpu_count()
WORKERS = 2  # of every program: the figures are for two cores
OURS, BARE = "Graphbook for Swift", "bare C"


@dataclass(frozen=True)
class Case:
    section: str
    peer: str
    label: str  # of one peer's several ways; may be empty
    command: list
    # Files without which it cannot run, and the name that is missing then.
    needs: tuple = ()
    timeout: float = 60

    @property
    def key(self):
        return f"{self.section} | {self.peer} | {self.label}"

    @property
    def is_runnable(self):
        return all(Path(path).exists() for path in self.needs)


SECTIONS = {
    "W1": "photos of 500 × 375 to batches of 8",
    "W1 in 64s": "the same, to batches of 64",
    "W1 large": "photos of 4000 × 3000 to batches of 8",
    "W2": "items that cost nothing",
    "W3": "W1, and each picture is written as JPEG",
    "W4": "a chain of five steps",
    "W5": "three branches and a rejoin",
    "W6": "W1 and a text detector (ONNX)",
    "Memory": "notes of 4 KB",
    "Workers": "more workers than cores",
    "Tuning": "the number of workers",
    "Start": "from the command to the first batch",
}


class Cases:
    """Collects the cases; `scale` makes all of them shorter."""

    def __init__(self, scale=1.0):
        self.scale = scale
        self.all = []

    def count(self, items):
        return max(16, int(items * self.scale) // 8 * 8)

    def ours(self, section, work, label, items=None, isolation="processes", workers=WORKERS, **settings):
        source = "photos" if work in ("W1", "W3", "W6") else "numbers"
        settings = {f"{source}.count": items and self.count(items)} | {
            name.replace("_", "."): value for name, value in settings.items()}
        if source == "photos":
            settings.setdefault("photos.in", home.PHOTOS)
        command = [home.BENCH, work, "--isolation", isolation]
        if workers:
            command += ["--workers", workers]
        for name, value in settings.items():
            if value is not None:
                command += ["--set", f"{name}={value}"]
        self.all.append(Case(section, OURS, label, command, (home.BENCH,)))

    def bare_photos(self, section, work, pixels, items, batch=8, photos=home.PHOTOS):
        program = home.BARE / "photos"
        command = [program, pixels, work, self.count(items), WORKERS, batch, photos, home.HOME / "out/c"]
        self.all.append(Case(section, BARE, pixels, command, (program,)))

    def bare_items(self, section, work, items):
        program = home.BARE / "items"
        self.all.append(Case(section, BARE, "", [program, work, self.count(items), WORKERS, 8], (program,)))

    def peer(self, section, work, script, peer, items, variant=None, label=None, batch=8, photos=home.PHOTOS, **more):
        python = home.python(script)
        command = [
            python, home.SCRIPTS / f"{script}.py", work, "--items", self.count(items), "--workers", WORKERS,
            "--batch", batch, "--photos", photos, "--out", home.HOME / "out" / script, "--model", home.MODEL]
        if variant:
            command += ["--variant", variant]
        for name, value in more.items():
            command += [f"--{name}", value]
        label = variant or "" if label is None else label
        self.all.append(Case(section, peer, label, command, (python, python.parent.parent / ".ready")))


def cases(scale=1.0):
    c = Cases(scale)
    w1(c)
    numbers(c)
    engine(c)
    return c.all


def w1(c):
    c.ours("W1", "W1", "exact", 4000)
    c.ours("W1", "W1", "exact, threads", 4000, isolation="threads")
    c.ours("W1", "W1", "fast", 5000, load_fast="true")
    for pixels in ("exact", "planes", "decode"):
        c.bare_photos("W1", "W1", pixels, 5000)
    c.peer("W1", "W1", "grain_dataset", "Grain", 2000, label="Pillow")
    c.peer("W1", "W1", "torch_dataloader", "torch DataLoader", 1600, "pillow")
    c.peer("W1", "W1", "torch_dataloader", "torch DataLoader", 2000, "opencv")
    c.peer("W1", "W1", "plain_python", "plain Python", 2000, "pillow")
    c.peer("W1", "W1", "plain_python", "plain Python", 4000, "opencv")
    c.peer("W1", "W1", "spdl_pipeline", "SPDL", 2000, label="FFmpeg")
    c.peer("W1", "W1", "dali_cpu", "DALI on the CPU", 1600, "antialias")
    c.peer("W1", "W1", "daft_frame", "Daft", 2000)
    c.peer("W1", "W1", "tf_data", "tf.data", 2000, "antialias")
    c.peer("W1", "W1", "tf_data", "tf.data", 4000, "plain")
    c.peer("W1", "W1", "ray_data", "Ray Data", 1600, label="Pillow")
    c.peer("W1", "W1", "graphbook_python", "Graphbook 0.13.3", 96, "generator")
    c.peer("W1", "W1", "graphbook_python", "Graphbook 0.13.3", 200, "at-once")

    c.ours("W1 in 64s", "W1", "exact", 4000, load_batchSize=64)
    c.bare_photos("W1 in 64s", "W1", "exact", 5000, batch=64)
    c.peer("W1 in 64s", "W1", "torch_dataloader", "torch DataLoader", 2000, "pillow", batch=64)

    large = {"photos_in": home.LARGE, "photos_files": 64}
    c.ours("W1 large", "W1", "exact", 64, **large)
    c.ours("W1 large", "W1", "fast", 128, load_fast="true", **large)
    c.bare_photos("W1 large", "W1", "exact", 64, photos=home.LARGE)
    c.bare_photos("W1 large", "W1", "planes", 128, photos=home.LARGE)
    for variant, items in (("pillow", 32), ("draft", 64), ("opencv", 48)):
        c.peer("W1 large", "W1", "plain_python", "plain Python", items, variant, photos=home.LARGE)
    c.peer("W1 large", "W1", "torch_dataloader", "torch DataLoader", 48, "draft", photos=home.LARGE)

    c.ours("W3", "W3", "", 4000, load_to=home.HOME / "out/swift")
    c.bare_photos("W3", "W3", "exact", 4000)
    c.peer("W3", "W3", "torch_dataloader", "torch DataLoader", 1200, "pillow")
    c.peer("W3", "W3", "plain_python", "plain Python", 1600, "pillow")
    c.peer("W3", "W3", "spdl_pipeline", "SPDL", 1200, label="FFmpeg")
    c.peer("W3", "W3", "dali_cpu", "DALI on the CPU", 1200, "antialias")
    c.peer("W3", "W3", "ray_data", "Ray Data", 800, label="Pillow")
    c.peer("W3", "W3", "graphbook_python", "Graphbook 0.13.3", 120, "at-once")

    c.ours("W6", "W6", "", 400, model_path=home.MODEL)
    c.peer("W6", "W6", "plain_python", "plain Python", 400, "pillow")
    c.peer("W6", "W6", "torch_dataloader", "torch DataLoader", 400, "pillow")


def numbers(c):
    for isolation in ("processes", "threads", "none"):
        c.ours("W2", "W2", isolation, 400_000, isolation=isolation)
    c.bare_items("W2", "W2", 4_000_000)
    c.peer("W2", "W2", "plain_python", "plain Python", 100_000, label="threads")
    c.peer("W2", "W2", "torch_dataloader", "torch DataLoader", 30_000)
    c.peer("W2", "W2", "tf_data", "tf.data", 100_000, label="")
    c.peer("W2", "W2", "grain_dataset", "Grain", 50_000, label="processes")
    c.peer("W2", "W2", "dali_cpu", "DALI on the CPU", 30_000, label="")
    c.peer("W2", "W2", "daft_frame", "Daft", 400_000, label="by column")
    c.peer("W2", "W2", "ray_data", "Ray Data", 40_000, label="")
    c.peer("W2", "W2", "spdl_pipeline", "SPDL", 10_000, label="")
    c.peer("W2", "W2", "graphbook_python", "Graphbook 0.13.3", 120, "generator")
    c.peer("W2", "W2", "graphbook_python", "Graphbook 0.13.3", 240, "at-once")

    c.ours("W4", "W4", "", 1_000_000)
    c.bare_items("W4", "W4", 100_000_000)
    c.peer("W4", "W4", "plain_python", "plain Python", 1_000_000, label="generators")
    c.peer("W4", "W4", "daft_frame", "Daft", 200_000, label="by column")
    c.peer("W4", "W4", "ray_data", "Ray Data", 80_000, label="fused")
    c.peer("W4", "W4", "tf_data", "tf.data", 40_000, label="")
    c.peer("W4", "W4", "graphbook_python", "Graphbook 0.13.3", 10_000, "generator")
    c.peer("W4", "W4", "spdl_pipeline", "SPDL", 5_000, label="")

    c.ours("W5", "W5", "", 400_000)
    c.peer("W5", "W5", "plain_python", "plain Python", 400_000, label="generators")


def engine(c):
    for notes in (2_000, 20_000, 200_000):
        c.ours("Memory", "W2", f"{notes:,} notes", notes / c.scale, numbers_payload=4096)
    for notes in (2_000, 20_000):
        c.peer(
            "Memory", "W4", "graphbook_python", "Graphbook 0.13.3", notes / c.scale, label=f"{notes:,} notes",
            payload=4096)

    for workers in (1, 2, 4, 8, 16, 32):
        c.ours("Workers", "W2", f"{workers}, no-op", 200_000, isolation="threads", workers=workers)
    for workers in (1, 2, 4, 8, 16, 32):
        c.ours("Workers", "W2", f"{workers}, 1 ms of sleep", 1_000 * workers, isolation="threads", workers=workers,
               load_microseconds=1000)

    for name, work, items, settings in (
        ("photos", "W1", 3000, {}),
        ("photos written", "W3", 2000, {"load_to": home.HOME / "out/swift"}),
        ("5 ms of sleep", "W2", 2000, {"load_microseconds": 5000}),
    ):
        for workers in (1, 2, 4, 8, 16) if work == "W2" else (1, 2, 3, 4):
            c.ours("Tuning", work, f"{name}, {workers}", items, workers=workers, **settings)
        c.ours("Tuning", work, f"{name}, by itself", items, workers=None, **settings)

    script = Path(__file__).with_name("first_work.py")
    c.all.append(Case(
        "Start", OURS, "graphbook run", [sys.executable, script, home.COMMAND, home.BENCH, home.PHOTOS],
        (home.COMMAND, home.BENCH)))
