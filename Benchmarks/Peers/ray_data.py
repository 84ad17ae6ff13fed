# /// script
# dependencies = ["ray[data]==2.60.0", "numpy", "pillow==10.4.0"]
# ///
"""Ray Data on this machine alone: tasks over blocks of Arrow in an object store. The cluster is started before the
measurement."""

import logging
import os
import uuid
from pathlib import Path

os.environ["RAY_DATA_DISABLE_PROGRESS_BARS"] = "1"

import numpy as np
import ray
import work

given = work.arguments(["pillow"])
ray.init(
    "local", num_cpus=given.workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR,
    object_store_memory=2 << 30, runtime_env={"env_vars": {"PYTHONPATH": str(Path(__file__).resolve().parent)}})
ray.data.DataContext.get_current().enable_progress_bars = False
photos = [str(Path(path).resolve()) for path in work.paths(given)] if given.work in ("W1", "W3") else []
out = given.out.resolve()


def load(batch):
    return {"pictures": np.stack([work.load_pillow(path) for path in batch["item"]])}


def write(batch):
    for picture in batch["pictures"]:
        work.save(picture, out / f"{uuid.uuid4().hex}.jpg")
    return batch


def add_one(row):
    row["id"] += 1
    return row


def dataset():
    if photos:
        data = ray.data.from_items(photos, override_num_blocks=max(2, given.items // 64))
        data = data.map_batches(load, batch_size=given.batch)
        return data.map_batches(write, batch_size=given.batch) if given.work == "W3" else data
    data = ray.data.range(given.items)
    for _ in range(5 if given.work == "W4" else 1):
        data = data.map(add_one)
    return data


with work.Meter("Ray Data", given) as meter:
    for batch in dataset().iter_batches(batch_size=given.batch, batch_format="numpy", prefetch_batches=2):
        values = batch["pictures" if photos else "id"]
        meter.consumed(len(values), values.flat[0])
ray.shutdown()
