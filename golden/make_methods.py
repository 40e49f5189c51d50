"""Raw maps of the methods that need gradients or head passes, in float64 NumPy from the formulas, at Mixed_7c and Mixed_6e.

A [K,P] activations, m[p] = sum_k A[k,p], g [K,P] gradient of the score of class c (autograd, float64), S_k = sum_p A, f = rest of
the network and head (torch, float64), y = f(A), q = softmax(y), minmax as in make_svd_cam.py. Mixed_7c is the stored float32 one of
taps/*-torch-keras; Mixed_6e is that of the float64 network. Names: `<layer>.<head>.<method>[.<variant>].class<c>`; without head
and class where neither plays a part. The score is the logit, or the probability with `.probability`.

cam                        sum_k W[c,k] A_k                                       (linear head, Mixed_7c)
gradcam                    relu(sum_k mean_p(g_k) A_k)
gradcam++.exact            relu(sum_k w_k A_k), w_k = sum_p a relu(g), a = 1/(2 + g S_k), 0 where g = 0 or 2 + g S_k <= 0
gradcam++.official-normalised  a divided by its sum over the positions with g > 0
xgradcam                   relu(sum_k w_k A_k), w_k = sum_p(g A)/S_k, 0 where S_k = 0
hirescam                   relu(sum_k g A)              layercam   sum_k relu(g) A
ablationcam.no-division    relu(sum_k (y_c - y_c without channel k) A_k)          .probability  same with q_c
ablationcam.divide-signed  same, every weight divided by y_c
eigencam                   sigma_1 u_1 of A^T [P,K], sign such that its sum is >= 0
eigencam.centred           same of A^T minus the mean over positions; turned if |min| > max; not rectified
eigengradcam.centred       as eigencam.centred, of (g A)^T              eigengradcam.uncentred  as eigencam, of (g A)^T
svdgradcam.r<r>            relu(sum_k mean_p(g_k) (U_r U_r^T A^T)[p,k])
fimf.authors-code          relu(sum_k w_k A_k), w_k = softmax(f(A * T_k))[c], T_k = 1 where A_k > 0; constant channels: w_k = 0
fimf.soft-template         same with T_k = minmax(A_k)
fimf.integrated            relu(sum_k w_k m T_k), w_k as authors-code
reciprocam.plain           softmax(f(A at position p only))[c]                    .logit  f(..)[c]
reciprocam.gaussian        softmax(f(the vector of p spread with [1 2 1] x [1 2 1]/16 over its neighbours, cut at the border))[c]
lowrankcam.<preset>.r<r>   as make_svd_cam.py, with the head pass f(A * mask) for b + mask.CAM/P:
                           w = f(A * mask)[c]; softmax in scorecam-like; f(A * mask)[c] - f(0)[c] in class-signed (relu) and linear;
                           CAM_c in the sign of class-signed is sum_k mean_p(g_k) A_k

Where a max pooling or ReLU of the rest of the network lies near a tie, float32 engines move: cam/methods-differences.json has, for
each map, the largest difference over the map's largest magnitude when all is done in float32 (Mixed_6e), or when Mixed_7c
comes from the float64 network (Mixed_7c).

usage: make_methods.py BODY_DIR INPUT_DIR OUT_DIR
OUT_DIR is this folder, has heads and taps, gets cam/methods-{hand,chest}.safetensors and cam/methods-differences.json
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t
from golden_tail import minmax
from make_svd_cam import relu, softmax

RANKS = (1, 3, 10, 40)
TARGETS = ("logit", "probability")


class Scores:
    """f for all heads at once: the rest of the network runs once for each masked activation."""

    def __init__(self, net, heads, layer, shape, dtype):
        self.rest, self.heads, self.shape, self.dtype = t.rest(net, layer), heads, shape, dtype

    def __call__(self, make, count):
        """make(i) gives masked activations [K,P]; returns head -> float64 [count,C]"""
        out = {name: [] for name in self.heads}
        with torch.no_grad():
            for at in range(0, count, 8):
                batch = np.stack([make(i).reshape(self.shape) for i in range(at, min(at + 8, count))])
                features = self.rest(torch.from_numpy(batch).to(self.dtype))
                for name, head in self.heads.items():
                    out[name].append(head(features).double().numpy())
        return {name: np.concatenate(rows) for name, rows in out.items()}


def rows(logits, target):
    return logits if target == "logit" else np.array([softmax(y) for y in logits])


def leading(m, centre):
    """sigma_1 u_1 of m [P,K] with the sign rule of the variant."""
    u, sigma, _ = np.linalg.svd(m - m.mean(axis=0) if centre else m, full_matrices=False)
    s = sigma[0] * u[:, 0]
    turn = -s.min() > s.max() if centre else s.sum() < 0
    return -s if turn else s


def gradient_maps(a, grad, u):
    """Methods that need the gradient only; a, grad [K,P]"""
    mean, total = grad.mean(axis=1), a.sum(axis=1, keepdims=True)
    denominator = 2 + grad * total
    alpha = np.where((grad != 0) & (denominator > 0), 1 / np.where(denominator > 0, denominator, 1), 0)
    positive = relu(grad)
    normal = np.where(grad > 0, alpha, 0).sum(axis=1, keepdims=True)
    product = grad * a
    out = {"gradcam": relu(mean @ a),
           "gradcam++.exact": relu((alpha * positive).sum(axis=1) @ a),
           "gradcam++.official-normalised": relu((alpha / np.where(normal > 0, normal, 1) * positive).sum(axis=1) @ a),
           "xgradcam": relu(np.divide(product.sum(axis=1), total[:, 0], where=total[:, 0] != 0, out=np.zeros(len(a))) @ a),
           "hirescam": relu(product.sum(axis=0)),
           "layercam": (positive * a).sum(axis=0),
           "eigengradcam.centred": leading(product.T, True),
           "eigengradcam.uncentred": leading(product.T, False)}
    for rank in RANKS:
        out[f"svdgradcam.r{rank}"] = relu(u[:, :rank] @ (u[:, :rank].T @ (mean @ a)))
    return out


def spread(a, p, width):
    """The vector of position p over its 3x3 neighbours, cut at the border."""
    out, height = np.zeros_like(a), a.shape[1] // width
    for dy, fy in ((-1, 0.25), (0, 0.5), (1, 0.25)):
        for dx, fx in ((-1, 0.25), (0, 0.5), (1, 0.25)):
            y, x = p // width + dy, p % width + dx
            if 0 <= y < height and 0 <= x < width:
                out[:, y * width + x] = a[:, p] * (fy * fx)
    return out


def only(a, p):
    out = np.zeros_like(a)
    out[:, p] = a[:, p]
    return out


def head_maps(a, scores, width, names):
    """Ablation-CAM, FIMF and Recipro-CAM; name -> [P], names with head and class"""
    count, positions = a.shape
    live = [k for k in range(count) if minmax(a[k]).any()]
    soft = {k: minmax(a[k]) for k in live}
    alone = np.ones(count, dtype=bool)

    def ablated(i):
        alone[:] = True
        alone[live[i]] = False
        return a * alone[:, None]

    y = scores(lambda i: a, 1)
    without = scores(ablated, len(live))
    hard_scores = scores(lambda i: a * (a[live[i]] > 0), len(live))
    soft_scores = scores(lambda i: a * soft[live[i]], len(live))
    single = scores(lambda p: only(a, p), positions)
    gauss = scores(lambda p: spread(a, p, width), positions)
    templates = (a[live] > 0) * a.sum(axis=0)
    out = {}
    for head, c in names:
        def put(method, value):
            out[f"{head}.{method}.class{c}"] = value
        drop = y[head][0, c] - without[head][:, c]
        put("ablationcam.no-division", relu(drop @ a[live]))
        put("ablationcam.divide-signed", relu((drop / y[head][0, c]) @ a[live]))
        put("ablationcam.probability", relu((rows(y[head], "probability")[0, c] - rows(without[head], "probability")[:, c]) @ a[live]))
        w = rows(hard_scores[head], "probability")[:, c]
        put("fimf.authors-code", relu(w @ a[live]))
        put("fimf.integrated", relu(w @ templates))
        put("fimf.soft-template", relu(rows(soft_scores[head], "probability")[:, c] @ a[live]))
        put("reciprocam.plain", rows(single[head], "probability")[:, c].copy())
        put("reciprocam.logit", single[head][:, c].copy())
        put("reciprocam.gaussian", rows(gauss[head], "probability")[:, c].copy())
    return out


def low_rank(a, u, scores, means, names):
    """All presets; u [P,>=40] with signs by the channel sum; means: (head, c) -> gradient's mean over positions [K]"""
    total, most = a.sum(axis=0), max(RANKS)
    masks = np.array([minmax(relu(np.where(u[:, i] @ total < 0, -1, 1) * u[:, i])) for i in range(most)])
    plain, linear = (scores(lambda i, set=set: a * set[i], most) for set in (masks, u.T))
    nothing = scores(lambda i: np.zeros_like(a), 1)
    out = {}
    for head, c in names:
        cam, zero = means[head, c] @ a, nothing[head][0, c]
        signed = np.array([minmax(relu(np.where(u[:, i] @ cam < 0, -1, 1) * u[:, i])) for i in range(most)])
        signed_scores = scores(lambda i: a * signed[i], most)[head][:, c]
        weights = {"paper-literal": (plain[head][:, c], masks), "scorecam-like": (rows(plain[head], "probability")[:, c], masks),
                   "class-signed": (relu(signed_scores - zero), signed), "linear": (linear[head][:, c] - zero, u.T)}
        for rank in RANKS:
            raw = {preset: w[:rank] @ set[:rank] for preset, (w, set) in weights.items()}
            raw["default"] = relu(raw["paper-literal"])
            for preset, value in raw.items():
                out[f"{head}.lowrankcam.{preset}.r{rank}.class{c}"] = value
    return out


