"""Makes small PNG files with transparency and with an EXIF orientation, and what Pillow makes of them.

`alpha-*.png`: pixels that are not opaque, in five kinds of PNG; Pillow's convert("RGB") keeps their stored colours.
`exif-*.png`: an eXIf chunk with each orientation, before the data and (exif-6-last.png) after them; ImageOps.exif_transpose turns them.
pillow.json has the pixels of each as rows of RGB values.

usage: make_pictures.py OUT_DIR
"""
import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

ORIENTATION = 0x0112


def chunks(png):
    """(type, whole chunk) of a PNG file's bytes."""
    at = 8
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at:at + 4], "big")
        yield png[at + 4:at + 8], png[at:end]
        at = end


def exif_last(png):
    """The same file with its eXIf chunk between the data and the end."""
    parts = list(chunks(png))
    last = {b"eXIf": 1, b"IEND": 2}
    return png[:8] + b"".join(chunk for _, chunk in sorted(parts, key=lambda part: last.get(part[0], 0)))


def main(out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    rgba = rng.integers(0, 256, (4, 5, 4), dtype=np.uint8)
    rgba[0, :, 3] = (0, 1, 127, 254, 255)
    Image.fromarray(rgba).save(out / "alpha-rgba.png")
    Image.fromarray(rgba[..., 2:]).save(out / "alpha-grey.png")
    palette = Image.fromarray(rng.integers(0, 6, (4, 5), dtype=np.uint8), mode="P")
    palette.putpalette(rng.integers(0, 256, 18, dtype=np.uint8).tobytes())
    palette.save(out / "alpha-palette.png", transparency=bytes((255, 0, 128, 255)))
    Image.fromarray(rng.integers(0, 4, (4, 5), dtype=np.uint8) + np.uint8(100)).save(out / "alpha-grey-key.png", transparency=101)
    two = np.where(rng.integers(0, 2, (4, 5, 1)), np.uint8([9, 8, 7]), np.uint8([200, 100, 50])).astype(np.uint8)
    Image.fromarray(two).save(out / "alpha-rgb-key.png", transparency=(200, 100, 50))
    upright = Image.fromarray(rng.integers(0, 256, (4, 5, 3), dtype=np.uint8))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        upright.save(out / f"exif-{orientation}.png", exif=exif)
    (out / "exif-6-last.png").write_bytes(exif_last((out / "exif-6.png").read_bytes()))
    rows = {}
    for file in sorted(out.glob("*.png")):
        with Image.open(io.BytesIO(file.read_bytes())) as picture:
            rgb = np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))
        rows[file.name] = rgb.reshape(rgb.shape[0], -1).tolist()
    (out / "pillow.json").write_text("{\n" + ",\n".join(f'"{name}": {json.dumps(pixels)}' for name, pixels in rows.items()) + "\n}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
