"""Average drop, increase, insertion and deletion by the metrics of torch-cam, unmodified, with its own CAM and Grad-CAM.

torch-cam scales a map (divisor + 1e-8) before it resizes it with half-pixel centres, divides the drop by the score + 1e-7, compares logits
unless a `logits_fn` is given, takes zeros as the baseline of both curves, orders stably, and integrates over true fractions.
One row for each image, and one for both, which is the mean that the library reports. `increase` is a share.

usage: make_metrics_torch_cam.py MODEL_DIR INPUT_DIR OUT_FILE TORCH_CAM_REPOSITORY
MODEL_DIR  the default model, for its body/
"""
import importlib.metadata
import sys
from functools import partial

import torch

import golden_metrics as m

COMMIT = "f44afef870a11c5ecd616c7ac5aea2bb28e260bf"
STEPS = 10


def main(model, inputs, out, repository):
    sys.path.insert(1, repository)
    installed = importlib.metadata.version
    importlib.metadata.version = lambda name: "source" if name == "torchcam" else installed(name)
    from torchcam import methods
    from torchcam.metrics import ClassificationMetric, DeletionInsertionMetric
    net, rows = m.model(model), []
    images = {name: m.image(inputs, name) for name in m.IMAGES}
    makers = {"cam": lambda: methods.CAM(net, "Mixed_7c", "fc"), "gradcam": lambda: methods.GradCAM(net, "Mixed_7c")}
    for method, make in makers.items():
        for score, logits in (("probability", partial(torch.softmax, dim=-1)), ("logit", None)):
            for names in (("hand",), ("chest",), m.IMAGES):
                with make() as extractor:
                    metric = ClassificationMetric(extractor, logits)
                    for name in names:
                        metric.update(images[name])
                    row = {"images": list(names), "method": method, "score": score} | metric.summary()
                    if score == "probability" and len(names) == 1:
                        curves = DeletionInsertionMetric(extractor, logits, steps=STEPS, batch_size=4)
                        curves.update(images[names[0]])
                        row |= curves.summary()
                rows.append(row)
                print(row, flush=True)
    m.write(out, {"engine": f"torch-cam, commit {COMMIT}, torch {torch.__version__}", "steps": STEPS, "rows": rows})


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