def layer_maps(net, heads, layer, features, dtype):
    """All maps of one layer, names without the layer; features: torch [1,K,H,W] of dtype"""
    width, shape = features.shape[3], tuple(features.shape[1:])
    a = features[0].double().numpy().reshape(shape[0], -1)
    u, sigma, _ = np.linalg.svd(a.T, full_matrices=False)
    u = u * np.where(u.T @ a.sum(axis=0) < 0, -1.0, 1.0)
    names = [(head, c) for head in heads for c in t.CLASSES]
    out, means = {"eigencam": leading(a.T, False), "eigencam.centred": leading(a.T, True)}, {}
    for head, c in names:
        for target in TARGETS:
            grad = t.gradient(net, heads[head], layer, features, target, c)[0].astype(np.float64).reshape(a.shape)
            suffix = "" if target == "logit" else ".probability"
            for method, value in gradient_maps(a, grad, u).items():
                out[f"{head}.{method}{suffix}.class{c}"] = value
            if target == "logit":
                means[head, c] = grad.mean(axis=1)
    scores = Scores(net, heads, layer, shape, dtype)
    out |= head_maps(a, scores, width, names)
    out |= low_rank(a, u, scores, means, names)
    if layer == "Mixed_7c":
        for c in t.CLASSES:
            out[f"linear.cam.class{c}"] = heads["linear"].layers[0].weight[c].detach().double().numpy() @ a
    margins = np.abs(u[:, :40].T @ a.sum(axis=0)) / np.linalg.norm(a.sum(axis=0))
    print(layer, "sigma", sigma[:3], "least gap/sigma_1 of 0..39", (-np.diff(sigma)[:40]).min() / sigma[0],
          "least sign margin", margins.min(), "zero maps", [n for n, v in out.items() if not v.any()], flush=True)
    return out


