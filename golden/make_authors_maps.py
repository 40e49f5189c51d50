"""Maps of the hand by the code of the methods' authors, unmodified: Score-CAM, gScoreCAM, Group-CAM, Recipro-CAM, RISE.

All run on the default body in the keras dialect in float64, from the image on. What they cannot find is stood in for: `.cuda()` leaves
tensors and modules where they are; kornia's gaussian_blur2d is that of make_blur.py; the first release of Group-CAM gives it no kernel and gets
that of the later ones; RISE's random numbers are the program's own: those of mask i are SplitMix64 from the state seed 2^32 + i, the upper 53 bits
as a fraction for each cell, then row and column of the cut by remainder. A method sees a layer through a module that hands on what it gets; Score-CAM sees only the channels `<layer>.channels` of it (eight live ones and a dead one).

scorecam.authors-code   haofanwang/Score-CAM          cam/scorecam.py
gscorecam.zero-fill     anguyen8/gScoreCAM            pytorch_grad_cam/gscore_cam.py, topk 8
groupcam.current        wofmanaf/Group-CAM            cam/groupcam.py, 8 groups; the first class for which no group is flat (the code
                                                      then divides 0 by 0) and some score is above the blurred image's
groupcam.first-release  the same repository's first commit, 8 groups
reciprocam.plain        sybyun/ReciproCAM             src/recipro_cam.py; .gaussian: with its is_gaussian
rise                    eclique/RISE                  explanations.py, 12 masks of 5x5 cells, p = 0.4, seed 3; `rise.mask<i>` its masks

RISE's map is stored as it is; the others as the code gives them, scaled to 0 ... 1 (at 299x299; Recipro-CAM at the layer's resolution). Names
`[<layer>.]<head>.<method>[.<variant>].class<c>`; at 299x299 float32 by the sampling rule of golden_net.py.

usage: make_authors_maps.py BODY_DIR INPUT_DIR OUT_DIR SCORE_CAM GSCORECAM GROUP_CAM FIRST_GROUP_CAM RECIPRO_CAM RISE
OUT_DIR            is this folder, has the heads; gets cam/authors-hand.safetensors
SCORE_CAM ...      folders of the repositories at the commits named in COMMITS
"""
import contextlib
import importlib.util
import io
import sys
import types
import warnings
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g
import golden_tail as t
from make_blur import blur

COMMITS = {"Score-CAM": "d312f14faf59840ef050bcf6267ce89d2f72e11e", "gScoreCAM": "87c35a1342fb15e6b988dfcfba1f28e265ba0aff",
           "Group-CAM": "ffd807b4b59ed12d46941752cb191adefbbd9874", "Group-CAM, first": "e8b0ea7cb408c98d38780624510be673453d5b00",
           "ReciproCAM": "bfbf22c5f5c7c4a460d24b6205c39f989e1b0e5d", "RISE": "d91ea006d4bb9b7990347fe97086bdc0f5c1fe10"}
SIZE, TOP, GROUPS, CHANNELS = 299, 8, 8, 8
MASKS, CELLS, SHARE, SEED, SHOWN_MASKS = 12, 5, 0.4, 3, (0, 7)


class Shown(torch.nn.Conv2d):
    """Hands its input on; a convolution only by name, since Recipro-CAM looks for one."""

    def __init__(self):
        super().__init__(1, 1, 1)

    def forward(self, x):
        return x * 1


class Classifier(torch.nn.Module):
    """The whole network, with a layer shown to a method, or a few channels of it."""

    def __init__(self, net, layer, head, channels=None):
        super().__init__()
        order = t.BEFORE_BLOCKS + tuple(g.BLOCKS)
        at = order.index(layer) + 1
        self.before, self.after = (torch.nn.Sequential(*(getattr(net, name) for name in part)) for part in (order[:at], order[at:]))
        self.shown, self.head, self.channels = Shown(), head, channels

    def forward(self, x):
        x = self.before(x)
        if self.channels is None:
            x = self.shown(x)
        else:
            self.shown(x[:, self.channels])
        return self.head(self.after(x))


