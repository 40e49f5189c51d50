"""Recomputes the small worked example (P=4 as 2x2, K=3, two classes, c=0) from the formulas and checks the printed table.

The table was printed with six decimals; every row recomputed here must agree to 1e-6.

usage: make_worked_example.py OUT_FILE
"""
import json
import sys
from pathlib import Path

import numpy as np

PRINTED = {
    "gap": [1, 1, 0.5], "y": [0.35, 0.425], "q": [0.481259, 0.518741],
    "camAll": [[2.5, -0.75], [-2, 2.5], [-0.5, 1.25], [1, -0.5]],
    "camNorm": [1, 0, 0.333333, 0.666667],
    "gradCamRaw": [0.625, 0, 0, 0.25], "gradCamNorm": [1, 0, 0, 0.4],
    "gradCamProbWeights": [0.093618, -0.124824, 0.015603], "gradCamProbRaw": [0.202840, 0, 0, 0.093618],
    "gradCamPlusPlusExactWeights": [0.333333, 0, 0.222222],
    "gradCamPlusPlusExactRaw": [0.888889, 0.333333, 0.222222, 0.333333],
    "gradCamPlusPlusExactNorm": [1, 0.166667, 0, 0.166667],
    "gradCamPlusPlusOfficialRaw": [0.625, 0.25, 0.125, 0.25],
    "ablationDifferences": [1, -1, 0.25], "ablationRawWithoutDivision": [2.25, 0, 0, 1],
    "sigma": [3.456602, 2.210753, 1.079108],
    "u": [[0.337612, 0.880940, 0.299598, 0.142140], [0.861095, -0.360546, -0.076380, 0.350269],
          [0.110367, -0.281505, 0.878666, -0.369486]],
    "sigmaS": [5.277932, 1.338609, 0.592927],
    "eigenCamRaw": [1.166989, 3.045060, 1.035592, 0.491322], "eigenCamNorm": [0.264580, 1, 0.213127, 0],
    "eigenCamCentredRaw": [-1.266044, 2.008272, 0.128886, -0.871114],
    "masks": [[0.264580, 1, 0.213127, 0], [1, 0, 0, 0.406771], [0.125608, 0, 1, 0]],
    "wLogit": [-0.261279, 0.826693, 0.053505], "wProb": [0.331087, 0.779892, 0.491140],
    "lowRankLogitR1Raw": [-0.069129, -0.261279, -0.055685, 0], "lowRankLogitR1Norm": [0, 0, 0, 0],
    "lowRankLogitR2Raw": [0.757564, -0.261279, -0.055685, 0.336275], "lowRankLogitR2Norm": [1, 0, 0, 0.443890],
    "lowRankLogitR3Raw": [0.764284, -0.261279, -0.002181, 0.336275], "lowRankLogitR3Norm": [1, 0, 0, 0.439986],
    "lowRankProbR1Norm": [0.264580, 1, 0.213127, 0],
    "lowRankProbR2Raw": [0.867491, 0.331087, 0.070564, 0.317238], "lowRankProbR2Norm": [1, 0.326910, 0, 0.309531],
    "lowRankProbR3Raw": [0.929182, 0.331087, 0.561704, 0.317238], "lowRankProbR3Norm": [1, 0.022632, 0.399490, 0],
    "linearR3": [0.625, -0.5, -0.125, 0.25],
    "reciproLogit": [0.725, -0.4, -0.025, 0.35], "reciproProb": [0.752595, 0.304703, 0.465679, 0.662622],
    "reciproProbNorm": [1, 0, 0.359408, 0.799119],
    "fimfLogits": [0.475, -0.525, 0.6], "fimfWeights": [0.589645, 0.220544, 0.662622],
    "fimfRaw": [1.841913, 1.251277, 0.883166, 0.589645], "fimfNorm": [1, 0.528347, 0.234391, 0],
}


def minmax(s):
    low, high = s.min(), s.max()
    return np.zeros_like(s) if high - low <= 1e-6 * max(abs(low), abs(high)) else (s - low) / (high - low)


def softmax(y):
    e = np.exp(y - y.max())
    return e / e.sum()


def relu(s):
    return np.maximum(s, 0.0)


