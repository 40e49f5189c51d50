"""Makes the crop fixtures: torchvision's Resize and CenterCrop on Pillow pictures, 299x299.

`crop` is Resize(299) and CenterCrop(299); `crop-342` is the preset of torchvision's own weights,
Inception_V3_Weights.IMAGENET1K_V1.transforms(), without its last step, the scaling of values.
47x69 and 76x57 are enlarged, and their long sides are cut where rounding would give one pixel more; 500x360 (of make_resize.py)
is shrunk by `crop`. torchvision.json holds, for many sizes, the size after Resize and the offset of CenterCrop.

usage: make_crops.py OUT_DIR
"""
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

import golden_net  # noqa: F401  (declares torchvision's operators when they are missing; must come before the next line)
from torchvision.models import Inception_V3_Weights
from torchvision.transforms import CenterCrop, Compose, Resize
from torchvision.transforms import functional as F

from make_resize import grey

PRESET = Inception_V3_Weights.IMAGENET1K_V1.transforms()
RULES = {"crop": (299, 299), "crop-342": (PRESET.resize_size[0], PRESET.crop_size[0])}
SIZES = ((299, 299), (639, 968), (968, 639), (47, 69), (76, 57), (500, 360), (512, 420), (1, 1), (3, 100),
         (300, 299), (299, 300), (342, 343), (343, 345), (1000, 333), (2500, 2048), (2048, 2500), (750, 881), (97, 61), (23, 9001))


def offset(size, crop):
    """Where CenterCrop begins along an axis: told by the first value of a ramp of indices."""
    ramp = np.broadcast_to(np.arange(size, dtype=np.int32)[:, None], (size, crop))
    return int(np.asarray(CenterCrop(crop)(Image.fromarray(np.ascontiguousarray(ramp), mode="I")))[0, 0])


def main(out):
    out = Path(out)
    assert RULES["crop-342"] == (342, 299), PRESET
    assert PRESET.interpolation.value == "bilinear" and PRESET.antialias, PRESET
    picture = Image.fromarray(grey(47, 69, 3))
    colour = Image.fromarray(np.stack([grey(76, 57, seed) for seed in (4, 5, 6)], axis=2))
    picture.save(out / "grey_47x69.png", optimize=True)
    colour.save(out / "rgb_76x57.png", optimize=True)
    sources = {"grey_47x69": picture, "rgb_76x57": colour, "grey_500x360": Image.open(out / "grey_500x360.png")}
    for name, source in sources.items():
        for rule, (resize, crop) in RULES.items():
            cropped = Compose([Resize(resize, antialias=True), CenterCrop(crop)])(source)
            cropped.save(out / f"{name}_{rule}_to_299x299.png", optimize=True)
    rows = []
    for width, height in SIZES:
        for rule, (resize, crop) in RULES.items():
            high, wide = F._compute_resized_output_size((height, width), [resize])
            rows.append({"width": width, "height": height, "rule": rule, "resizedWidth": wide, "resizedHeight": high,
                         "left": offset(wide, crop), "top": offset(high, crop)})
    (out / "torchvision.json").write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
