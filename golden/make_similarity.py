"""Rank correlation and structural similarity of two small maps, by SciPy and scikit-image, and what Pillow's JPEG leaves of a picture.

Prints the numbers that SimilarityTest and JpegLossTest hold. Run: python golden/make_similarity.py
"""
import io

import numpy as np
from PIL import Image
from scipy.stats import spearmanr
from skimage.metrics import structural_similarity

y, x = np.mgrid[0:12, 0:16]
a = ((7 * x + 11 * y + x * y) % 13 / 12).astype(np.float32)
b = ((5 * x + 3 * y * y + 2) % 11 / 10).astype(np.float32)
print("spearman", repr(spearmanr(a.ravel(), b.ravel()).statistic))
print("ssim", repr(structural_similarity(a.astype(np.float64), b.astype(np.float64), data_range=1.0)))
half = (0.5 * a + 0.5 * b).astype(np.float32)
print("ssim of a and half", repr(structural_similarity(a.astype(np.float64), half.astype(np.float64), data_range=1.0)))

grey = ((x * 16 + y * 9 + 40 * ((x // 3 + y // 5) % 2)) % 256).astype(np.uint8)
rgb = np.stack([grey, 255 - grey, (x * 15).astype(np.uint8)], axis=-1)
for name, array in (("grey", grey), ("rgb", rgb)):
    file = io.BytesIO()
    Image.fromarray(array).save(file, "JPEG", quality=60, subsampling=0)
    back = np.asarray(Image.open(io.BytesIO(file.getvalue())))
    print(name, back[3].ravel().tolist())