def compute():
    m = np.array([[2, 0, 1], [1, 3, 0], [0, 1, 1], [1, 0, 0]], float)
    w = np.array([[1, -1, 0.5], [-0.5, 1, 0.25]])
    b = np.array([0.1, -0.2])
    c, p = 0, 4
    out = {"m": m, "w": w, "b": b, "targetClass": c, "gridHeight": 2, "gridWidth": 2}
    gap = m.mean(axis=0)
    y = w @ gap + b
    q = softmax(y)
    cam_all = m @ w.T
    cam = cam_all[:, c]
    out |= {"gap": gap, "y": y, "q": q, "camAll": cam_all, "camNorm": minmax(cam)}

    raw = relu(cam / p)
    out |= {"gradCamRaw": raw, "gradCamNorm": minmax(raw)}
    g = q[c] * (w[c] - q @ w) / p
    out |= {"gradCamProbWeights": g, "gradCamProbRaw": relu(m @ g)}
    g, total = w[c] / p, m.sum(axis=0)
    alpha = g ** 2 / (2 * g ** 2 + total * g ** 3)
    weights = p * alpha * relu(g)
    raw = relu(m @ weights)
    out |= {"gradCamPlusPlusExactWeights": weights, "gradCamPlusPlusExactRaw": raw,
            "gradCamPlusPlusExactNorm": minmax(raw), "gradCamPlusPlusOfficialRaw": relu(m @ (relu(w[c]) / p))}
    differences = np.array([y[c] - (w[c] @ np.where(np.arange(3) == k, 0, gap) + b[c]) for k in range(3)])
    out |= {"ablationDifferences": differences, "ablationRawWithoutDivision": relu(m @ differences)}

    u, sigma, vt = np.linalg.svd(m, full_matrices=False)
    sign = np.where(vt.sum(axis=1) < 0, -1.0, 1.0)
    u, vt = u * sign, vt * sign[:, None]
    out |= {"sigma": sigma, "u": u.T, "sigmaS": sigma * vt.sum(axis=1)}
    eigen = sigma[0] * u[:, 0]
    out |= {"eigenCamRaw": eigen, "eigenCamNorm": minmax(eigen)}
    cu, cs, _ = np.linalg.svd(m - gap, full_matrices=False)
    centred = cs[0] * cu[:, 0]
    out["eigenCamCentredRaw"] = centred if centred.max() >= -centred.min() else -centred

    masks = np.array([minmax(relu(u[:, i])) for i in range(3)])
    logits = np.array([w @ (m * a[:, None]).mean(axis=0) + b for a in masks])
    probs = np.array([softmax(v) for v in logits])
    out |= {"masks": masks, "wLogit": logits[:, c], "wProb": probs[:, c]}
    for rank in (1, 2, 3):
        raw = logits[:rank, c] @ masks[:rank]
        out |= {f"lowRankLogitR{rank}Raw": raw, f"lowRankLogitR{rank}Norm": minmax(relu(raw))}
        raw = probs[:rank, c] @ masks[:rank]
        out |= {f"lowRankProbR{rank}Raw": raw, f"lowRankProbR{rank}Norm": minmax(raw)}
    out["linearR3"] = u @ (u.T @ cam / p)

    single = cam_all / p + b
    probability = np.array([softmax(v)[c] for v in single])
    out |= {"reciproLogit": single[:, c], "reciproProb": probability, "reciproProbNorm": minmax(probability)}
    fimf = np.array([w @ (m * (m[:, k] > 0)[:, None]).mean(axis=0) + b for k in range(3)])
    weights = np.array([softmax(v)[c] for v in fimf])
    raw = relu(m @ weights)
    out |= {"fimfLogits": fimf[:, c], "fimfWeights": weights, "fimfRaw": raw, "fimfNorm": minmax(raw)}
    return out


def main(path):
    out = compute()
    worst = 0.0
    for name, printed in PRINTED.items():
        difference = np.abs(np.asarray(out[name]) - np.asarray(printed, float)).max()
        if difference > 1e-6:
            print("DISAGREES", name, difference, np.asarray(out[name]).tolist(), printed)
        worst = max(worst, difference)
    print("rows checked", len(PRINTED), "largest difference", worst)
    assert worst <= 1e-6
    plain = {name: np.asarray(value).tolist() for name, value in out.items()}
    Path(path).write_text("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in plain.items()) + "\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