def run(body, inputs, folder, image, dtype):
    net = t.network(body, "keras", dtype)
    heads = t.heads(folder, dtype)
    features = t.activations(net, g.load_image(inputs / f"{image}_299.png").to(dtype))
    if dtype == torch.float64:
        given = load_file(folder / "taps" / f"{image}-torch-keras.safetensors")["Mixed_7c"]
        last = torch.from_numpy(given).permute(2, 0, 1)[None].double().contiguous()
    else:
        exact = t.network(body, "keras", torch.float64)
        last = t.activations(exact, g.load_image(inputs / f"{image}_299.png").double())["Mixed_7c"]
    out = {f"Mixed_6e.{n}": v for n, v in layer_maps(net, heads, "Mixed_6e", features["Mixed_6e"], dtype).items()}
    double = t.heads(folder, torch.float64)
    return out | {f"Mixed_7c.{n}": v for n, v in layer_maps(net, double, "Mixed_7c", last, torch.float64).items()}


def main(body, inputs, folder):
    torch.set_num_threads(1)
    inputs, folder = Path(inputs), Path(folder)
    differences = {"what": "largest difference over the map's largest magnitude (null for a map that is all zero): Mixed_6e computed "
                           "in float32 against float64; Mixed_7c of the float64 network against the stored float32 one"}
    for image in ("hand", "chest"):
        start = time.monotonic()
        maps = run(body, inputs, folder, image, torch.float64)
        save_file({n: np.ascontiguousarray(v, dtype=np.float64) for n, v in maps.items()},
                  folder / "cam" / f"methods-{image}.safetensors",
                  metadata={"engine": f"NumPy {np.__version__}, torch {torch.__version__}", "image": f"{image}_299.png"})
        other = run(body, inputs, folder, image, torch.float32)
        differences[image] = {name: float(np.abs(value - other[name]).max() / np.abs(value).max()) if value.any() else None
                              for name, value in sorted(maps.items())}
        worst = sorted((d for d in differences[image].items() if d[1]), key=lambda d: -d[1])[:12]
        print(image, len(maps), "maps", f"{time.monotonic() - start:.0f} s", "largest moves", worst, flush=True)
    (folder / "cam" / "methods-differences.json").write_text(json.dumps(differences, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
