"""Holds what an item costs against the committed numbers in thresholds.json.

    python3 check.py           fails, and says by how much, where something costs more than its threshold
    python3 check.py --take    measures, and writes new thresholds with headroom

Only what repeats is held: instructions and allocations, counted by valgrind, notes in flight and bytes copied.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCH = HERE.parent / ".build/release/Bench"
THRESHOLDS = HERE / "thresholds.json"
HEADROOM = 1.12
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"}
# Bounds that are known, and no matter of measuring.
EXACT = {
    # A batch in the body; two batches and what two workers may have in hand, admitted; a queue of 16; and one in the
    # source's hands.
    "W2: notes in flight": 8 + 2 * 8 + 2 * 32 + 16 + 1,
    # Workers write into the batch's own memory.
    "W1: bytes copied for each picture after the first 80": 0,
}
PICTURE = HERE.parent.parent / "Tests/GraphbookImagingTests/Fixtures/420.jpg"
PATIENCE = 300  # seconds


def counted(work, source, few, many, *arguments):
    """Instructions and allocations an item: what the items beyond the first few cost."""
    counts = [callgrind([work, *arguments, "--set", f"{source}.count={items}"]) for items in (few, many)]
    return {
        name: (counts[1][name] - counts[0][name]) / (many - few) for name in ("instructions", "allocations")}


def callgrind(arguments):
    """Runs the program under valgrind, which counts every instruction and every call of an allocator."""
    with tempfile.TemporaryDirectory() as folder:
        # Without its debug information, which valgrind 3.19 cannot read, and gives up.
        program, counts = Path(folder) / "Bench", Path(folder) / "counts"
        run(["strip", "--strip-debug", "-o", program, BENCH])
        run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}", program, *arguments])
        text = counts.read_text()
    # Functions are named once, with a number, and told by the number from then on. A `calls=` line follows its callee.
    names = dict(re.findall(r"^c?fn=\((\d+)\) (.+)$", text, re.MULTILINE))
    calls = re.findall(r"^cfn=\((\d+)\).*\ncalls=(\d+)", text, re.MULTILINE)
    return {
        "instructions": int(re.search(r"^(?:summary|totals): (\d+)", text, re.MULTILINE)[1]),
        "allocations": sum(int(count) for number, count in calls if plain(names[number]) in ALLOCATORS),
    }


def plain(name):
    """`malloc'2` is malloc, called by itself."""
    return name.split("'")[0]


def run(command):
    # Crashes are to be seen as such, not as a debugger's prompt.
    environment = os.environ | {"SWIFT_BACKTRACE": "enable=no"}
    result = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=PATIENCE, env=environment)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout


def reported(*arguments):
    """What the program says of itself."""
    return json.loads(run([BENCH, *arguments]).splitlines()[-1])


def measured():
    """All numbers, by the names that thresholds.json has for them."""
    in_line = ("--isolation", "none")
    on_threads = ("--isolation", "threads", "--workers", "2")
    counts = {
        "W2 in line": ("W2", "numbers", 2000, 6000, *in_line),
        "W2 on threads": ("W2", "numbers", 2000, 6000, *on_threads),
        "W4": ("W4", "numbers", 2000, 10000),
        "W5": ("W5", "numbers", 2000, 6000),
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(counts, pool.map(lambda case: counted(*case), counts.values())))
    numbers = {
        f"{work}: {what} an item": value for work, values in found.items() for what, value in values.items()}
    in_flight = (
        reported("W2", "--isolation", isolation, "--workers", "2", "--set", "numbers.count=20000")["notes_in_flight"]
        for isolation in ("none", "threads", "processes"))
    return numbers | {"W2: notes in flight": max(in_flight)} | copies()


def copies():
    """Bytes copied for a run's pictures, beyond those of its first batches."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "00000.jpg").symlink_to(PICTURE)
        arguments = ["W1", "--workers", "2", "--set", f"photos.in={folder}", "--set", "photos.files=1"]
        few, many = (
            reported(*arguments, "--set", f"photos.count={count}")["bytes_copied"] for count in (80, 400))
    return {"W1: bytes copied for each picture after the first 80": (many - few) / 320}


def take(numbers):
    """Writes thresholds: with headroom for what varies a little, and those that are exact as they are."""
    thresholds = {
        name: EXACT[name] if name in EXACT else round(value * HEADROOM, 1) for name, value in numbers.items()}
    THRESHOLDS.write_text(json.dumps(thresholds, indent=4) + "\n")
    print(f"==> {THRESHOLDS.relative_to(HERE.parent.parent)} is written")


def check(numbers):
    thresholds = json.loads(THRESHOLDS.read_text())
    failed = 0
    for name in sorted(thresholds.keys() | numbers.keys()):
        value, threshold = numbers.get(name), thresholds.get(name)
        if value is None or threshold is None:
            print(f"    {name}: {'is not measured' if value is None else 'has no threshold'}")
        elif value > threshold:
            more = f"{value / threshold - 1:.0%} more" if threshold else "more"
            print(f"    {name}: {value:,.1f}, {more} than the threshold of {threshold:,.1f}")
        else:
            print(f"    {name}: {value:,.1f} of {threshold:,.1f}")
            continue
        failed += 1
    if failed:
        sys.exit(
            f"==> {failed} of {len(thresholds)} thresholds are not kept; where that is meant: "
            "make -C Benchmarks take-thresholds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--take", action="store_true")
    (take if parser.parse_args().take else check)(measured())
