# /// script
# dependencies = ["tensorflow-cpu==2.21.0", "numpy"]
# ///
"""tf.data: TensorFlow's decoder and resize in a graph, in a pool of threads of its own."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import tensorflow as tf
import work

given = work.arguments(["antialias", "plain"])
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(given.workers)


def load(path):
    pixels = tf.io.decode_jpeg(tf.io.read_file(path), channels=3, dct_method="INTEGER_ACCURATE")
    pixels = tf.image.resize(pixels, [work.SIDE, work.SIDE], method="bilinear", antialias=given.variant == "antialias")
    return tf.transpose(pixels, [2, 0, 1]) / 255.0


def dataset():
    match given.work:
        case "W1":
            data = tf.data.Dataset.from_tensor_slices(work.paths(given)).map(load, num_parallel_calls=given.workers)
        case "W2":
            data = tf.data.Dataset.range(given.items).map(lambda item: item + 1, num_parallel_calls=given.workers)
        case _:
            data = tf.data.Dataset.range(given.items)
            for _ in range(5):
                data = data.map(lambda item: item + 1)
    options = tf.data.Options()
    options.threading.private_threadpool_size = given.workers
    return data.batch(given.batch).prefetch(2).with_options(options)


with work.Meter("tf.data", given) as meter:
    for batch in dataset().as_numpy_iterator():
        meter.consumed(len(batch), batch.flat[0])
