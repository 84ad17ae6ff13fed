"""Writes the models of this folder: `pip install onnx`, then `python make_models.py`.

Each is a few hundred bytes, and does what its comment says, so that tests can state exact results.
"""

from pathlib import Path

from onnx import TensorProto as T
from onnx import checker, helper, save

FOLDER = Path(__file__).parent


def tensor(name, element_type, shape):
    return helper.make_tensor_value_info(name, element_type, shape)


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs.split(), outputs.split(), **attributes)


def write(name, nodes, inputs, outputs, constants=(), check=True):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(constants))
    # Opset 13 and IR 8 are read by every ONNX Runtime that has a library to load.
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    if check:
        checker.check_model(model)
    save(model, FOLDER / f"{name}.onnx")


# y = x · [[1, 2], [3, 4], [5, 6]] + [0.5, -0.5]
write(
    "affine",
    [node("Gemm", "x weights bias", "y")],
    [tensor("x", T.FLOAT, ["batch", 3])],
    [tensor("y", T.FLOAT, ["batch", 2])],
    [
        helper.make_tensor("weights", T.FLOAT, [3, 2], [1, 2, 3, 4, 5, 6]),
        helper.make_tensor("bias", T.FLOAT, [2], [0.5, -0.5]),
    ],
)

# sum = left + right, product = left · right, element by element
write(
    "pair",
    [node("Add", "left right", "sum"), node("Mul", "left right", "product")],
    [tensor("left", T.FLOAT, ["n"]), tensor("right", T.FLOAT, ["n"])],
    [tensor("sum", T.FLOAT, ["n"]), tensor("product", T.FLOAT, ["n"])],
)

# doubled = 2 · count, scalars
write(
    "scalar",
    [node("Add", "count count", "doubled")],
    [tensor("count", T.INT64, [])],
    [tensor("doubled", T.INT64, [])],
)

# The mean over height and width, of images of any size; dimensions without a name
write(
    "free",
    [node("GlobalAveragePool", "image", "mean")],
    [tensor("image", T.FLOAT, ["batch", 3, None, None])],
    [tensor("mean", T.FLOAT, ["batch", 3, 1, 1])],
)

# Token ids of texts of any length, and which of them count, as sentence embeddings take them: the mean of their vectors,
# where the vector of token n is [n, 10n]
write(
    "sentence",
    [
        node("Gather", "vectors input_ids", "embedded"),
        node("Cast", "attention_mask", "counts", to=T.FLOAT),
        node("Unsqueeze", "counts last", "weights"),
        node("Mul", "embedded weights", "weighted"),
        node("ReduceSum", "weighted middle", "sums", keepdims=0),
        node("ReduceSum", "counts middle", "lengths", keepdims=1),
        node("Div", "sums lengths", "sentence_embedding"),
    ],
    [tensor("input_ids", T.INT64, ["batch", "length"]), tensor("attention_mask", T.INT64, ["batch", "length"])],
    [tensor("sentence_embedding", T.FLOAT, ["batch", 2])],
    [
        helper.make_tensor("vectors", T.FLOAT, [6, 2], [0, 0, 1, 10, 2, 20, 3, 30, 4, 40, 5, 50]),
        helper.make_tensor("last", T.INT64, [1], [2]),
        helper.make_tensor("middle", T.INT64, [1], [1]),
    ],
)

# For each element type an input of its name, which comes out as f64 and, from that, as its own type again
TYPES = {
    "bool": T.BOOL, "u8": T.UINT8, "i8": T.INT8, "u16": T.UINT16, "i16": T.INT16, "u32": T.UINT32, "i32": T.INT32,
    "u64": T.UINT64, "i64": T.INT64, "f16": T.FLOAT16, "bf16": T.BFLOAT16, "f32": T.FLOAT, "f64": T.DOUBLE,
}  # fmt: skip
write(
    "types",
    [node("Cast", name, f"{name}-wide", to=T.DOUBLE) for name in TYPES]
    + [node("Cast", f"{name}-wide", f"{name}-back", to=TYPES[name]) for name in TYPES],
    [tensor(name, TYPES[name], ["n"]) for name in TYPES],
    [tensor(f"{name}-wide", T.DOUBLE, ["n"]) for name in TYPES]
    + [tensor(f"{name}-back", TYPES[name], ["n"]) for name in TYPES],
)

# The output is the input itself
write("passthrough", [], [tensor("x", T.FLOAT, ["n"])], [tensor("x", T.FLOAT, ["n"])], check=False)

# total = the sum of x; pieces = x as a sequence of one tensor
write(
    "sequence",
    [node("ReduceSum", "x", "total", keepdims=0), node("SequenceConstruct", "x", "pieces")],
    [tensor("x", T.FLOAT, ["n"])],
    [tensor("total", T.FLOAT, []), helper.make_tensor_sequence_value_info("pieces", T.FLOAT, ["n"])],
)

# Only a sequence comes out
write(
    "pieces",
    [node("SequenceConstruct", "x", "pieces")],
    [tensor("x", T.FLOAT, ["n"])],
    [helper.make_tensor_sequence_value_info("pieces", T.FLOAT, ["n"])],
)

# Text goes in
write(
    "text",
    [node("Shape", "words", "shape")],
    [tensor("words", T.STRING, ["n"])],
    [tensor("shape", T.INT64, [1])],
)

# Reshaped to [2, 3]: fails within ONNX Runtime when x has not 6 elements
write(
    "reshape",
    [node("Reshape", "x shape", "y")],
    [tensor("x", T.FLOAT, ["n"])],
    [tensor("y", T.FLOAT, [2, 3])],
    [helper.make_tensor("shape", T.INT64, [2], [2, 3])],
)

# A weight that is used by nobody, of which ONNX Runtime warns
write(
    "unused",
    [node("Identity", "x", "y")],
    [tensor("x", T.FLOAT, ["n"])],
    [tensor("y", T.FLOAT, ["n"])],
    [helper.make_tensor("spare", T.FLOAT, [1], [1])],
)
