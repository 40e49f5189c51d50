"""Packs the dumps of make_taps_tfjs.mjs under the storage rule and prints the differences from torch-keras.

usage: pack_taps.py DUMP_DIR OUT_DIR
OUT_DIR has taps/{hand,chest}-torch-keras.safetensors; gets taps/{hand,chest}-tfjs-keras.safetensors, taps/differences.json
"""
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

import golden_net as g


def main(dumps, out):
    dumps, taps = Path(dumps), Path(out) / "taps"
    engine = json.loads((dumps / "engine.json").read_text())["engine"]
    differences = {}
    for image in ("hand", "chest"):
        full = {name: np.fromfile(dumps / image / f"{name}.bin", "<f4") for name in g.TAPS + ["features", "logits"]}
        sampled = g.store(full, whole_last=False)
        save_file(sampled, taps / f"{image}-tfjs-keras.safetensors",
                  metadata={"engine": engine, "dialect": "keras", "image": f"{image}_299.png"})
        torch = load_file(taps / f"{image}-torch-keras.safetensors")
        rows = {}
        for name, value in full.items():
            other = torch[name].reshape(-1)
            mine = value if value.size == other.size else sampled[name]
            rows[name] = {"maxAbsDifference": float(np.abs(mine - other).max()), "maxAbsValue": float(np.abs(other).max()),
                          "comparedValues": int(other.size)}
        differences[image] = rows
    (taps / "differences.json").write_text(json.dumps(
        {"what": f"largest absolute difference, {engine} against torch in the keras dialect", **differences}, indent=1) + "\n")
    for image, rows in differences.items():
        for name, row in rows.items():
            print(image, name, row)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
