# /// script
# dependencies = ["spdl==0.8.0", "numpy", "pillow==10.4.0"]
#
# [tool.bench]
# debian = ["libavformat59", "libavcodec59", "libavfilter8", "libavdevice59"]
# ///
"""SPDL: threads under an asyncio loop, decoding and scaling by FFmpeg."""

import itertools

import numpy as np
import spdl.io
import work
from spdl.pipeline import PipelineBuilder

given = work.arguments(["ffmpeg"])
decoding = spdl.io.decode_config(decoder_options={"threads": "1"})
scaling = spdl.io.get_video_filter_desc(
    scale_width=work.SIDE, scale_height=work.SIDE, scale_algo="bilinear", scale_mode=None, pix_fmt="rgb24")


def decode(path):
    return spdl.io.decode_packets(spdl.io.demux_image(path), decode_config=decoding, filter_desc=scaling)


def stack(frames):
    pixels = spdl.io.to_numpy(spdl.io.convert_frames(frames))  # [batch, 224, 224, 3]
    result = np.empty((len(pixels), 3, work.SIDE, work.SIDE), np.float32)
    return np.multiply(pixels.transpose(0, 3, 1, 2), np.float32(1 / 255), out=result)


numbers = itertools.count()


def write(batch):
    for picture in batch:
        work.save(picture, given.out / f"{next(numbers)}.jpg")
    return batch


def pipeline():
    builder = PipelineBuilder()
    match given.work:
        case "W2":
            builder.add_source(range(given.items)).pipe(lambda item: item, concurrency=given.workers)
            builder.aggregate(given.batch)
        case "W4":
            builder.add_source(range(given.items))
            for _ in range(5):
                builder.pipe(lambda number: number + 1)
        case _:
            builder.add_source(work.paths(given))
            builder.pipe(decode, concurrency=given.workers, output_order="input").aggregate(given.batch).pipe(stack)
            if given.work == "W3":
                builder.pipe(write, concurrency=given.workers)
    return builder.add_sink(8).build(num_threads=given.workers)


with work.Meter("SPDL", given) as meter:
    loader = pipeline()
    with loader.auto_stop():
        for batch in loader:
            if given.work == "W4":
                meter.consumed(1, batch)
            else:
                meter.consumed(len(batch), batch[0] if given.work == "W2" else batch[0, 0, 0, 0])
