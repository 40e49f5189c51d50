"""Raw maps of the methods that mask the input, in float64 from the formulas: a few channels, groups and windows.

x image [3,299,299] (v/255), up = bilinear to 299x299 with half-pixel centres, F = network to the pooled features, f = head,
y = f(F(..)), q = softmax(y), g [K] mean over positions of the gradient of y_c at the image itself (autograd through the head),
norm(S) = (S - min)/(max - min). Only the channels named `<layer>.channels` are looked at: the last one is dead, its H_k is 0.
A_k of Mixed_7c is the stored float32 one of taps/hand-torch-keras, of Mixed_6e (linear head only) that of the float64 network.

scorecam.authors-code      relu(sum_k q_c(x H_k) A_k), H_k = norm(up(A_k)); dead channels left out
scorecam.paper             same, weights softmax over the channels left of y_c(x H_k)
scorecam.cic               same, weights relu(q_c(x H_k) - q_c(0))
scorecam.max-n             as authors-code, the 4 channels of largest standard deviation over positions
scorecam.pytorch-grad-cam  relu(sum_k w_k A_k), w = softmax over all channels of y_c(x H_k), H_k = up'(A_k) - min over
                           (max - min + 1e-8), up' with corners on corners
scorecam.torch-cam         same with H_k = up((A_k - min)/(max - min + 1e-8))
Mixed_7c as 2048 channels, those not looked at set to zero (dead):
scorecam++.positive-relevance  authors-code on k with g_k sum_p A_k > 0      scorecam++.positive-gradient  with g_k > 0
scorecam++.top-n-std       as scorecam.max-n         scorecam++.cic-positive  authors-code on k with q_c(x H_k) > q_c(0)
scorecam++.gated-tanh      relu(sum_k q_c(x H_k) H_k), H_k = tanh(up(A_k)), at 299x299
gscorecam.selected-only    S: the 700 largest g_k; H_k as scorecam.pytorch-grad-cam with 1e-6; w = softmax over S of y_c(x H_k)
gscorecam.zero-fill        w = softmax over all 2048 of y_c(x H_k), 0 outside of S
gscorecam.ten-percent      as selected-only with the 205 largest
Mixed_7c with all channels, class 0 of the linear and class 1 of the two-layer head, in groups of ceil(2048/G) neighbours:
groupcam.current           G = 12; E_j = relu(sum_{k in j} g_k A_k), H_j = norm(up(E_j)), x_j = x H_j + b (1 - H_j), b of make_blur.py;
                           sum_j relu(q_c(x_j) - q_c(b)) E_j
groupcam.denoise           E_j set to 0 where not above its own 70th percentile first
groupcam.first-release     G = 7; not above the 70th percentile of all E_j together; sum_j q_c(x_j) (E_j - min U_j)/(max U_j - min U_j),
                           U_j = up(E_j)
Without a layer, at 299x299, the linear head (RISE: make_authors_maps.py):
occlusion.probability      mean over the windows on a pixel of q_c(x) - q_c(x outside of the window), 120x120 at 0, 90, 179
occlusion.logit            same with y_c

Names as in make_methods.py: `<layer>.<head>.<method>[.<variant>].class<c>`; maps at 299x299 by the sampling rule of golden_net.py, float32.

usage: make_input_masks.py BODY_DIR INPUT_DIR OUT_DIR
OUT_DIR is this folder, has heads, taps and inputs; gets cam/input-masks-hand.safetensors
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t
from make_blur import blur
from make_svd_cam import relu, softmax

CHANNELS, MOST, SIZE = 8, 4, 299
SELECTED, TENTH = 700, 205
GROUPED = (("linear", 0), ("two-layer", 1))


def enlarge(maps, size, corners=False):
    """[n,h,w] -> [n,size,size]"""
    return torch.nn.functional.interpolate(torch.from_numpy(maps)[:, None], size=(size, size), mode="bilinear",
                                           align_corners=corners)[:, 0].numpy()


def norm(maps, epsilon=0.0):
    low, high = maps.min(axis=(1, 2), keepdims=True), maps.max(axis=(1, 2), keepdims=True)
    return (maps - low) / (high - low + epsilon)


class Scores:
    """Logits of all heads for many inputs."""

    def __init__(self, net, heads, x):
        self.net, self.heads, self.x, self.passes = net, heads, x, 0

    def inputs(self, batch):
        out = {name: [] for name in self.heads}
        with torch.no_grad():
            for one in batch:
                pooled = self.net(torch.from_numpy(np.ascontiguousarray(one))[None])
                self.passes += 1
                for name, head in self.heads.items():
                    out[name].append(head.pooled(pooled)[0].numpy())
        return {name: np.array(rows) for name, rows in out.items()}

    def masked(self, masks):
        return self.inputs(self.x * mask for mask in masks)


def probabilities(logits):
    return np.array([softmax(y) for y in logits])


def few(a, gradients):
    """Eight live channels spread over all, those of largest gradient for each head and class, and a dead one at the end."""
    live = np.flatnonzero(np.ptp(a, axis=1) > 0)
    spread = live[np.linspace(0, len(live) - 1, CHANNELS).astype(int)]
    largest = [live[np.argmax(grad[live])] for grad in gradients]
    return np.append(np.unique(np.append(spread, largest)).astype(int), np.flatnonzero(~a.any(axis=1))[:1])


def score_cam(a, side, scores, put):
    """a [n,P]: the channels looked at, the last one dead."""
    maps, live = a.reshape(-1, side, side), a[:-1]
    half = scores.masked(norm(enlarge(maps[:-1], SIZE)))
    corners = scores.masked(norm(enlarge(maps, SIZE, True), 1e-8))
    before = scores.masked(enlarge(norm(maps, 1e-8), SIZE))
    nothing = scores.masked([np.zeros((SIZE, SIZE))])
    strong = np.sort(np.argsort(-live.std(axis=1), kind="stable")[:MOST])
    for head in half:
        for c in t.CLASSES:
            q, blank = probabilities(half[head])[:, c], softmax(nothing[head][0])[c]
            print(head, c, "least distance of a score from the blank input's", np.abs(q - blank).min(), flush=True)
            put(head, "scorecam.authors-code", c, relu(q @ live))
            put(head, "scorecam.paper", c, relu(softmax(half[head][:, c]) @ live))
            put(head, "scorecam.cic", c, relu(relu(q - blank) @ live))
            put(head, "scorecam.max-n", c, relu(q[strong] @ live[strong]))
            put(head, "scorecam.pytorch-grad-cam", c, relu(softmax(corners[head][:, c]) @ a))
            put(head, "scorecam.torch-cam", c, relu(softmax(before[head][:, c]) @ a))
    return half, nothing


def selections(a, channels, gradients, half, nothing, scores, put):
    """Score-CAM++ and gScoreCAM; a as in score_cam, channels their numbers among the 2048."""
    maps, live, which = a.reshape(-1, 8, 8), a[:-1], channels[:-1]
    gated = np.tanh(enlarge(maps[:-1], SIZE))
    tanh = scores.masked(gated)
    corners = scores.masked(norm(enlarge(maps[:-1], SIZE, True), 1e-6))
    strong = np.sort(np.argsort(-live.std(axis=1), kind="stable")[:MOST])
    for (head, c), grad in gradients.items():
        q, blank = probabilities(half[head])[:, c], softmax(nothing[head][0])[c]
        chosen = {"positive-relevance": grad[which] * live.sum(axis=1) > 0, "positive-gradient": grad[which] > 0,
                  "top-n-std": np.isin(np.arange(len(live)), strong), "cic-positive": q > blank}
        for name, s in chosen.items():
            print(head, c, name, "selects", s.sum(), "of", len(s), flush=True)
            put(head, f"scorecam++.{name}", c, relu(q[s] @ live[s]))
        weights = probabilities(tanh[head])[:, c]
        put(head, "scorecam++.gated-tanh", c, relu(np.tensordot(weights, gated, 1)))
        for name, k in (("selected-only", SELECTED), ("zero-fill", SELECTED), ("ten-percent", TENTH)):
            selected = np.argsort(-grad, kind="stable")[:k]
            y = np.full(2048, nothing[head][0][c])
            y[which] = corners[head][:, c]
            w = np.zeros(2048)
            if name == "zero-fill":
                w[selected] = y[selected]
                w = softmax(w)
            else:
                w[selected] = softmax(y[selected])
            assert np.isin(which, selected).any(), (head, c, name)
            put(head, f"gscorecam.{name}", c, relu(w[which] @ live))


def groups(a, grad, count):
    size = -(-len(a) // count)
    return np.array([relu(grad[at:at + size] @ a[at:at + size]) for at in range(0, len(a), size)])


def group_cam(a, gradients, scores, put):
    image = torch.from_numpy(scores.x)[None]
    blurred = blur(image, "group-cam")[0].numpy()
    baseline = scores.inputs([blurred])
    for head, c in GROUPED:
        grad = gradients[head, c]
        for variant, count in (("current", 12), ("denoise", 12), ("first-release", 7)):
            e = groups(a, grad, count)
            if variant == "denoise":
                e = np.array([np.where(row > np.percentile(row, 70), row, 0) for row in e])
            if variant == "first-release":
                e = np.where(e > np.percentile(e, 70), e, 0)
            e = e[np.ptp(e, axis=1) > 0]
            up = enlarge(e.reshape(-1, 8, 8), SIZE)
            h = norm(up)
            q = probabilities(scores.inputs(scores.x * m + blurred * (1 - m) for m in h)[head])[:, c]
            if variant == "first-release":
                low, high = up.min(axis=(1, 2))[:, None], up.max(axis=(1, 2))[:, None]
                value = q @ ((e - low) / (high - low))
            else:
                value = relu(q - softmax(baseline[head][0])[c]) @ e
            print(head, c, variant, "groups", len(e), "of", count, "least distance of a score from the baseline",
                  np.abs(q - softmax(baseline[head][0])[c]).min(), flush=True)
            put(head, f"groupcam.{variant}", c, value)


def black_boxes(scores, put):
    whole = scores.inputs([scores.x])
    starts, side = (0, 90, 179), 120
    windows = np.ones((9, SIZE, SIZE))
    for i in range(9):
        windows[i, starts[i // 3]:starts[i // 3] + side, starts[i % 3]:starts[i % 3] + side] = 0
    covered, times = scores.masked(windows), (1 - windows).sum(axis=0)
    for head in covered:
        for c in t.CLASSES:
            for name, take in (("probability", probabilities), ("logit", lambda y: y)):
                fall = take(whole[head])[0, c] - take(covered[head])[:, c]
                put(head, f"occlusion.{name}", c, np.tensordot(fall, 1 - windows, 1) / times)


def main(body, inputs, folder):
    torch.set_num_threads(1)
    folder = Path(folder)
    net, heads = t.network(body, "keras", torch.float64), t.heads(folder, torch.float64)
    image = g.load_image(Path(inputs) / "hand_299.png").double()
    scores = Scores(net, heads, image[0].numpy())
    given = load_file(folder / "taps" / "hand-torch-keras.safetensors")["Mixed_7c"]
    taps = {"Mixed_7c": given.transpose(2, 0, 1).astype(np.float64), "Mixed_6e": t.activations(net, image)["Mixed_6e"][0].numpy()}
    out = {}
    for layer, features in taps.items():
        a, last = features.reshape(len(features), -1), layer == "Mixed_7c"
        gradients = {(head, c): t.gradient(net, heads[head], layer, torch.from_numpy(features)[None], "logit", c)[0].mean(axis=(1, 2))
                     for head in heads for c in t.CLASSES}
        channels = few(a, gradients.values() if last else ())
        out[f"{layer}.channels"] = channels.astype(np.float64)

        def put(head, name, c, value, prefix=layer + "."):
            assert np.isfinite(value).all(), (prefix, head, name, c)
            if not value.any():
                print("zero:", prefix, head, name, c, flush=True)
            large = value.size == SIZE * SIZE
            value = g.sample(value.reshape(-1)).astype(np.float32) if large else value
            out[f"{prefix}{head}.{name}.class{c}"] = np.ascontiguousarray(value)

        scores.heads = heads if last else {"linear": heads["linear"]}
        chosen = np.ascontiguousarray(a[channels])
        half, nothing = score_cam(chosen, features.shape[1], scores, put)
        if last:
            selections(chosen, channels, gradients, half, nothing, scores, put)
            group_cam(a, gradients, scores, put)
    scores.heads = {"linear": heads["linear"]}
    black_boxes(scores, lambda head, name, c, value: put(head, name, c, value, ""))
    save_file(out, folder / "cam" / "input-masks-hand.safetensors",
              metadata={"engine": f"NumPy {np.__version__}, torch {torch.__version__}", "image": "hand_299.png"})
    print(len(out), "tensors,", scores.passes, "network passes")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
