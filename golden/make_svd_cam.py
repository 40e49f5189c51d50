"""Writes SVD, CAM, Eigen-CAM and LowRank-CAM maps of Mixed_7c in float64 NumPy, from the formulas alone.

M is [64,2048] (positions x channels), W [3,2048], b [3], P = 64, CAM_c = M.W_c, u_i the left singular vectors of M.
mask A_i = minmax(relu(t_i)); minmax(S) = (S - min)/(max - min), or zero if max - min <= 1e-6 max(|max|,|min|).

preset         t_i                    w_i                               after the sum
default        sign(u_i.(M.1)) u_i    b_c + A_i.CAM_c/P                 relu
paper-literal  same                   same                              nothing
scorecam-like  same                   softmax(b + A_i.CAMall/P)[c]      nothing
class-signed   sign(u_i.CAM_c) u_i    max(0, A_i.CAM_c/P)               relu
linear         mask is u_i itself     u_i.CAM_c/P                       nothing
positive       same as linear         same                              relu

The head is random. Its seed is the one of 1..300 with the widest class-sign margins among those for which every class map
has both signs on both images; some maps of `default` and `class-signed` stay all zero (no positive weight), on purpose.

usage: make_svd_cam.py TAPS_DIR OUT_DIR
TAPS_DIR  has {hand,chest}-torch-keras.safetensors
OUT_DIR   gets head-linear.safetensors, svd/{hand,chest}.safetensors, cam/{hand,chest}.safetensors
"""
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

P, CLASSES, RANKS, SEED = 64, 3, (1, 3, 10, 40), 11


def minmax(s):
    low, high = s.min(), s.max()
    if high - low <= 1e-6 * max(abs(high), abs(low)):
        return np.zeros_like(s)
    return (s - low) / (high - low)


def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()


def relu(s):
    return np.maximum(s, 0.0)


def linear_head():
    rng = np.random.default_rng(SEED)
    return {"fc.weight": rng.normal(0, 0.04, (CLASSES, 2048)).astype(np.float32),
            "fc.bias": rng.normal(0, 0.04, CLASSES).astype(np.float32)}


def maps(m, u, sigma, w, b):
    """All raw maps of one image as a dict name -> float64 [64]."""
    cam_all = m @ w.T
    total = m.sum(axis=1)
    out = {"eigencam": sigma[0] * u[:, 0]}
    for c in range(CLASSES):
        cam = cam_all[:, c]
        out[f"cam.class{c}"] = cam.copy()
        for rank in RANKS:
            raw = {name: np.zeros(P) for name in
                   ("default", "paper-literal", "scorecam-like", "class-signed", "linear")}
            for i in range(rank):
                ui = u[:, i]
                a = minmax(relu(np.sign(ui @ total) * ui))
                if a.any():
                    raw["paper-literal"] += (b[c] + a @ cam / P) * a
                    raw["scorecam-like"] += softmax(b + a @ cam_all / P)[c] * a
                a = minmax(relu(np.sign(ui @ cam) * ui))
                raw["class-signed"] += max(0.0, a @ cam / P) * a
                raw["linear"] += (ui @ cam / P) * ui
            raw["default"] = relu(raw["paper-literal"])
            raw["class-signed"] = relu(raw["class-signed"])
            raw["positive"] = relu(raw["linear"])
            for preset, value in raw.items():
                out[f"lowrankcam.{preset}.r{rank}.class{c}"] = value
    return out


def main(taps, out):
    taps, out = Path(taps), Path(out)
    for folder in ("svd", "cam"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    head = linear_head()
    save_file(head, out / "head-linear.safetensors", metadata={"labels": '["a","b","c"]', "activation": "softmax"})
    w, b = head["fc.weight"].astype(np.float64), head["fc.bias"].astype(np.float64)
    for image in ("hand", "chest"):
        m = load_file(taps / f"{image}-torch-keras.safetensors")["Mixed_7c"].astype(np.float64).reshape(P, 2048)
        u, sigma, _ = np.linalg.svd(m, full_matrices=False)
        total = m.sum(axis=1)
        u = u * np.where(u.T @ total < 0, -1.0, 1.0)
        assert sigma[-1] > 1e-6 * sigma[0], "rank below 64"
        save_file({"sigma": sigma, "u": np.ascontiguousarray(u[:, :10])}, out / "svd" / f"{image}.safetensors")
        result = maps(m, u, sigma, w, b)
        save_file(result, out / "cam" / f"{image}.safetensors")
        gaps = (sigma[:-1] - sigma[1:]) / sigma[0]
        margins = np.abs(u.T @ total) / np.linalg.norm(total)
        class_margins = np.abs(u[:, :40].T @ (m @ w.T)) / np.linalg.norm(m @ w.T, axis=0)
        print(image, "logits", w @ m.mean(axis=0) + b, "sigma", sigma[0], sigma[1], sigma[-1],
              "least gap/sigma_1 of 0..39:", gaps[:40].min(),
              "least sign margin of 0..39:", margins[:40].min(), "by class:", class_margins.min(),
              "zero maps:", [n for n, v in result.items() if not v.any()])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
