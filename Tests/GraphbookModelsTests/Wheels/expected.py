"""Runs the models of the examples, and one of this folder, by ONNX Runtime's own Python: `python expected.py FOLDER`.

Writes to FOLDER, for each run, the tensors that went in and came out, as they lie in memory, and prints a line of JSON
that names them and the model.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = Path(sys.argv[1])
TYPES = {"int32": "i32", "int64": "i64", "float32": "f32"}
random = np.random.default_rng(2026)
onnxruntime.set_default_logger_severity(3)


def describe(tensors, prefix):
    described = {}
    for name, tensor in tensors.items():
        file = FOLDER / f"{prefix}-{name}".replace("/", "-")
        file.write_bytes(np.ascontiguousarray(tensor).tobytes())
        described[name] = {"type": TYPES[tensor.dtype.name], "shape": list(tensor.shape), "file": str(file)}
    return described


runs = 0


def run(session, path, inputs):
    global runs
    runs += 1
    names = [output.name for output in session.get_outputs()]
    outputs = dict(zip(names, session.run(names, inputs)))
    line = {
        "model": str(path),
        "inputs": describe(inputs, f"{runs}-in"),
        "outputs": describe(outputs, f"{runs}-out"),
    }
    print(json.dumps(line))
    return outputs


def session(path):
    path = REPOSITORY / path
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]), path


# Files of this repository, the first and last 1,024 bytes of each; three at once.
magika, path = session("Examples/FileTypes/models/magika/models/standard_v3_3/model.onnx")
files = ["README.md", "Package.swift", "Examples/Digits/images/0/1297.png"]
contents = [list((REPOSITORY / file).read_bytes()) for file in files]
ends = [(c[:1024] + [256] * 1024)[:1024] + ([256] * 1024 + c[-1024:])[-1024:] for c in contents]
run(magika, path, {"bytes": np.array(ends, dtype="int32")})

# Two streams of sound, window by window: the state of one run goes into the next.
silero, path = session("Examples/Speech/models/silero_vad/data/silero_vad.onnx")
state, context = np.zeros((2, 2, 128), dtype="float32"), np.zeros((2, 64), dtype="float32")
sound = np.stack([np.sin(np.arange(512 * 8) / 9), random.normal(size=512 * 8)]).astype("float32") * 0.3
for start in range(0, sound.shape[1], 512):
    window = np.concatenate([context, sound[:, start : start + 512]], axis=1)
    inputs = {"input": window, "state": state, "sr": np.array(16000, dtype="int64")}
    state, context = run(silero, path, inputs)["stateN"], window[:, -64:]

# Lines of text in pictures of any width and number.
recogniser, path = session("Tests/GraphbookModelsTests/Wheels/models/rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx")
for count, width in [(1, 320), (3, 96)]:
    pictures = random.uniform(-1, 1, size=(count, 3, 48, width)).astype("float32")
    run(recogniser, path, {"x": pictures})
