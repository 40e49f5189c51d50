"""Raw maps of Ablation-CAM and FIMF-Score-CAM of the hand at Mixed_6e, on every 24th channel only, by the code of make_methods.py.

The other channels of Mixed_6e are set to zero before anything is scored: they are dead, and cost no pass. Names as there, and
`Mixed_6e.channels`; Recipro-CAM is left out, it has no fewer passes so.

usage: make_feature_masks.py BODY_DIR INPUT_DIR OUT_DIR
OUT_DIR is this folder, has heads and inputs; gets cam/feature-masks-hand.safetensors, and a line for each map: by how much of
its largest value it moves when all is done in float32
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import golden_net as g
import golden_tail as t
from make_methods import Scores, head_maps

STEP = 24


def maps(body, inputs, folder, dtype):
    net, heads = t.network(body, "keras", dtype), t.heads(folder, dtype)
    features = t.activations(net, g.load_image(inputs / "hand_299.png").to(dtype))["Mixed_6e"]
    a = features[0].double().numpy().reshape(768, -1)
    a[np.arange(768) % STEP != 0] = 0
    scores = Scores(net, heads, "Mixed_6e", tuple(features.shape[1:]), dtype)
    out = head_maps(a, scores, features.shape[3], [(head, c) for head in heads for c in t.CLASSES])
    return {f"Mixed_6e.{name}": value for name, value in out.items() if "reciprocam" not in name}


def main(body, inputs, folder):
    torch.set_num_threads(1)
    inputs, folder = Path(inputs), Path(folder)
    exact, single = (maps(body, inputs, folder, dtype) for dtype in (torch.float64, torch.float32))
    for name, value in sorted(exact.items()):
        print(name, np.abs(single[name] - value).max() / np.abs(value).max())
    out = {name: np.ascontiguousarray(value) for name, value in exact.items()}
    out["Mixed_6e.channels"] = np.arange(0, 768, STEP, dtype=np.float64)
    save_file(out, folder / "cam" / "feature-masks-hand.safetensors",
              metadata={"engine": f"NumPy {np.__version__}, torch {torch.__version__}", "image": "hand_299.png"})


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
