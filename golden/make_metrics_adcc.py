"""Average drop, coherency, complexity and ADCC by the code of aimagelab/ADCC (Poppi et al. 2021), unmodified.

The code gets the network, the image, the map at the image's size, image * map, and a function that makes the map of a masked image by the
same method. It picks the class itself: `askedClass` null leaves it the predicted one; with a number, its drop takes the score of
that class on the masked image but the largest score on the image, and its coherency still explains the predicted class. The
map handed in is that of `askedClass` where one is asked for. `scoreMasked` is the score of the asked class on image * map, by torch here.

A degenerate map: the code gives NaN for a constant map (`constant`), and an exception for a map of NaN (`nan`).

usage: make_metrics_adcc.py MODEL_DIR INPUT_DIR OUT_FILE ADCC_REPOSITORY
MODEL_DIR  the default model, for its body/
"""
import sys
import warnings

import numpy as np
import torch

import golden_metrics as m

METHODS = ("cam", "gradcam", "eigencam", "lowrankcam")
COMMIT = "e52dadf733b405ab6a9eb13af3aedda3bf61407b"


def main(model, inputs, out, repository):
    sys.path.insert(1, repository)
    from metrics import adcc
    net, rows = m.model(model), []
    for name in m.IMAGES:
        x = m.image(inputs, name)
        before = m.probabilities(net, x)
        best = int(before.argmax())
        cases = [(method, order, None) for method in METHODS for order in ("upsample-first", "scale-first")]
        for method, order, asked in cases + [("cam", "upsample-first", 1 - best)]:
            def again(image, model, classidx):
                return m.shown(m.raw(model, image, method, classidx), order=order)[None, None]
            chosen = best if asked is None else asked
            s = m.shown(m.raw(net, x, method, chosen), order=order)[None, None]
            value, drop, coherency, complexity, _, _ = adcc.ADCC(x, s, x * s, net, again, target_class_idx=asked, debug=True)
            rows.append({"image": name, "method": method, "scaleOrder": order, "predictedClass": best, "askedClass": asked,
                         "scoreImage": float(before[best]), "scoreMasked": float(m.probabilities(net, x * s)[chosen]),
                         "drop": float(drop), "coherency": float(coherency), "complexity": float(complexity), "adcc": float(value)})
            print(rows[-1], flush=True)
    ones, degenerate = torch.ones(1, 1, m.SIZE, m.SIZE), {}
    for kind, s in (("constant", ones), ("nan", ones * float("nan"))):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                degenerate[kind] = repr(float(adcc.ADCC(x, s, x * ones, net, lambda image, model, classidx: s)))
        except ZeroDivisionError as e:
            degenerate[kind] = type(e).__name__
    m.write(out, {"engine": f"aimagelab/ADCC, commit {COMMIT}, torch {torch.__version__}, numpy {np.__version__}",
                  "degenerate": degenerate, "rows": rows})
    print(degenerate)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
