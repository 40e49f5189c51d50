"""Measures how far the maps move when Mixed_7c comes from TF.js instead of torch: the floor of any end-to-end tolerance.

For Score-CAM the 64 live channels of smallest range (where min-max amplifies rounding most) are scored again.

usage: measure_maps.py DUMP_DIR BODY_DIR INPUT_DIR OUT_DIR
DUMP_DIR  of make_taps_tfjs.mjs; OUT_DIR is this folder and gets cam/differences.json
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

import golden_net as g
import make_svd_cam as s


def decompose(m):
    u, sigma, _ = np.linalg.svd(m, full_matrices=False)
    return u * np.where(u.T @ m.sum(axis=1) < 0, -1.0, 1.0), sigma


def score_cam(dump, body, inputs, out, w, b):
    stored = load_file(out / "cam" / "hand-scorecam.safetensors")["weights"]
    flat = np.fromfile(dump / "hand" / "Mixed_7c.bin", "<f4").reshape(8, 8, 2048)
    spread = np.ptp(flat.reshape(64, 2048), axis=0)
    live = np.flatnonzero(spread > 0)
    assert np.array_equal(live, np.flatnonzero(stored))
    chosen = live[np.argsort(spread[live])[:64]]
    maps = torch.from_numpy(flat.transpose(2, 0, 1)[chosen].copy())[:, None]
    g.use_dialect("keras")
    net = g.network(g.tfjs_weights(body))
    x = g.load_image(inputs / "hand_299.png")
    worst = 0.0
    with torch.inference_mode():
        for at in range(0, 64, 8):
            mask = torch.nn.functional.interpolate(maps[at:at + 8], size=(299, 299), mode="bilinear", align_corners=False)
            low, high = mask.amin((2, 3), keepdim=True), mask.amax((2, 3), keepdim=True)
            features = net(x * ((mask - low) / (high - low))).double().numpy()
            for k, row in zip(chosen[at:at + 8], features):
                worst = max(worst, abs(s.softmax(w @ row + b)[0] - stored[k]))
    return worst


def main(dump, body, inputs, out):
    dump, inputs, out = Path(dump), Path(inputs), Path(out)
    head = load_file(out / "head-linear.safetensors")
    w, b = head["fc.weight"].astype(np.float64), head["fc.bias"].astype(np.float64)
    result = {"what": "largest absolute difference of float64 results, Mixed_7c from TF.js against Mixed_7c from torch"}
    for image in ("hand", "chest"):
        m = np.fromfile(dump / image / "Mixed_7c.bin", "<f4").astype(np.float64).reshape(64, 2048)
        u, sigma = decompose(m)
        svd = load_file(out / "svd" / f"{image}.safetensors")
        rows = {"sigma": float(np.abs(sigma - svd["sigma"]).max()), "u": float(np.abs(u[:, :10] - svd["u"]).max())}
        stored, mine = load_file(out / "cam" / f"{image}.safetensors"), s.maps(m, u, sigma, w, b)
        for name in sorted(mine):
            group = name.rsplit(".class", 1)[0]
            rows[group] = max(rows.get(group, 0.0), float(np.abs(mine[name] - stored[name]).max()))
        result[image] = rows
    result["hand"]["scorecam.weights"] = float(score_cam(dump, body, inputs, out, w, b))
    (out / "cam" / "differences.json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
