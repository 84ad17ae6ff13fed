"""Makes this example's files: 500 test pictures and the small network that reads them.

    pip install scikit-learn pillow torch onnx onnxruntime
    python3 train.py            # in this folder; about a minute on one CPU core

Writes images/<digit>/<index>.png, 500 pictures of 8x8 grey pixels, 50 of each digit (see
images/SOURCE.md), and digits.onnx: "images", float32 [batch, 1, 8, 8], pixel / 255, to "logits",
float32 [batch, 10]. Then checks the network with ONNX Runtime on the pictures as they lie on disk.

The pictures are the last 50 of each digit in scikit-learn's copy of the data set; the network is
trained on the other 1,297 and never sees the 500. Run again, this gives the same pictures; the
weights may differ in the last places from one torch version to another.
"""

import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from sklearn.datasets import load_digits
from torch import nn

HERE = Path(__file__).resolve().parent
PER_CLASS, EPOCHS, BATCH = 50, 80, 64


def make_images():
    """Writes the 500 pictures; returns all 1,797, their labels, and the indices of the other 1,297."""
    data = load_digits()
    pixels = np.rint(data.images * 255 / 16).astype(np.uint8)  # 0...16 becomes 0...255
    test = np.concatenate([np.flatnonzero(data.target == d)[-PER_CLASS:] for d in range(10)])
    for i in test:
        folder = HERE / "images" / str(data.target[i])
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels[i]).save(folder / f"{i:04d}.png")
    return pixels, data.target, np.setdiff1d(np.arange(len(pixels)), test)


def make_network():
    def block(inputs, outputs):
        return nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()
    return nn.Sequential(
        *block(1, 24), *block(24, 32), nn.MaxPool2d(2),  # 8x8 -> 4x4
        *block(32, 64), nn.MaxPool2d(2),  # 4x4 -> 2x2
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(64 * 2 * 2, 10))


def augment(x):
    """Turns, scales, shifts (each by a little) and adds noise to every picture in a batch."""
    def spread(limit):  # uniform in -limit...limit
        return (torch.rand(len(x)) * 2 - 1) * limit
    angle, scale = spread(math.radians(12)), 1 + spread(0.1)
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    shift = 0.5 * 2 / 8  # half a pixel (the grid is 2 wide and 8 pixels across)
    rows = [torch.stack([cos, -sin, spread(shift)], 1), torch.stack([sin, cos, spread(shift)], 1)]
    grid = F.affine_grid(torch.stack(rows, 1), list(x.shape), align_corners=False)
    x = F.grid_sample(x, grid, align_corners=False)
    return (x + 0.06 * torch.randn_like(x)).clamp(0, 1)


def train(x, y, seed=1):
    """A fixed schedule with no early stopping: no score is looked at while training."""
    torch.manual_seed(seed)
    net = make_network().train()
    steps = EPOCHS * math.ceil(len(x) / BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, total_steps=steps)
    for _ in range(EPOCHS):
        for part in torch.randperm(len(x)).split(BATCH):
            loss = F.cross_entropy(net(augment(x[part])), y[part], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


def export(net, path):
    """Writes the graph node by node, each batch normalization folded into its convolution."""
    nodes, weights, value = [], [], "images"
    plain = {nn.ReLU: ("Relu", {}), nn.Flatten: ("Flatten", {"axis": 1}), nn.Linear: ("Gemm", {"transB": 1}),
             nn.Conv2d: ("Conv", {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}),
             nn.MaxPool2d: ("MaxPool", {"kernel_shape": [2, 2], "strides": [2, 2]})}
    for i, layer in enumerate(net):
        if type(layer) not in plain:
            continue  # a batch normalization (folded below) or the dropout (training only)
        op, attributes = plain[type(layer)]
        if op == "Conv":
            layer = nn.utils.fuse_conv_bn_eval(layer, net[i + 1])
        name = f"{op.lower()}{i}"
        mine = [numpy_helper.from_array(w.detach().numpy(), f"{name}.{key}") for key, w in layer.named_parameters()]
        out = "logits" if i == len(net) - 1 else f"{name}.out"
        nodes.append(helper.make_node(op, [value, *(w.name for w in mine)], [out], name=name, **attributes))
        weights, value = weights + mine, out
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, ["batch", 1, 8, 8])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])
    graph = helper.make_graph(nodes, "digits", [images], [logits], weights)
    model = helper.make_model(graph, producer_name="train.py", ir_version=8,
                              opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def check(path):
    """Reads the pictures back from disk and prints how the exported file does on them."""
    files = sorted((HERE / "images").glob("[0-9]/*.png"))
    x = np.stack([np.asarray(Image.open(f), np.float32)[None] / 255 for f in files])
    y = np.array([int(f.parent.name) for f in files])
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    odds = torch.from_numpy(session.run(["logits"], {"images": x})[0]).softmax(1).numpy()
    guess, sure = odds.argmax(1), odds.max(1)
    print(f"{len(files)} pictures, accuracy {np.mean(guess == y):.1%}; mean confidence {sure.mean():.3f}")
    for limit in (0.6, 0.8, 0.9, 0.95):
        unsure = sure < limit
        print(f"  below {limit}: {unsure.sum()} ({np.sum(unsure & (guess != y))} of them wrong)")
    for i in np.flatnonzero(guess != y):
        print(f"  wrong: {files[i].relative_to(HERE)} read as {guess[i]} ({sure[i]:.2f})")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    pixels, labels, rest = make_images()
    x, y = torch.from_numpy(pixels[:, None] / np.float32(255)), torch.from_numpy(labels)

    # First a rehearsal: the last 200 of the 1,297 judge the recipe. Then the same on all 1,297.
    fit, held = rest[:-200], rest[-200:]
    sure, guess = train(x[fit], y[fit])(x[held]).detach().softmax(1).max(1)
    print(f"rehearsal: {(guess == y[held]).float().mean():.1%} of 200 right, {(sure < 0.8).sum()} below 0.8")

    export(train(x[rest], y[rest]), HERE / "digits.onnx")
    check(HERE / "digits.onnx")
