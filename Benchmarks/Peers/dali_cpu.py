# /// script
# dependencies = ["nvidia-dali-cuda120==2.4.0", "numpy", "pillow==10.4.0"]
# ///
"""NVIDIA DALI without a GPU: its own threads, decoder and resize. It has no chain and no writer."""

import numpy as np
import work
from nvidia.dali import fn, pipeline_def, types

given = work.arguments(["antialias", "plain"])
settings = dict(batch_size=given.batch, num_threads=given.workers, device_id=None, prefetch_queue_depth=2)


@pipeline_def(**settings)
def photos():
    files, _ = fn.readers.file(files=work.paths(given))
    pictures = fn.resize(
        fn.decoders.image(files, output_type=types.RGB), resize_x=work.SIDE, resize_y=work.SIDE,
        interp_type=types.INTERP_LINEAR, antialias=given.variant == "antialias")
    return fn.crop_mirror_normalize(pictures, dtype=types.FLOAT, output_layout="CHW", mean=[0] * 3, std=[255] * 3)


class Numbers:
    def __call__(self, sample):
        if sample.idx_in_epoch >= given.items:
            raise StopIteration
        return np.array([sample.idx_in_epoch], np.int32)


@pipeline_def(**settings, py_num_workers=given.workers, py_start_method="fork")
def numbers():
    return fn.external_source(source=Numbers(), batch=False, parallel=True, dtype=types.INT32)


with work.Meter("DALI on the CPU", given) as meter:
    writer = work.Writer(given) if given.work == "W3" else None
    pipeline = numbers() if given.work == "W2" else photos()
    pipeline.build()
    while meter.items < given.items:
        try:
            batch = pipeline.run()[0].as_array()
        except StopIteration:
            break
        if writer:
            writer.write(batch.copy())  # the pipeline uses its memory again
        # Photos come round again: the last batch has more of them than were asked for.
        meter.consumed(min(len(batch), given.items - meter.items), batch.flat[0])
    if writer:
        writer.finish()
