"""Score-CAM by the code of pytorch-grad-cam and torch-cam, unmodified, on the channels that make_input_masks.py looks at.

Both run in float64 on a torch model that takes the image; `shown` hands them those channels of the target layer (the last one is
dead) and nothing goes on from there. The raw map is taken before pytorch-grad-cam normalises, rectified as it does itself, and with
`normalized=False` from torch-cam. pytorch-grad-cam rounds the scores to float32 before its softmax.

Names: `<layer>.<head>.scorecam.<library>.class<c>`, float64.

usage: make_reference_masks.py BODY_DIR INPUT_DIR OUT_DIR LIBRARIES...
OUT_DIR    is this folder, has cam/input-masks-hand.safetensors; gets cam/input-masks-libraries-hand.safetensors, and a line for each
           map: its distance from the formula's over the map's largest value
LIBRARIES  folders to import pytorch_grad_cam, torchcam and what they need from
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t


class Shown(torch.nn.Module):
    def forward(self, x):
        return x


class Classifier(torch.nn.Module):
    """The network with a head; `shown` sees the channels of a layer."""

    def __init__(self, net, head, layer, channels, given):
        super().__init__()
        self.net, self.head, self.shown, self.given, self.first = net, head, Shown(), given, True
        self.channels, self.layer = torch.from_numpy(channels.astype(np.int64)), layer

    def forward(self, x):
        kept = []
        hook = getattr(self.net, self.layer).register_forward_hook(lambda module, args, out: kept.append(out))
        logits = self.head.pooled(self.net(x))
        hook.remove()
        if self.first:
            self.shown((kept[0] if self.given is None else self.given)[:, self.channels])
            self.first = False
        return logits


def pytorch_grad_cam_map(make, x, c):
    from pytorch_grad_cam import ScoreCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    taken, model = [], make()
    cam = ScoreCAM(model=model, target_layers=[model.shown])
    inner = cam.get_cam_image
    cam.get_cam_image = lambda *args, **kwargs: taken.append(inner(*args, **kwargs)) or taken[-1]
    cam(input_tensor=x, targets=[ClassifierOutputTarget(c)])
    cam.activations_and_grads.release()
    return np.maximum(np.asarray(taken[0][0], dtype=np.float64).reshape(-1), 0)


def torch_cam_map(make, x, c):
    from torchcam.methods import ScoreCAM
    model = make()
    with ScoreCAM(model, "shown", batch_size=4) as extractor:
        logits = model(x)
        return extractor(c, logits, normalized=False)[0][0].double().numpy().reshape(-1).copy()


def main(body, inputs, folder, *libraries):
    sys.path[1:1] = libraries
    torch.set_num_threads(1)
    folder = Path(folder)
    net, heads = t.network(body, "keras", torch.float64), t.heads(folder, torch.float64)
    x = g.load_image(Path(inputs) / "hand_299.png").double()
    formulas, out = load_file(folder / "cam" / "input-masks-hand.safetensors"), {}
    stored = load_file(folder / "taps" / "hand-torch-keras.safetensors")["Mixed_7c"]
    given = {"Mixed_7c": torch.from_numpy(stored).permute(2, 0, 1)[None].double(), "Mixed_6e": None}
    with torch.no_grad():
        for layer in given:
            for head in heads:
                if not any(name.startswith(f"{layer}.{head}.") for name in formulas):
                    continue

                def make():
                    return Classifier(net, heads[head], layer, formulas[f"{layer}.channels"], given[layer])
                for library, run in (("pytorch-grad-cam", pytorch_grad_cam_map), ("torch-cam", torch_cam_map)):
                    for c in t.CLASSES:
                        name = f"{layer}.{head}.scorecam.{library}.class{c}"
                        out[name] = run(make, x, c)
                        print(name, np.abs(out[name] - formulas[name]).max() / formulas[name].max(), flush=True)
    save_file(out, folder / "cam" / "input-masks-libraries-hand.safetensors",
              metadata={"engine": f"pytorch-grad-cam and torch-cam, torch {torch.__version__}", "image": "hand_299.png"})


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
