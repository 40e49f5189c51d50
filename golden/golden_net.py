"""Shared by the torch scripts: TF.js weight reader, Inception-v3 of torchvision in two dialects, taps, sampling rule."""
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

try:
    from torchvision.models import inception as tv
except RuntimeError:
    # torchvision built for another torch: its compiled operators are missing. Inception needs none of them; the import
    # only wants to see that nms and qnms are declared.
    _library = torch.library.Library("torchvision", "DEF")
    for _operator in ("nms", "qnms"):
        _library.define(_operator + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import sys
    for _name in [n for n in sys.modules if n.split(".")[0] == "torchvision"]:
        del sys.modules[_name]
    from torchvision.models import inception as tv

BLOCKS = ["Mixed_5b", "Mixed_5c", "Mixed_5d", "Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e",
          "Mixed_7a", "Mixed_7b", "Mixed_7c"]
TAPS = ["Conv2d_1a_3x3", "Conv2d_2b_3x3", "Conv2d_4a_3x3"] + BLOCKS
WHOLE_UP_TO = 16384
SAMPLES = 4096


def sample(flat):
    """The sampling rule: 4096 values at flat (H,W,C) indices (i*2654435761 mod 2^32) mod N."""
    i = np.arange(SAMPLES, dtype=np.uint64)
    return flat[((i * np.uint64(2654435761)) % np.uint64(2 ** 32) % np.uint64(flat.size)).astype(np.int64)]


def store(taps, whole_last):
    """Applies the storage rule to a dict name -> float32 array in (H,W,C) order."""
    out = {}
    for name, value in taps.items():
        flat = np.ascontiguousarray(value, dtype=np.float32).reshape(-1)
        if name == "Mixed_7c" and whole_last:
            out[name] = flat.reshape(8, 8, 2048)
        elif flat.size > WHOLE_UP_TO:
            out["Mixed_7c.sampled" if name == "Mixed_7c" else name] = sample(flat)
        else:
            out[name] = flat
    return out


def tfjs_weights(folder):
    """Reads model.json and its shards; uint8 tensors become (float)((double) q * scale + min)."""
    folder = Path(folder)
    model = json.loads((folder / "model.json").read_text())
    weights = {}
    for group in model["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            count = int(np.prod(entry["shape"]))
            q = entry.get("quantization")
            if q is None:
                assert entry["dtype"] == "float32"
                value = np.frombuffer(data, "<f4", count, offset)
                offset += 4 * count
            else:
                assert q["dtype"] == "uint8"
                raw = np.frombuffer(data, np.uint8, count, offset)
                value = (raw.astype(np.float64) * q["scale"] + q["min"]).astype(np.float32)
                offset += count
            weights[entry["name"]] = value.reshape(entry["shape"])
        assert offset == len(data), (offset, len(data))
    return weights


class _KerasPool:
    """torch.nn.functional with average pools that leave the padding out of the divisor, as Keras does."""

    def __getattr__(self, name):
        return getattr(torch.nn.functional, name)

    @staticmethod
    def avg_pool2d(x, kernel_size, stride=None, padding=0):
        return torch.nn.functional.avg_pool2d(x, kernel_size, stride, padding, count_include_pad=False)


def use_dialect(dialect):
    tv.F = {"keras": _KerasPool(), "torchvision": torch.nn.functional}[dialect]


def network(weights):
    """torchvision's inception_v3 without aux head; the n-th BasicConv2d takes conv2d_n and batch_normalization_n."""
    net = tv.Inception3(aux_logits=False, transform_input=False, init_weights=False)
    units = [m for m in net.modules() if isinstance(m, tv.BasicConv2d)]
    assert len(units) == 94
    with torch.no_grad():
        for n, unit in enumerate(units, 1):
            kernel = torch.from_numpy(np.ascontiguousarray(weights[f"conv2d_{n}/kernel"].transpose(3, 2, 0, 1)))
            assert unit.conv.weight.shape == kernel.shape and unit.bn.eps == 1e-3
            unit.conv.weight.copy_(kernel)
            unit.bn.weight.fill_(1)
            unit.bn.bias.copy_(torch.from_numpy(weights[f"batch_normalization_{n}/beta"].copy()))
            unit.bn.running_mean.copy_(torch.from_numpy(weights[f"batch_normalization_{n}/moving_mean"].copy()))
            unit.bn.running_var.copy_(torch.from_numpy(weights[f"batch_normalization_{n}/moving_variance"].copy()))
    net.fc = torch.nn.Identity()
    return net.eval()


def load_image(path):
    """float32 [1,3,299,299], v/255, no other scaling."""
    with Image.open(path) as image:
        assert image.mode == "RGB" and image.size == (299, 299), (path, image.mode, image.size)
        pixels = np.asarray(image, dtype=np.float32) / np.float32(255)
    return torch.from_numpy(pixels.transpose(2, 0, 1).copy())[None]


def run(net, x):
    """Returns the taps as float32 arrays [H,W,C], plus `features`, the mean of Mixed_7c over positions."""
    taps = {}
    hooks = [getattr(net, name).register_forward_hook(
        lambda module, args, out, name=name: taps.__setitem__(name, out[0].permute(1, 2, 0).numpy().copy()))
        for name in TAPS]
    with torch.inference_mode():
        net(x)
    for hook in hooks:
        hook.remove()
    taps = {name: taps[name] for name in TAPS}
    taps["features"] = taps["Mixed_7c"].reshape(64, 2048).mean(axis=0, dtype=np.float64).astype(np.float32)
    return taps
