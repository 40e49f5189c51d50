"""Raw maps by the code of pytorch-grad-cam and torch-cam, unmodified, and how far they are from the formulas of make_methods.py.

Both run on a small torch model whose input is the activation itself: `layer` hands it on, then come the rest of the network and the
head, all in float64. So they start from the same Mixed_7c and Mixed_6e as make_methods.py does. Names as there; the raw map is taken
before pytorch-grad-cam normalises (and rectified as it does itself, except for eigen*), and with `normalized=False` from torch-cam.
pytorch-grad-cam rounds to float32: all scores of Ablation-CAM, and the maps of Eigen-CAM and EigenGrad-CAM, whose sign is that of LAPACK.

file cam/methods-pytorch-grad-cam-<image>: gradcam, gradcam.probability, gradcam++.pgc-eps, xgradcam, hirescam, layercam,
  ablationcam.divide-signed (Mixed_7c only: at Mixed_6e each costs 768 passes), eigencam.centred, eigengradcam.centred;
  variants with an epsilon of their own: gradcam++.pgc-eps (1e-6), xgradcam (1e-7)
file cam/methods-torch-cam-<image>: cam (linear head, Mixed_7c), gradcam, gradcam++.torch-cam, xgradcam (epsilon 1e-8), layercam

usage: make_reference_cams.py IMAGE BODY_DIR INPUT_DIR OUT_DIR LIBRARIES...
IMAGE      hand or chest
OUT_DIR    is this folder, has cam/methods-IMAGE.safetensors; gets the files above and cam/methods-references-IMAGE.json
LIBRARIES  folders to import pytorch_grad_cam, torchcam and what they need from
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t


class Layer(torch.nn.Module):
    """Hands its input on, attached to a parameter so that autograd reaches it."""

    def __init__(self):
        super().__init__()
        self.one = torch.nn.Parameter(torch.ones((), dtype=torch.float64))

    def forward(self, x):
        return x * self.one


class Tail(torch.nn.Module):
    def __init__(self, net, layer, head):
        super().__init__()
        self.layer, self.fc = Layer(), head
        self.rest = t.rest(net, layer)

    def forward(self, x):
        return self.fc(self.rest(self.layer(x)))


def pytorch_grad_cam_methods():
    """Name -> class; the variants with an epsilon of their own by the name of that."""
    import pytorch_grad_cam as p
    return {"gradcam": p.GradCAM, "gradcam++.pgc-eps": p.GradCAMPlusPlus, "xgradcam": p.XGradCAM, "hirescam": p.HiResCAM,
            "layercam": p.LayerCAM, "ablationcam.divide-signed": p.AblationCAM, "eigencam.centred": p.EigenCAM,
            "eigengradcam.centred": p.EigenGradCAM}


def pytorch_grad_cam_map(name, make, tail, features, target):
    """A raw map [P]: before it is scaled, and rectified but for eigen*. target: logits -> score"""
    taken = []
    cam = make(model=tail, target_layers=[tail.layer])
    inner = cam.get_cam_image
    cam.get_cam_image = lambda *args, **kwargs: taken.append(inner(*args, **kwargs)) or taken[-1]
    if name.startswith("ablation"):
        cam.batch_size = 8
    cam(input_tensor=features, targets=[target])
    cam.activations_and_grads.release()
    raw = np.asarray(taken[0][0], dtype=np.float64).reshape(-1)
    return raw if name.startswith("eigen") else np.maximum(raw, 0)


def pytorch_grad_cam_maps(tail, features, ablate):
    """ablate: the classes to run Ablation-CAM for"""
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget, ClassifierOutputTarget
    methods = pytorch_grad_cam_methods()
    runs = [(name, make, ClassifierOutputTarget) for name, make in methods.items()]
    runs.append(("gradcam.probability", methods["gradcam"], ClassifierOutputSoftmaxTarget))
    out = {}
    for name, make, target in runs:
        for c in ablate if name.startswith("ablation") else t.CLASSES:
            raw = pytorch_grad_cam_map(name, make, tail, features, target(c))
            out[name if name == "eigencam.centred" else f"{name}.class{c}"] = raw
    return out


def torch_cam_maps(tail, features, linear):
    from torchcam import methods as m
    methods = {"gradcam": m.GradCAM, "gradcam++.torch-cam": m.GradCAMpp, "xgradcam": m.XGradCAM, "layercam": m.LayerCAM}
    if linear:
        methods["cam"] = lambda model, layer: m.CAM(model, layer, "fc.layers.0")
    out = {}
    for name, make in methods.items():
        for c in t.CLASSES:
            with make(tail, "layer") as extractor:
                logits = tail(features)
                raw = extractor(c, logits, normalized=False)[0][0]
            out[f"{name}.class{c}"] = raw.detach().double().numpy().reshape(-1).copy()
    return out


def plus_plus(net, head, layer, features):
    """Grad-CAM++ with the epsilon of pytorch-grad-cam, and with what torch-cam's code amounts to: weights sum_p relu(g)^3."""
    a, out = features[0].numpy().reshape(features.shape[1], -1), {}
    for c in t.CLASSES:
        grad = t.gradient(net, head, layer, features, "logit", c)[0].reshape(a.shape)
        alpha = grad ** 2 / (2 * grad ** 2 + a.sum(axis=1, keepdims=True) * grad ** 3 + 1e-6)
        positive = np.maximum(grad, 0)
        out[f"gradcam++.pgc-eps.class{c}"] = np.maximum((np.where(grad != 0, alpha, 0) * positive).sum(axis=1) @ a, 0)
        out[f"gradcam++.torch-cam.class{c}"] = np.maximum((positive ** 3).sum(axis=1) @ a, 0)
    return out


