# /// script
# dependencies = ["grain==0.2.18", "numpy", "pillow==10.4.0"]
# ///
"""Grain: a map over a source, in threads for photos, in processes for numbers."""

import grain
import work

given = work.arguments(["pillow"])


def same(item):
    return item


def dataset():
    if given.work == "W2":
        numbers = grain.MapDataset.source(list(range(given.items))).map(same).batch(given.batch)
        options = grain.MultiprocessingOptions(num_workers=given.workers, per_worker_buffer_size=2)
        return numbers.to_iter_dataset(grain.ReadOptions(num_threads=1, prefetch_buffer_size=2)).mp_prefetch(options)
    photos = grain.MapDataset.source(work.paths(given)).map(work.LOADERS[given.variant])
    options = grain.ReadOptions(num_threads=given.workers, prefetch_buffer_size=16)
    return photos.to_iter_dataset(options).batch(given.batch)


if __name__ == "__main__":
    with work.Meter("Grain", given) as meter:
        for batch in dataset():
            meter.consumed(len(batch), batch.flat[0])
