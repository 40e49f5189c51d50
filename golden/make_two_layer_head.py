"""Writes a random head of two dense layers, 2048 -> 64 -> 3 with a ReLU between.

Its seed is the one of 1..300 whose hidden sums stay farthest from zero on both images (at least 6.5e-3: no ReLU of the head can
flip by rounding), among those for which the gradient-weighted sum of Mixed_7c has both signs, for classes 0 and 1 on both images.

usage: make_two_layer_head.py OUT_FILE
"""
import sys

import numpy as np
from safetensors.numpy import save_file

SEED = 149


def main(out):
    rng = np.random.default_rng(SEED)
    save_file({"fc1.weight": rng.normal(0, 0.04, (64, 2048)).astype(np.float32),
               "fc1.bias": rng.normal(0, 0.04, 64).astype(np.float32),
               "fc2.weight": rng.normal(0, 0.2, (3, 64)).astype(np.float32),
               "fc2.bias": rng.normal(0, 0.1, 3).astype(np.float32)},
              out, metadata={"labels": '["a","b","c"]', "activation": "softmax"})


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
