"""Makes the resize fixtures: two grey inputs (gradient + seeded noise) and Pillow's BILINEAR result at 299x299.

61x47 is enlarged in both axes, 500x360 is shrunk in both, so Pillow's antialiasing filter widens only there.

usage: make_resize.py OUT_DIR
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image

CASES = ((61, 47, 1), (500, 360, 2))


def grey(width, height, seed):
    """Diagonal ramp 20..215 plus uniform noise -20..20, uint8 [height, width]."""
    rng = np.random.default_rng(seed)
    x = np.arange(width)[None, :] / (width - 1)
    y = np.arange(height)[:, None] / (height - 1)
    ramp = 20 + 195 * (0.6 * x + 0.4 * y)
    return np.clip(np.rint(ramp + rng.uniform(-20, 20, (height, width))), 0, 255).astype(np.uint8)


def main(out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for width, height, seed in CASES:
        image = Image.fromarray(grey(width, height, seed))
        assert image.mode == "L"
        image.save(out / f"grey_{width}x{height}.png", optimize=True)
        image.resize((299, 299), Image.Resampling.BILINEAR).save(
            out / f"grey_{width}x{height}_to_299x299.png", optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
