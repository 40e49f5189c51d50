"""What a small Python program does to get one result: imports PyTorch, loads the network, reads the image, runs one pass.

    cold_torch.py MODEL.pt IMAGE THREADS [FEATURES.npy]

MODEL.pt comes from `engines.py save`. The features are written only if asked for.
"""
import os
import sys

os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

torch.set_num_threads(int(sys.argv[3]))
model = torch.load(sys.argv[1], weights_only=True, mmap=True)
tensors = model["tensors"]


def step(kind, values, options):
    if kind == "Conv2d":
        name = options["weight"]
        return functional.conv2d(values[0], tensors[name + ".weight"], tensors[name + ".bias"], options["stride"],
                                 options["padding"])
    if kind == "relu":
        return functional.relu_(values[0])
    if kind == "cat":
        return torch.cat(values, 1)
    if kind == "AdaptiveAvgPool2d":
        return values[0].mean((2, 3))
    if kind == "flatten":
        return torch.flatten(values[0], 1)
    return getattr(functional, kind)(values[0], **options)


with Image.open(sys.argv[2]) as picture:
    pixels = np.asarray(picture.convert("RGB").resize((299, 299), Image.BILINEAR), dtype=np.float32) / np.float32(255)
found = {}
with torch.inference_mode():
    for name, kind, inputs, options, forgotten in model["steps"]:
        if kind == "placeholder":
            found[name] = torch.from_numpy(pixels.transpose(2, 0, 1).copy())[None]
        else:
            found[name] = step(kind, [found[i] for i in inputs], options)
        for done in forgotten:
            del found[done]
features = found[name].reshape(-1).numpy()
if len(sys.argv) > 4:
    np.save(sys.argv[4], features)
print(float(features.max()))
