# /// script
# dependencies = ["numpy", "pillow==10.4.0", "opencv-python-headless", "onnxruntime"]
# ///
"""Threads, generators and a queue of futures: what a Python framework would have to be worth."""

import itertools
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import work

given = work.arguments(["pillow", "draft", "opencv"])


def add_one(note):
    note["number"] += 1
    return note


def batches(items, load):
    """Loads in threads, and gives lists in order; a few batches are under way."""
    items, waiting = iter(items), deque()
    with ThreadPoolExecutor(given.workers) as pool:

        def submit():
            if part := list(itertools.islice(items, given.batch)):
                waiting.append([pool.submit(load, item) for item in part])

        for _ in range(4):
            submit()
        while waiting:
            batch = [future.result() for future in waiting.popleft()]
            submit()
            yield batch


def notes():
    return ({"number": number} for number in range(given.items))


def chained():
    chain = notes()
    for _ in range(5):
        chain = map(add_one, chain)
    return chain


def branched():
    for note in notes():
        for _ in range(3):
            yield add_one(dict(note))


with work.Meter("plain Python", given) as meter:
    match given.work:
        case "W2":
            for batch in batches(range(given.items), lambda item: item):
                meter.consumed(len(batch), batch[0])
        case "W4":
            for note in chained():
                meter.consumed(1, note["number"])
        case "W5":
            for count, note in enumerate(branched(), 1):
                if count % 3 == 0:
                    meter.consumed(1, note["number"])
        case _:
            detect = work.detector(given) if given.work == "W6" else None
            writer = work.Writer(given) if given.work == "W3" else None
            for batch in batches(work.paths(given), work.LOADERS[given.variant]):
                pictures = np.stack(batch)
                meter.consumed(len(pictures), pictures[0, 0, 0, 0])
                if detect:
                    detect(pictures)
                if writer:
                    writer.write(pictures)
            if writer:
                writer.finish()
