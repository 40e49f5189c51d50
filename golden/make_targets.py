"""Raw maps of the hand for what the other scripts leave out: contrasts, heads with a sigmoid, layers other than Mixed_7c and Mixed_6e.

All in float64 from the image on, by pytorch-grad-cam (its target is any function of the logits); LowRank-CAM, Ablation-CAM,
FIMF-Score-CAM and Recipro-CAM by the formulas of make_methods.py. Names as there; `class<c>-<o>` is class c against o, y_c - y_o.
Where a method weighs with a probability, a contrast means q_c / (q_c + q_o), and a sigmoid head 1 / (1 + exp(-y_c)).

contrast      Mixed_7c, Mixed_6e; 2 against 0 of the linear, 2 against 1 of the two-layer head
sigmoid       Mixed_7c, Mixed_6e; probability of class 1 of `sigmoid`, of class 0 of `one-output`, and the latter's logit, -z
other layers  Mixed_7a, Mixed_6b, Mixed_5d; logit of class 0 of the linear head, probability of class 1 of the two-layer head
formulas      Mixed_7c: all of them for contrasts and sigmoids; Mixed_7a: LowRank-CAM and Recipro-CAM, class 0 of the linear head

Gradients behind maximum pools and ReLUs at their steps move in float32: cam/targets-differences.json (not stored) has, for each
map of the library, by how much of its largest value it moves when all is done in float32.

usage: make_targets.py BODY_DIR INPUT_DIR OUT_DIR LIBRARIES...
OUT_DIR    is this folder, has the heads; gets cam/targets-hand.safetensors and cam/targets-differences.json
LIBRARIES  folders to import pytorch_grad_cam and what it needs from
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t
from make_methods import Scores, head_maps, low_rank, only, rows, spread
from make_reference_cams import Tail, pytorch_grad_cam_map, pytorch_grad_cam_methods

OTHER_LAYERS = ("Mixed_7a", "Mixed_6b", "Mixed_5d")
KEPT_RANKS = ("r3.", "r10.")


def logit(c):
    return lambda y: y[..., c]


def contrast(c, o):
    return lambda y: y[..., c] - y[..., o]


def softmax(c):
    return lambda y: torch.softmax(y, -1)[..., c]


def sigmoid(c):
    return lambda y: torch.sigmoid(y[..., c])


# head, suffix of the name, the score that is explained, the logit whose sigmoid is its probability
TARGETS = (("linear", ".class2-0", contrast(2, 0), contrast(2, 0)), ("two-layer", ".class2-1", contrast(2, 1), contrast(2, 1)),
           ("sigmoid", ".probability.class1", sigmoid(1), logit(1)), ("one-output", ".probability.class0", sigmoid(0), logit(0)),
           ("one-output", ".class0", logit(0), logit(0)))
ON_OTHER_LAYERS = (("linear", ".class0", logit(0)), ("two-layer", ".probability.class1", softmax(1)))


def library_maps(net, heads, features, dtype):
    """By pytorch-grad-cam; Eigen-CAM, which takes no target, once for each other layer."""
    out, methods = {}, pytorch_grad_cam_methods()
    wanted = [(layer, *target[:3]) for layer in t.LAYERS for target in TARGETS]
    wanted += [(layer, *target) for layer in OTHER_LAYERS for target in ON_OTHER_LAYERS]
    for layer, head, suffix, score in wanted:
        tail = Tail(net, layer, heads[head]).to(dtype)
        for name, make in methods.items():
            if name.startswith("ablation") and (layer != "Mixed_7c" or "probability" in suffix):
                continue
            if name == "eigencam.centred":
                if layer in OTHER_LAYERS and head == "linear":
                    out[f"{layer}.{name}"] = pytorch_grad_cam_map(name, make, tail, features[layer], score)
                continue
            out[f"{layer}.{head}.{name}{suffix}"] = pytorch_grad_cam_map(name, make, tail, features[layer], score)
    return out


class TargetScores:
    """Scores of make_methods.py with two logits for each target: its own and 0, so that the softmax of the first is its sigmoid."""

    def __init__(self, scores, targets):
        self.scores, self.targets = scores, targets

    def __call__(self, make, count):
        logits = self.scores(make, count)
        own = {head + suffix: value(torch.from_numpy(logits[head])).numpy() for head, suffix, _, value in self.targets}
        return {name: np.stack((y, np.zeros_like(y)), axis=1) for name, y in own.items()}


def formula_maps(net, heads, layer, features):
    a = features[0].numpy().reshape(features.shape[1], -1)
    u, _, _ = np.linalg.svd(a.T, full_matrices=False)
    u = u * np.where(u.T @ a.sum(axis=0) < 0, -1.0, 1.0)
    targets = TARGETS if layer == "Mixed_7c" else (("linear", ".class0", logit(0), None),)
    # A softmax head's own probability has no sigmoid, so at other layers its class stays among the others.
    plain = Scores(net, {head: heads[head] for head, *_ in targets}, layer, tuple(features.shape[1:]), torch.float64)
    scores = TargetScores(plain, targets) if layer == "Mixed_7c" else plain
    names, means = [], {}
    for head, suffix, _, value in targets:
        leaf = features.clone().requires_grad_(True)
        grad, = torch.autograd.grad((value or logit(0))(heads[head](t.rest(net, layer)(leaf * 1))).sum(), leaf)
        name = (head + suffix if layer == "Mixed_7c" else head, 0)
        names.append(name)
        means[name] = grad[0].numpy().reshape(a.shape).mean(axis=1)
    maps = low_rank(a, u, scores, means, names)
    if layer == "Mixed_7c":
        maps |= head_maps(a, scores, features.shape[3], names)
    else:
        for name, make in (("plain", only), ("gaussian", lambda a, p: spread(a, p, features.shape[3]))):
            y = scores(lambda p: make(a, p), a.shape[1])["linear"]
            maps[f"linear.reciprocam.{name}.class0"] = rows(y, "probability")[:, 0].copy()
    return {f"{layer}.{named(name)}": value for name, value in maps.items() if wanted(name)}


def wanted(name):
    """Ranks 3 and 10; of Ablation-CAM what its target asks for, which its own formula by probability does not know."""
    if "lowrankcam" in name:
        return any(rank in name for rank in KEPT_RANKS)
    return "ablationcam" not in name or "no-division" in name and ".probability" not in name


def named(name):
    """`<head><suffix>.<method>.class0` as `<head>.<method><suffix>`."""
    for head, suffix, *_ in TARGETS:
        if name.startswith(head + suffix + "."):
            return head + name.removeprefix(head + suffix).removesuffix(".class0") + suffix
    return name


def main(body, inputs, folder, *libraries):
    sys.path[1:1] = libraries
    torch.set_num_threads(1)
    folder, layers, runs = Path(folder), t.LAYERS + OTHER_LAYERS, {}
    for dtype in (torch.float64, torch.float32):
        net = t.network(body, "keras", dtype)
        heads = t.heads(folder, dtype) | {name: t.Head(load_file(folder / f"head-{name}.safetensors")).to(dtype)
                                          for name in ("sigmoid", "one-output")}
        features = t.activations(net, g.load_image(Path(inputs) / "hand_299.png").to(dtype), layers)
        out = runs[dtype] = library_maps(net, heads, features, dtype)
        print(dtype, len(out), "maps by the library", flush=True)
        if dtype == torch.float64:
            exact = dict(out)
            for layer in ("Mixed_7c", "Mixed_7a"):
                exact |= formula_maps(net, heads, layer, features[layer])
    assert all(np.isfinite(value).all() for value in exact.values())
    print("zero:", [name for name, value in exact.items() if not value.any()])
    save_file({name: np.ascontiguousarray(value) for name, value in exact.items()}, folder / "cam" / "targets-hand.safetensors",
              metadata={"engine": f"pytorch-grad-cam, NumPy {np.__version__}, torch {torch.__version__}", "image": "hand_299.png"})
    moved = {name: float(np.abs(runs[torch.float32][name] - value).max() / max(np.abs(value).max(), 1e-300))
             for name, value in sorted(runs[torch.float64].items())}
    (folder / "cam" / "targets-differences.json").write_text(json.dumps(moved, indent=1) + "\n")
    print(len(exact), "maps; moved most:", sorted(moved.items(), key=lambda m: -m[1])[:20])


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
