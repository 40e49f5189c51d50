"""Writes taps of the torch network in both dialects, and the head of the original TF.js model.

usage: make_taps_torch.py BODY_DIR ORIGINAL_TFJS_DIR INPUT_DIR OUT_DIR
BODY_DIR           folder with model.json and shards of the headless body
ORIGINAL_TFJS_DIR  folder of the whole original model (dense_1, dense_2, dense_3)
INPUT_DIR          folder with hand_299.png and chest_299.png
OUT_DIR            gets head-nsfwjs.safetensors and taps/{hand,chest}-torch-{keras,torchvision}.safetensors
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import golden_net as g


def main(body, original, inputs, out):
    out, inputs = Path(out), Path(inputs)
    (out / "taps").mkdir(parents=True, exist_ok=True)
    weights = g.tfjs_weights(body)
    whole = g.tfjs_weights(original)
    assert all(np.array_equal(value, whole[name]) for name, value in weights.items()), "body differs from original"
    head = {}
    for n in (1, 2, 3):
        head[f"fc{n}.weight"] = np.ascontiguousarray(whole[f"dense_{n}/kernel"].T)
        head[f"fc{n}.bias"] = whole[f"dense_{n}/bias"].copy()
    save_file(head, out / "head-nsfwjs.safetensors", metadata={
        "labels": '["class 0","class 1","class 2","class 3","class 4"]', "activation": "softmax"})
    net = g.network(weights)
    for image in ("hand", "chest"):
        x = g.load_image(inputs / f"{image}_299.png")
        for dialect in ("keras", "torchvision"):
            g.use_dialect(dialect)
            taps = g.run(net, x)
            y = torch.from_numpy(taps["features"])
            for n in (1, 2, 3):
                y = torch.nn.functional.linear(y, torch.from_numpy(head[f"fc{n}.weight"]), torch.from_numpy(head[f"fc{n}.bias"]))
                y = y.relu() if n < 3 else y
            taps["logits"] = y.numpy()
            save_file(g.store(taps, whole_last=dialect == "keras"), out / "taps" / f"{image}-torch-{dialect}.safetensors",
                      metadata={"engine": f"torch {torch.__version__}", "dialect": dialect, "image": f"{image}_299.png"})
            print(image, dialect, "logits", taps["logits"], "dead channels", int((taps["features"] == 0).sum()))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
