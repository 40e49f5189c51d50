"""Layers, features and logits of the dialect fid by the code of pytorch-fid, unmodified, and maps that its gradients give.

pytorch-fid builds torchvision's network with blocks of its own: average pools leave padding out of the divisor, the pool branch of
Mixed_7c takes the maximum. Where it loads its weights it gets those of the default body (its fc, of which nothing is
asked, zeros). Layers before the first of these are as in taps/*-torch-keras. Its module that gives the pooled
features must agree with the mean of Mixed_7c.

taps/<image>-pytorch-fid          float32: Mixed_6e, Mixed_7b, Mixed_7c by the sampling rule, features, logits of head-nsfwjs
cam/methods-pytorch-fid-hand      float64: maps at Mixed_7b and Mixed_6e by pytorch-grad-cam, names as in make_reference_cams.py

usage: make_fid.py BODY_DIR INPUT_DIR OUT_DIR PYTORCH_FID LIBRARIES...
OUT_DIR      is this folder, has the heads
PYTORCH_FID  folder of mseitzer/pytorch-fid at the commit below
LIBRARIES    folders to import pytorch_grad_cam and what it needs from
"""
import importlib.util
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t
from make_reference_cams import Tail, pytorch_grad_cam_map, pytorch_grad_cam_methods

COMMIT = "b9c18118d082cbd263c1b8963fc4221dc1cbb659"
LAYERS = ("Mixed_6e", "Mixed_7b", "Mixed_7c", "features")
METHODS = ("gradcam", "gradcam++.pgc-eps", "hirescam", "layercam")


def network(repository, body):
    spec = importlib.util.spec_from_file_location("pytorch_fid_inception", Path(repository) / "src" / "pytorch_fid" / "inception.py")
    fid = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fid)
    state = g.network(g.tfjs_weights(body)).state_dict() | {"fc.weight": torch.zeros(1008, 2048), "fc.bias": torch.zeros(1008)}
    fid.load_state_dict_from_url = lambda *_, **__: state
    pooled = fid.InceptionV3(resize_input=False, normalize_input=False).eval()
    net = fid.fid_inception_v3().eval()
    net.fc = torch.nn.Identity()
    return net, pooled


def main(body, inputs, folder, repository, *libraries):
    sys.path[1:1] = libraries
    torch.set_num_threads(1)
    folder = Path(folder)
    net, pooled = network(repository, body)
    for image in ("hand", "chest"):
        x = g.load_image(Path(inputs) / f"{image}_299.png")
        taps = g.run(net, x)
        with torch.inference_mode():
            own = pooled(x)[0].reshape(-1).numpy()
        print(image, "pooled by its own module", np.abs(own - taps["features"]).max(), flush=True)
        assert np.abs(own - taps["features"]).max() < 2e-6
        out = g.store({name: taps[name] for name in LAYERS}, whole_last=False)
        logits = t.Head(load_file(folder / "head-nsfwjs.safetensors")).pooled(torch.from_numpy(taps["features"]))
        out["logits"] = logits.detach().numpy()
        keras = load_file(folder / "taps" / f"{image}-torch-keras.safetensors")
        print(image, "from keras:", {name: float(np.abs(out[name] - keras[name]).max()) for name in ("Mixed_7b", "features", "logits")})
        save_file(out, folder / "taps" / f"{image}-pytorch-fid.safetensors",
                  metadata={"engine": f"pytorch-fid {COMMIT}, torch {torch.__version__}", "dialect": "fid", "image": f"{image}_299.png"})
    maps, net = {}, net.double()
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    features = t.activations(net, g.load_image(Path(inputs) / "hand_299.png").double(), ("Mixed_7b", "Mixed_6e"))
    for layer, a in features.items():
        for head, module in t.heads(folder, torch.float64).items():
            for name in METHODS:
                for c in t.CLASSES:
                    maps[f"{layer}.{head}.{name}.class{c}"] = pytorch_grad_cam_map(
                        name, pytorch_grad_cam_methods()[name], Tail(net, layer, module), a, lambda y, c=c: y[c])
    save_file(maps, folder / "cam" / "methods-pytorch-fid-hand.safetensors",
              metadata={"engine": f"pytorch-fid {COMMIT}, torch {torch.__version__}", "image": "hand_299.png"})
    print(len(maps), "maps")


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
