"""Shared by the scripts that run metrics: the default model as one torch module, its maps, maps at the image's size.

The network is the default body in the keras dialect with the default head, float32, one thread. Maps are made in float64 from its own
Mixed_7c, by the functions of make_svd_cam.py where it has them; `shown` is float32, as the metrics take it.
"""
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

import golden_net as g
import make_svd_cam as s

IMAGES = ("hand", "chest")
SIZE, SIDE = 299, 8


def model(folder):
    """The default body, folder/body, with head-humerus.safetensors beside this script. Logits of two classes."""
    torch.set_num_threads(1)
    folder = Path(folder)
    g.use_dialect("keras")
    net = g.network(g.tfjs_weights(folder / "body"))
    head = load_file(Path(__file__).resolve().parent / "head-humerus.safetensors")
    net.fc = torch.nn.Linear(2048, head["fc.bias"].size)
    with torch.no_grad():
        net.fc.weight.copy_(torch.from_numpy(head["fc.weight"]))
        net.fc.bias.copy_(torch.from_numpy(head["fc.bias"]))
    return net.eval()


def image(inputs, name):
    return g.load_image(Path(inputs) / f"{name}_299.png")


def probabilities(net, x):
    with torch.no_grad():
        return torch.softmax(net(x), 1)[0].double().numpy()


def features(net, x):
    """Mixed_7c as float64 [64, 2048]."""
    taken = []
    hook = net.Mixed_7c.register_forward_hook(lambda module, args, out: taken.append(out[0]))
    with torch.no_grad():
        net(x)
    hook.remove()
    return taken[0].permute(1, 2, 0).reshape(s.P, 2048).double().numpy()


def raw(net, x, method, c):
    """The raw map of a class, float64 [64]: cam, gradcam (at the last layer relu(cam)/64), eigencam or lowrankcam (default, rank 10)."""
    m = features(net, x)
    w, b = (p.detach().double().numpy() for p in (net.fc.weight, net.fc.bias))
    cam = m @ w[c]
    if method == "cam":
        return cam
    if method == "gradcam":
        return s.relu(cam) / s.P
    u, sigma, _ = np.linalg.svd(m, full_matrices=False)
    total = m.sum(axis=1)
    u = u * np.where(u.T @ total < 0, -1.0, 1.0)
    if method == "eigencam":
        return sigma[0] * u[:, 0]
    out = np.zeros(s.P)
    for i in range(10):
        a = s.minmax(s.relu(u[:, i]))
        if a.any():
            out += (b[c] + a @ cam / s.P) * a
    return s.relu(out)


def shown(values, resize="half-pixel", order="upsample-first"):
    """A raw map at the image's size, scaled to 0 ... 1: float32 tensor [299, 299]."""
    small = torch.from_numpy(s.minmax(values).reshape(1, 1, SIDE, SIDE)).float()
    big = torch.nn.functional.interpolate(small, (SIZE, SIZE), mode="bilinear", align_corners=resize == "align-corners")[0, 0]
    return big if order == "scale-first" else (big - big.min()) / (big.max() - big.min())


def write(path, content):
    """Numbers in full precision, short lists on one line."""
    def text(value, indent):
        if isinstance(value, dict):
            inner = ",\n".join(" " * (indent + 1) + json.dumps(k) + ": " + text(v, indent + 1) for k, v in value.items())
            return "{\n" + inner + "\n" + " " * indent + "}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "[\n" + ",\n".join(" " * (indent + 1) + json.dumps(v) for v in value) + "\n" + " " * indent + "]"
        return json.dumps(value)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text(content, 0) + "\n")
