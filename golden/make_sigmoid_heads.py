"""Writes two random heads with a sigmoid: `sigmoid`, 2048 -> 3 with classes that do not exclude each other, and `one-output`, 2048 -> 1,
whose single output z stands for two classes with the logits -z and z.

usage: make_sigmoid_heads.py OUT_DIR
OUT_DIR gets head-sigmoid.safetensors and head-one-output.safetensors
"""
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

HEADS = {"sigmoid": (3, 5, '["a","b","c"]'), "one-output": (1, 6, '["negative","positive"]')}


def main(folder):
    for name, (outputs, seed, labels) in HEADS.items():
        rng = np.random.default_rng(seed)
        save_file({"fc.weight": rng.normal(0, 0.04, (outputs, 2048)).astype(np.float32),
                   "fc.bias": rng.normal(0, 0.04, outputs).astype(np.float32)},
                  Path(folder) / f"head-{name}.safetensors", metadata={"labels": labels, "activation": "sigmoid"})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
