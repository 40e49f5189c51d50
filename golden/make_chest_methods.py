"""Raw maps of the chest at the last layer, all methods and variants of make_methods.py, by the same code.

Only `Mixed_7c`, from the stored activations of taps/chest-torch-keras: at Mixed_6e some ReLUs behind the layer lie so near
their step that float32 falls on the other side (gradients/differences.json): float32 PyTorch moves maps of the gradient by up to 2.4e-2.

usage: make_chest_methods.py BODY_DIR OUT_DIR
OUT_DIR is this folder, has heads and taps, gets cam/methods-chest-last-layer.safetensors
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_tail as t
from make_methods import layer_maps


def main(body, folder):
    torch.set_num_threads(1)
    folder = Path(folder)
    given = load_file(folder / "taps" / "chest-torch-keras.safetensors")["Mixed_7c"]
    features = torch.from_numpy(given).permute(2, 0, 1)[None].double().contiguous()
    net, heads = t.network(body, "keras", torch.float64), t.heads(folder, torch.float64)
    maps = layer_maps(net, heads, "Mixed_7c", features, torch.float64)
    save_file({f"Mixed_7c.{name}": np.ascontiguousarray(value, dtype=np.float64) for name, value in maps.items()},
              folder / "cam" / "methods-chest-last-layer.safetensors",
              metadata={"engine": f"NumPy {np.__version__}, torch {torch.__version__}", "image": "chest_299.png"})
    print(len(maps), "maps")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
