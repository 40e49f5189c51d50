"""Insertion and deletion by the code of eclique/RISE (`evaluation.py`, Petsiuk et al. 2018), unmodified.

The code expects 224x224 pixels, a GPU and two modules that are gone: its constant HW is set, `.cuda()` leaves a tensor where it is, and
stand-ins take the places of `utils` and `scipy.ndimage.filters`. It sees a network that ends with the softmax. Substrates as in its
notebook: zeros for deletion; for insertion its own kernel (11, 5), convolved with zeros outside.

map             at the image's size                     order inside equal values
cam             align-corners: hardly any equal values  as the code sorts (`own`)
gradcam         half-pixel: large plateaus of zeros     `own`, and `stable`: equal values by ascending index. The
                                                        code then gets the negative rank of each pixel as its map

usage: make_metrics_rise.py MODEL_DIR INPUT_DIR OUT_FILE RISE_REPOSITORY
MODEL_DIR  the default model, for its body/
"""
import sys
import types

import numpy as np
import scipy.ndimage
import torch

import golden_metrics as m

COMMIT = "d91ea006d4bb9b7990347fe97086bdc0f5c1fe10"
STEPS = 10


def reference(repository):
    """evaluation.py with stand-ins for what it cannot find."""
    torch.Tensor.cuda = lambda tensor: tensor
    utils = types.ModuleType("utils")
    utils.np, utils.torch = np, torch
    filters = types.ModuleType("scipy.ndimage.filters")
    filters.gaussian_filter = scipy.ndimage.gaussian_filter
    sys.modules |= {"utils": utils, "scipy.ndimage.filters": filters}
    for name in ("tqdm",):
        sys.modules.setdefault(name, types.SimpleNamespace(tqdm=lambda items, **_: items))
    sys.path.insert(1, repository)
    import evaluation
    evaluation.HW = m.SIZE * m.SIZE
    return evaluation


def main(model, inputs, out, repository):
    rise, net, rows, maps = reference(repository), m.model(model), [], {}
    scored = torch.nn.Sequential(net, torch.nn.Softmax(dim=1))
    step = -(-rise.HW // STEPS)
    kernel = rise.gkern(11, 5)
    substrates = {"ins": lambda x: torch.nn.functional.conv2d(x, kernel, padding=5), "del": torch.zeros_like}
    for name in m.IMAGES:
        x = m.image(inputs, name)
        best = int(m.probabilities(net, x).argmax())
        for method, resize, orders in (("cam", "align-corners", ("own",)), ("gradcam", "half-pixel", ("own", "stable"))):
            values = m.raw(net, x, method, best)
            maps[f"{name}.{method}"] = values.tolist()
            s = m.shown(values, resize).numpy().reshape(-1)
            stable = np.empty(s.size)
            stable[np.argsort(-s, kind="stable")] = -np.arange(s.size)
            equal = s.size - np.unique(s).size
            for order in orders:
                for mode in ("ins", "del"):
                    metric = rise.CausalMetric(scored, mode, step, substrates[mode])
                    with torch.no_grad():
                        scores = metric.single_run(x.clone(), stable if order == "stable" else s)
                    rows.append({"image": name, "map": method, "class": best, "mapResize": resize, "order": order, "mode": mode,
                                 "step": step, "equalValues": int(equal), "area": float(rise.auc(scores)), "scores": scores.tolist()})
                    print({k: v for k, v in rows[-1].items() if k != "scores"}, flush=True)
    m.write(out, {"engine": f"eclique/RISE, commit {COMMIT}, torch {torch.__version__}, numpy {np.__version__}", "steps": STEPS,
                  "kernelRow": (kernel[0, 0, 5] / kernel[0, 0, 5].sum()).double().tolist(), "maps": maps, "rows": rows})


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