def main(image, body, inputs, folder, *libraries):
    sys.path[1:1] = libraries
    torch.set_num_threads(1)
    folder = Path(folder)
    net = t.network(body, "keras", torch.float64)
    heads = t.heads(folder, torch.float64)
    report = {"what": "raw maps of the libraries against those of make_methods.py: largest difference over the map's largest "
                      "magnitude (null where both are zero); for eigen* after turning the sign where that is closer"}
    x = g.load_image(Path(inputs) / f"{image}_299.png").double()
    given = load_file(folder / "taps" / f"{image}-torch-keras.safetensors")["Mixed_7c"]
    features = {"Mixed_7c": torch.from_numpy(given).permute(2, 0, 1)[None].double().contiguous(),
                "Mixed_6e": t.activations(net, x)["Mixed_6e"]}
    formulas = load_file(folder / "cam" / f"methods-{image}.safetensors")
    for layer, a in features.items():
        for head, module in heads.items():
            formulas |= {f"{layer}.{head}.{name}": value for name, value in plus_plus(net, module, layer, a).items()}
    for library in ("torch-cam", "pytorch-grad-cam"):
        out, rows = {}, {}
        for layer, a in features.items():
            for head, module in heads.items():
                tail, last = Tail(net, layer, module), layer == "Mixed_7c"
                maps = torch_cam_maps(tail, a, last and head == "linear") if library == "torch-cam" else (
                    pytorch_grad_cam_maps(tail, a, t.CLASSES if last else ()))
                for name, value in maps.items():
                    out[f"{layer}.{name}" if name == "eigencam.centred" else f"{layer}.{head}.{name}"] = value
        save_file(out, folder / "cam" / f"methods-{library}-{image}.safetensors",
                  metadata={"engine": f"{library}, torch {torch.__version__}", "image": f"{image}_299.png"})
        for name, value in sorted(out.items()):
            formula = formulas[name]
            moved = np.abs(value - formula).max()
            if ".eigen" in name:
                moved = min(moved, np.abs(value + formula).max())
            assert formula.any() or not value.any(), name
            rows[name] = float(moved / np.abs(formula).max()) if formula.any() else None
        report[library] = rows
        print(library, image, json.dumps(rows, indent=1), flush=True)
    (folder / "cam" / f"methods-references-{image}.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
