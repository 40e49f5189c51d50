"""ROAD by the metrics of pytorch-grad-cam, unmodified, its imputer's noise set to 0.

The library keeps the pixels with `map < percentile(map, t)`, so it removes about 100 - t percent; `percentile` is its t. Scores are the
softmax probability after imputation, not differences. `removed` is the number of pixels that it removed.

map             at the image's size
cam             align-corners: hardly any equal values
gradcam         half-pixel: large plateaus of zeros; only the percentiles whose threshold is above the plateau can be compared

usage: make_metrics_road.py MODEL_DIR INPUT_DIR OUT_FILE PYTORCH_GRAD_CAM_REPOSITORY [LIBRARIES...]
MODEL_DIR  the default model, for its body/
LIBRARIES  folders to import cv2 from
"""
import sys
import types
from pathlib import Path

import numpy as np
import scipy
import torch

import golden_metrics as m

COMMIT = "084273b3f30b54ad0c64cf8020a4337d979a66e0"
PERCENTILES = (10, 30, 50, 70, 90)


def main(model, inputs, out, repository, *libraries):
    sys.path[1:1] = libraries
    package = types.ModuleType("pytorch_grad_cam")  # the methods, which __init__.py imports, are not needed
    package.__path__ = [str(Path(repository) / "pytorch_grad_cam")]
    sys.modules["pytorch_grad_cam"] = package
    from pytorch_grad_cam.metrics import perturbation_confidence as p
    from pytorch_grad_cam.metrics.road import NoisyLinearImputer
    net, rows, maps, plateaus = m.model(model), [], {}, []
    for name in m.IMAGES:
        x = m.image(inputs, name)
        best = int(m.probabilities(net, x).argmax())
        for method, resize in (("cam", "align-corners"), ("gradcam", "half-pixel")):
            values = m.raw(net, x, method, best)
            maps[f"{name}.{method}"] = values.tolist()
            s = m.shown(values, resize).numpy()
            for first, remove, seen in (("most", p.RemoveMostRelevantFirst, s), ("least", p.RemoveLeastRelevantFirst, 1 - s)):
                for t in PERCENTILES:
                    removed = int((seen >= np.percentile(seen, t)).sum())
                    row = {"image": name, "map": method, "class": best, "mapResize": resize, "first": first, "percentile": t,
                           "removed": removed, "score": None}
                    if removed < s.size:
                        metric = p.PerturbationConfidenceMetric(remove(t, NoisyLinearImputer(noise=0)))
                        row["score"] = float(metric(x, s[None], [lambda logits: torch.softmax(logits, -1)[best]], net, return_diff=False)[0])
                    rows.append(row)
                    print(row, flush=True)
        # A map with many zeros: from some percentile on the threshold is zero, and `map >= 0` removes every pixel.
        s = m.shown(m.raw(net, x, "gradcam", 1 - best)).numpy()
        plateaus += [{"image": name, "map": "gradcam of the other class", "zeros": int((s == 0).sum()), "percentile": t,
                      "removed": int((s >= np.percentile(s, t)).sum())} for t in PERCENTILES]
    m.write(out, {"engine": f"pytorch-grad-cam 1.5.5, commit {COMMIT}, torch {torch.__version__}, scipy {scipy.__version__}",
                  "pixels": m.SIZE * m.SIZE, "maps": maps, "rows": rows, "plateaus": plateaus})


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