def module(name, file):
    """A file of a repository as a module of this name."""
    spec = importlib.util.spec_from_file_location(name, file)
    loaded = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def stub(name, **content):
    made = sys.modules[name] = types.ModuleType(name)
    made.__dict__.update(content)
    return made


def stubs():
    """What the repositories import or call and this machine does not have."""
    torch.Tensor.cuda = torch.nn.Module.cuda = lambda self, *_: self
    stub("tqdm", tqdm=lambda items, **_: items)
    stub("ttach")
    stub("kornia")
    stub("kornia.filters")
    stub("kornia.filters.gaussian", gaussian_blur2d=lambda x, kernel_size=(51, 51), sigma=(50.0, 50.0): blur(x, "group-cam"))


def score_cam(folder):
    kinds = ("alexnet", "vgg", "resnet", "densenet", "squeezenet", "googlenet", "mobilenet", "shufflenet")
    stub("utils", **{f"find_{kind}_layer": None for kind in kinds}, find_layer=lambda model, name: getattr(model, name))
    stub("cam")
    module("cam.basecam", folder / "cam" / "basecam.py")
    made = module("cam.scorecam", folder / "cam" / "scorecam.py").ScoreCAM
    return lambda model, x, c: made({"type": "other", "layer_name": "shown", "arch": model})(x, c)


def group_cam(folder, first):
    stub("utils", group_sum=None)
    if first:
        made = module("first_groupcam", folder / "cam" / "groupcam.py").GroupCAM
    else:
        stub("cam", BaseCAM=module("cam.basecam", folder / "cam" / "basecam.py").BaseCAM)
        made = module("cam.groupcam", folder / "cam" / "groupcam.py").GroupCAM
    return lambda model, x, c: made(model, "shown", GROUPS)(x, c)


def gscore_cam(folder):
    """Its copy of pytorch_grad_cam, without the package's own imports."""
    stub("pytorch_grad_cam").__path__ = [str(folder / "pytorch_grad_cam")]
    made = module("pytorch_grad_cam.gscore_cam", folder / "pytorch_grad_cam" / "gscore_cam.py").GScoreCAM
    return lambda model, x, c: made(model, [model.shown], use_cuda=False, topk=TOP)(x, c)


def recipro_cam(folder, gaussian):
    made = module("recipro_cam", folder / "src" / "recipro_cam.py").ReciproCam

    def run(model, x, c):
        cam = made(model, "cpu", "shown")
        if gaussian:
            inner = cam._mosaic_feature
            cam._mosaic_feature = lambda feature, nc, h, w, is_gaussian: inner(feature, nc, h, w, True)
        return cam(x, c)[0]
    return run


def split_mix(state):
    """SplitMix64 of Steele, Lea and Flood."""
    mask = 2 ** 64 - 1
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


@contextlib.contextmanager
def own_random_numbers():
    """np.random.rand gives the cells of all masks, np.random.randint their cuts in turn."""
    streams = [split_mix((SEED << 32) + i) for i in range(MASKS)]
    turns = iter(stream for stream in streams for _ in range(2))
    kept = np.random.rand, np.random.randint
    np.random.rand = lambda n, h, w: np.array([(next(s) >> 11) / 2.0 ** 53 for s in streams for _ in range(h * w)]).reshape(n, h, w)
    np.random.randint = lambda low, high: next(next(turns)) % int(high)
    try:
        yield
    finally:
        np.random.rand, np.random.randint = kept


