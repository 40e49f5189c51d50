"""Gradients of logits and of softmax probabilities at Mixed_7c and Mixed_6e, by PyTorch autograd in float64.

The network runs in float64 from the float32 pixels v/255 on; weights are the float32 ones, widened. A second run in float32 is
only compared. Names: `<layer>.<head>.<logit|probability>.class<c>`, and for the float64 logits `<head>.logits`.
  Mixed_7c   [2048] one value per channel: the gradient behind the global average is the same at every position
  Mixed_6e   .sampled [4096] by the sampling rule at flat (H,W,C) indices; .mean [768] over positions;
             .dot [768] sum over positions of gradient times activation; .whole [4,289] of the channels `Mixed_6e.channels`
Activations of Mixed_6e: `Mixed_6e.activation.{sampled,mean,whole}`. `sampled` and `whole` are stored as float32, the rest as float64.

A gradient has steps where the sum before a ReLU is zero. `Mixed_6e.unstable` [289] is 1 at the positions where some gradient of
the file moves by more than 1e-6 of its largest magnitude if the ReLUs after Mixed_6e open at +1.2e-6 or at -1.2e-6 instead
of 0; there a float32 engine may fall on the other side. `.mean` and `.dot` include these positions. `nearestSteps` in
differences.json lists the ReLUs in question. On the hand (keras) there is none, so that is the image for tight tolerances.
Where an activation of Mixed_6e is exactly zero its gradient depends on a rule: the max pooling of Mixed_7a passes the gradient of
a window that is all zero to its first position (row-major). Another engine may pass it elsewhere: compare where the activation is
positive.

usage: make_gradients.py BODY_DIR INPUT_DIR OUT_DIR
INPUT_DIR  folder with hand_299.png and chest_299.png; OUT_DIR is this folder, has the heads, gets gradients/*
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import golden_net as g
import golden_tail as t

RUNS = (("hand", "keras", ("linear", "two-layer")), ("chest", "keras", ("linear", "two-layer")),
        ("hand", "torchvision", ("linear",)))
WHOLE = (83, 283, 393, 665)  # the strongest channel of each branch on the hand
SHIFT = 1.2e-6


def run(body, inputs, folder, image, dialect, heads, dtype):
    """name -> float64 array, gradients as [K,H,W]"""
    net = t.network(body, dialect, dtype)
    features = t.activations(net, g.load_image(Path(inputs) / f"{image}_299.png").to(dtype))
    out = {f"{layer}.activation": features[layer][0].numpy() for layer in t.LAYERS}
    unstable = np.zeros((17, 17), dtype=bool)
    for head, module in t.heads(folder, dtype).items():
        if head not in heads:
            continue
        for layer in t.LAYERS:
            for target in ("logit", "probability"):
                for c in t.CLASSES:
                    name = f"{layer}.{head}.{target}.class{c}"
                    out[name], logits = t.gradient(net, module, layer, features[layer], target, c)
                    for shift in (-SHIFT, SHIFT) if dtype == torch.float64 and layer == "Mixed_6e" else ():
                        with t.shifted_gates(shift):
                            moved, _ = t.gradient(net, module, layer, features[layer], target, c)
                        unstable |= np.abs(moved - out[name]).max(axis=0) > 1e-6 * np.abs(out[name]).max()
        out[f"{head}.logits"] = logits
    out["Mixed_6e.unstable"] = unstable
    return {name: value.astype(np.float64) for name, value in out.items()}


def sums_before_relu(body, inputs, image, dialect, dtype):
    """Batch norm outputs of the blocks after Mixed_6e: name -> float64 [K,H,W]"""
    net = t.network(body, dialect, dtype)
    taken = {}
    for block in t.AFTER["Mixed_6e"]:
        for name, module in getattr(net, block).named_modules():
            if name.endswith(".bn"):
                module.register_forward_hook(lambda _, args, out, name=f"{block}.{name[:-3]}": taken.__setitem__(
                    name, out[0].numpy().astype(np.float64)))
    with torch.no_grad():
        net(g.load_image(Path(inputs) / f"{image}_299.png").to(dtype))
    return taken


def nearest_steps(exact, single):
    """The units whose sum lies within 3e-6 of zero."""
    rows = []
    for name, value in exact.items():
        for at in np.argwhere(np.abs(value) < 3e-6):
            one, other = float(value[tuple(at)]), float(single[name][tuple(at)])
            rows.append({"unit": name, "channelRowColumn": at.tolist(), "float64": one, "float32": other,
                         "onOtherSide": (one > 0) != (other > 0)})
    return sorted(rows, key=lambda row: abs(row["float64"]))


def stored(values):
    out = {"Mixed_6e.channels": np.array(WHOLE, dtype=np.float64)}
    activation = values["Mixed_6e.activation"].reshape(768, -1)
    for name, value in values.items():
        if name.endswith((".logits", ".unstable")):
            out[name] = value.reshape(-1)
        elif name.startswith("Mixed_7c"):
            if name != "Mixed_7c.activation":
                flat = value.reshape(2048, -1)
                assert np.ptp(flat, axis=1).max() <= 1e-15
                out[name] = flat[:, 0].copy()
        else:
            flat = value.reshape(768, -1)
            out[name + ".sampled"] = g.sample(np.ascontiguousarray(flat.T).reshape(-1)).astype(np.float32)
            out[name + ".mean"] = flat.mean(axis=1)
            out[name + ".whole"] = flat[list(WHOLE)].astype(np.float32)
            if name != "Mixed_6e.activation":
                out[name + ".dot"] = (flat * activation).sum(axis=1)
    return out


def compare(exact, single):
    """Largest difference of the float32 run over the largest magnitude: in all, and where tests should look."""
    rows, unstable = {}, exact["Mixed_6e.unstable"] > 0
    for name, value in exact.items():
        if name.endswith("unstable"):
            continue
        difference, largest = np.abs(value - single[name]), np.abs(value).max()
        row = {"maxAbsValue": float(largest), "relative": float(difference.max() / largest)}
        if name.startswith("Mixed_6e") and not name.endswith("activation"):
            positive = (exact["Mixed_6e.activation"] > 0) & ~unstable
            row["relativeWherePositiveAndStable"] = float(difference[positive].max() / largest)
            row["valuesBeyond1e-5"] = int((difference > 1e-5 * largest).sum())
            dots = (value - single[name]) * exact["Mixed_6e.activation"]
            row["relativeOfMeans"] = float(np.abs((value - single[name]).mean((1, 2))).max() / np.abs(value.mean((1, 2))).max())
            row["relativeOfDots"] = float(np.abs(dots.sum((1, 2))).max() / np.abs((value * exact["Mixed_6e.activation"]).sum((1, 2))).max())
        rows[name] = row
    return rows


def main(body, inputs, folder):
    torch.set_num_threads(1)
    folder = Path(folder)
    (folder / "gradients").mkdir(exist_ok=True)
    differences = {"what": "PyTorch autograd in float32 against float64: largest difference over the largest magnitude of the "
                           "tensor; Mixed_6e also at positive activations and stable positions only, where no tie or step plays a part"}
    for image, dialect, heads in RUNS:
        exact = run(body, inputs, folder, image, dialect, heads, torch.float64)
        single = run(body, inputs, folder, image, dialect, heads, torch.float32)
        save_file(stored(exact), folder / "gradients" / f"{image}-{dialect}.safetensors",
                  metadata={"engine": f"torch {torch.__version__}", "dialect": dialect, "image": f"{image}_299.png"})
        rows = compare(exact, single)
        activation = exact["Mixed_6e.activation"]
        rows["Mixed_6e.activation"]["zeros"] = int((activation == 0).sum())
        rows["Mixed_6e.activation"]["unstablePositions"] = int(exact["Mixed_6e.unstable"].sum())
        rows["Mixed_6e.activation"]["zeroInOneRunOnly"] = int(((activation == 0) != (single["Mixed_6e.activation"] == 0)).sum())
        rows["nearestSteps"] = nearest_steps(*(sums_before_relu(body, inputs, image, dialect, dtype)
                                               for dtype in (torch.float64, torch.float32)))
        differences[f"{image}-{dialect}"] = rows
        for name, row in rows.items():
            print(image, dialect, name, row)
    (folder / "gradients" / "differences.json").write_text(json.dumps(differences, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
