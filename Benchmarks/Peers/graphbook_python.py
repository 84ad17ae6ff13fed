# /// script
# dependencies = ["graphbook==0.13.3", "torch==2.13.0", "numpy", "pillow==10.4.0"]
# ///
"""Graphbook 0.13.3, the Python program that this one takes its ideas from, without its web server.

A generator makes the notes one by one, as its guide says; `at-once` makes them all before anything else.
"""

import multiprocessing
import os
import threading

import graphbook as gb
import torch
import work
from graphbook.core.processing.graph_processor import GraphProcessor
from graphbook.core.steps import BatchStep, GeneratorSourceStep, SourceStep, Step

given = work.arguments(["generator", "at-once"])
torch.set_num_threads(1)
meter = work.Meter("Graphbook 0.13.3", given)
photos = work.paths(given) if given.work in ("W1", "W3") else None


def note(number):
    value = {"item": [(number, photos[number] if photos else None)], "number": number}
    return value | {"payload": bytes(given.payload)} if given.payload else value


class OneByOne(GeneratorSourceStep):
    RequiresInput, Parameters, Outputs, Category = False, {}, ["out"], ""

    def __init__(self):
        super().__init__()

    def load(self):
        for number in range(given.items):
            yield {"out": [note(number)]}


class AtOnce(SourceStep):
    RequiresInput, Parameters, Outputs, Category = False, {}, ["out"], ""

    def __init__(self):
        super().__init__()

    def load(self):
        return {"out": [note(number) for number in range(given.items)]}


class Load(BatchStep):
    RequiresInput, Outputs, Category = True, ["out"], ""
    Parameters = {"batch_size": {"type": "number"}, "item_key": {"type": "string"}}

    def __init__(self, batch_size, item_key):
        super().__init__(batch_size, item_key)

    @staticmethod
    def load_fn(item):
        number, path = item
        return item if path is None else (number, torch.from_numpy(work.load_pillow(path)))

    @staticmethod
    def dump_fn(picture, path):
        work.save(picture.numpy(), path)

    def on_item_batch(self, loaded, items, notes):
        if photos is None:
            return meter.consumed(len(loaded), loaded[0][0])
        batch = torch.stack([picture for _, picture in loaded])
        meter.consumed(len(batch), batch[0, 0, 0, 0])
        if given.work == "W3":
            return [(picture, str(given.out / f"{number}.jpg")) for number, picture in loaded]


class AddOne(Step):
    RequiresInput, Parameters, Outputs, Category = True, {}, ["out"], ""

    def __init__(self):
        super().__init__()

    def on_data(self, data):
        data["number"] += 1


class Count(AddOne):
    def on_data(self, data):
        meter.consumed(1, data["number"])


graph = gb.Graph()


@graph()
def _():
    source = graph.step(AtOnce if given.variant == "at-once" else OneByOne)
    if given.work != "W4":
        load = graph.step(Load)
        load.bind(source)
        load.param("batch_size", given.batch)
        load.param("item_key", "item")
        return
    last = source
    for kind in [AddOne] * 5 + [Count]:
        step = graph.step(kind)
        step.bind(last)
        last = step


def drain(events):
    """The page's part: without a reader of its events, the program would not end."""
    while True:
        events.get()


if __name__ == "__main__":
    events = multiprocessing.Queue()
    # With notes that carry something, as it is used: with its log, which it keeps in memory as well.
    processor = GraphProcessor(
        events, num_workers=given.workers, log_dir=str(given.out / "graphbook-log") if given.payload else None)
    threading.Thread(target=drain, args=(events,), daemon=True).start()
    with meter:
        processor.run(graph, "bench")
    # Its manager process outlives it otherwise, and keeps the terminal.
    events.cancel_join_thread()
    processor.dataloader.manager.shutdown()
    os._exit(0)
