# /// script
# dependencies = ["daft==0.7.26", "numpy"]
# ///
"""Daft: a data frame with its own decoder and resize in Rust. Its numbers are worked on as columns, not one by one."""

import daft
import numpy as np
import work
from daft import col

given = work.arguments(["native"])


@daft.func
def add_one(number: int) -> int:
    return number + 1


def frame():
    if given.work == "W1":
        paths = daft.from_pydict({"path": work.paths(given)}).into_batches(64)
        return paths.select(col("path").download().decode_image(mode="RGB").resize(work.SIDE, work.SIDE).alias("value"))
    numbers = daft.from_pydict({"value": list(range(given.items))})
    for _ in range(5 if given.work == "W4" else 1):
        numbers = numbers.with_column("value", add_one(col("value")))
    return numbers


def batches():
    batch = []
    for row in frame().iter_rows():
        batch.append(row["value"])
        if len(batch) == given.batch:
            yield batch
            batch = []
    if batch:
        yield batch


with work.Meter("Daft", given) as meter:
    for batch in batches():
        if given.work == "W1":
            batch = np.stack([work.channels_first(np.asarray(pixels)) for pixels in batch])
            meter.consumed(len(batch), batch[0, 0, 0, 0])
        else:
            meter.consumed(len(batch), batch[0])
