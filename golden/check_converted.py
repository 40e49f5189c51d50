"""Does a file written by `lowrank-cam convert` mean the same to PyTorch?

    python check_converted.py FILE IMAGE TAPS

FILE is the converted model with torchvision's names, IMAGE a 299x299 RGB picture, TAPS the folder of `lowrank-cam activations IMAGE
-w FILE --taps input,Conv2d_1a_3x3,...,features,logits -o TAPS`; every tap found there is compared. The file is loaded strictly, without a
missing or left over tensor, into torchvision's Inception3, and, where timm can be imported, into timm's inception_v3 as
well. Average pools follow the dialect that the file states. The largest difference of each tap is printed; exit code 1 if one
exceeds its tolerance. Taps 1e-4 and features 5e-6 as in the goldens. Logits 1e-5 of the largest one, or 1e-5 if that is below 1: the
goldens' 2e-5 belongs to a head with small weights, while those of the default head add up to 36 409 in absolute value, so that
rounding in the features shows.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open

import golden_net
from golden_net import tv

TOLERANCES = {"features": 5e-6, "input": 0.0}
MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


def read(path):
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
        return metadata, {name: file.get_tensor(name) for name in file.keys()}


def compared(name, ours, theirs):
    """Prints the largest difference, and returns whether it is within the tolerance."""
    assert ours.shape == theirs.shape, (name, ours.shape, theirs.shape)
    difference = float(np.abs(ours.astype(np.float64) - theirs).max())
    logits = name.startswith("logits")
    tolerance = 1e-5 * max(1.0, float(np.abs(theirs).max())) if logits else TOLERANCES.get(name, 1e-4)
    good = difference <= tolerance
    print(f"{name:15s} {difference:.2e}{'' if good else f'  more than {tolerance:.1e}'}")
    return good


def split_head(tensors):
    """Body tensors, and the classifier as a module."""
    body = {name: value for name, value in tensors.items() if not name.startswith("fc")}
    stems = ["fc"] if "fc.weight" in tensors else sorted(
        {name.split(".")[0] for name in tensors if name.startswith("fc")}, key=lambda stem: int(stem[2:]))
    layers = []
    for stem in stems:
        linear = torch.nn.Linear(*reversed(tensors[stem + ".weight"].shape))
        linear.load_state_dict({part: tensors[f"{stem}.{part}"] for part in ("weight", "bias")}, strict=True)
        layers += [linear, torch.nn.ReLU()]
    return body, torch.nn.Sequential(*layers[:-1])


def torchvision_network(tensors, dialect):
    golden_net.use_dialect(dialect)
    if "fc.weight" in tensors:
        net = tv.Inception3(
            num_classes=tensors["fc.bias"].numel(), aux_logits=False, transform_input=False, init_weights=False)
        net.load_state_dict(tensors, strict=True)
    else:
        body, head = split_head(tensors)
        net = tv.Inception3(aux_logits=False, transform_input=False, init_weights=False)
        net.fc = torch.nn.Identity()
        net.load_state_dict(body, strict=True)
        net.fc = head
    return net.eval()


def prepared(image, input_range):
    x = golden_net.load_image(image)
    return {"zero-one": x, "minus-one-one": 2 * x - 1, "imagenet": (x - MEAN) / DEVIATION}[input_range]


def timm_logits(tensors, dialect, x):
    """timm's own network on the same file, or None. Its average pools are functions of torch, replaced while it runs."""
    try:
        import timm
    except ImportError:
        return None
    if "fc.weight" not in tensors:
        return None
    net = timm.create_model("inception_v3", pretrained=False, num_classes=tensors["fc.bias"].numel(), aux_logits=False)
    net.load_state_dict(tensors, strict=True)
    # `timm.models.inception_v3` names a function as well as the module.
    sys.modules["timm.models.inception_v3"].F = tv.F
    with torch.inference_mode():
        return net.eval()(x)[0].numpy()


def main(file, image, folder):
    torch.set_num_threads(1)
    metadata, tensors = read(file)
    card = json.loads(metadata["lowrankcam"])
    dialect = card["dialect"]
    net = torchvision_network(tensors, dialect)
    x = prepared(image, card["preprocessing"]["range"])
    taps = golden_net.run(net, x)
    with torch.inference_mode():
        taps["logits"] = net(x)[0].numpy()
    taps["input"] = x[0].permute(1, 2, 0).numpy()
    print(f"torchvision loads {len(tensors)} tensors strictly; dialect {dialect}")
    found = {path.stem: np.load(path) for path in sorted(Path(folder).glob("*.npy"))}
    good = [compared(name, found[name], taps[name]) for name in taps if name in found]
    by_timm = timm_logits(tensors, dialect, x)
    if by_timm is not None:
        good.append(compared("logits by timm", found["logits"], by_timm))
    print("logits         ", found["logits"])
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