def rise(folder, net, heads, x):
    """All classes at once, and the masks."""
    made = module("explanations", folder / "explanations.py").RISE
    out = {}
    for name, (head, activation) in heads.items():
        method = made(torch.nn.Sequential(net, torch.nn.Unflatten(1, (-1, 1, 1)), head, activation), (SIZE, SIZE), 4)
        with own_random_numbers():
            method.generate_masks(MASKS, CELLS, SHARE, io.BytesIO())
        method.masks = method.masks.double()
        with torch.no_grad():
            maps = method(x)
        for c in (0, 1):
            out[f"{name}.rise.class{c}"] = maps[c]
    return out | {f"rise.mask{i}": method.masks[i, 0] for i in SHOWN_MASKS}


def few(features):
    """Live channels spread over all, and a dead one if there is one."""
    width = np.ptp(features[0].numpy().reshape(features.shape[1], -1), axis=1)
    live = np.flatnonzero(width > 0)
    return np.append(live[np.linspace(0, len(live) - 1, CHANNELS).astype(int)], np.flatnonzero(width == 0)[:1])


def main(body, inputs, folder, *repositories):
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    warnings.filterwarnings("ignore")
    stubs()
    folder = Path(folder)
    score, gscore, group, first_group, recipro, rise_code = map(Path, repositories)
    net, heads = t.network(body, "keras", torch.float64), t.heads(folder, torch.float64)
    x, out = g.load_image(Path(inputs) / "hand_299.png").double(), {}

    def put(name, value):
        assert value is not None, name
        value = np.asarray(value.detach() if torch.is_tensor(value) else value, dtype=np.float64).reshape(-1)
        assert np.isfinite(value).all() and np.ptp(value) > 0, name
        out[name] = g.sample(value).astype(np.float32) if value.size == SIZE * SIZE else value
        print(name, value.size, value.min(), value.max(), value.mean(), flush=True)

    def run(method, name, layer, head, c, channels=None):
        model = Classifier(net, layer, heads[head], channels).eval()
        put(f"{layer}.{head}.{name}.class{c}", method(model, x.clone().requires_grad_(), c))

    features = t.activations(net, x, ("Mixed_7c", "Mixed_6b"))
    for layer, head, c in (("Mixed_7c", "linear", 0), ("Mixed_7c", "two-layer", 1), ("Mixed_6b", "linear", 0)):
        channels = few(features[layer])
        out[f"{layer}.channels"] = channels.astype(np.float64)
        run(score_cam(score), "scorecam.authors-code", layer, head, c, channels)
    for layer, head, c in (("Mixed_6e", "linear", 0), ("Mixed_5d", "two-layer", 1)):
        run(gscore_cam(gscore), "gscorecam.zero-fill", layer, head, c)
    for layer, head in (("Mixed_7c", "linear"), ("Mixed_7c", "two-layer"), ("Mixed_6b", "linear")):
        for name, method in (("current", group_cam(group, False)), ("first-release", group_cam(first_group, True))):
            for c in range(3):
                try:
                    run(method, f"groupcam.{name}", layer, head, c)
                    break
                except AssertionError as nothing:
                    print("no map:", nothing, flush=True)
    for layer, head, c in (("Mixed_7c", "linear", 0), ("Mixed_7c", "two-layer", 1), ("Mixed_7a", "linear", 0)):
        for variant in ("plain", "gaussian"):
            run(recipro_cam(recipro, variant == "gaussian"), f"reciprocam.{variant}", layer, head, c)
    one = t.Head(load_file(folder / "head-one-output.safetensors")).double()
    for name, value in rise(rise_code, net, {"linear": (heads["linear"], torch.nn.Softmax(1)), "one-output": (one, torch.nn.Sigmoid())},
                            x).items():
        put(name, value)
    save_file({name: np.ascontiguousarray(value) for name, value in out.items()}, folder / "cam" / "authors-hand.safetensors",
              metadata={"engine": f"the authors' code, torch {torch.__version__}", "image": "hand_299.png"})


if __name__ == "__main__":
    if len(sys.argv) != 10:
        sys.exit(__doc__)
    main(*sys.argv[1:])
