"""The two blurs of the methods and metrics on the hand, by torch convolution.

group-cam  separable Gaussian 51x51, sigma 50: taps exp(-d^2/(2 sigma^2)), d = -25..25, divided by their sum; borders reflected
           without repeating the edge (kornia's gaussian_blur2d with its default border)
rise       11x11: scipy's gaussian_filter (sigma 5, cut at 4 sigma, its reflection of the 11x11 array) of a single 1 in the middle, as
           float32; zeros outside the image (RISE's gkern and conv2d with padding 5)

Names: `<blur>` [4096] samples of the blurred image in (H,W,C) order, float64; `<blur>.kernel` [51] or [121]. Where kornia's folder
is given, its gaussian_blur2d is compared (in float64: 4.5e-16).

usage: make_blur.py OUT_DIR [KORNIA_DIR]
OUT_DIR is this folder, has inputs; gets blur/hand.safetensors
"""
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from scipy.ndimage import gaussian_filter

import golden_net as g


def kernel(name):
    if name == "group-cam":
        taps = np.exp(-np.arange(-25.0, 26.0) ** 2 / (2 * 50.0 ** 2))
        return taps / taps.sum()
    delta = np.zeros((11, 11))
    delta[5, 5] = 1
    return gaussian_filter(delta, 5).astype(np.float32).astype(np.float64)


def blur(image, name):
    """image [1,3,299,299]; the result has its type, the sums are float64"""
    planes, taps = image.double().permute(1, 0, 2, 3), torch.from_numpy(kernel(name))
    conv = torch.nn.functional.conv2d
    if name == "group-cam":
        planes = torch.nn.functional.pad(planes, (25, 25, 25, 25), mode="reflect")
        planes = conv(conv(planes, taps.reshape(1, 1, 1, 51)), taps.reshape(1, 1, 51, 1))
    else:
        planes = conv(planes, taps.reshape(1, 1, 11, 11), padding=5)
    return planes.permute(1, 0, 2, 3).to(image.dtype)


def main(folder, kornia=None):
    folder = Path(folder)
    (folder / "blur").mkdir(exist_ok=True)
    image = g.load_image(folder / "inputs" / "hand_299.png").double()
    out = {}
    for name in ("group-cam", "rise"):
        blurred = blur(image, name)
        out[name] = g.sample(blurred[0].permute(1, 2, 0).contiguous().numpy().reshape(-1))
        out[name + ".kernel"] = kernel(name).reshape(-1)
        print(name, "mean", blurred.mean().item(), "of", image.mean().item())
        if kornia and name == "group-cam":
            sys.path.insert(1, kornia)
            from kornia.filters import gaussian_blur2d
            print("kornia moved", (gaussian_blur2d(image, (51, 51), (50.0, 50.0)) - blurred).abs().max().item())
    save_file(out, folder / "blur" / "hand.safetensors", metadata={"engine": f"torch {torch.__version__}"})


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
