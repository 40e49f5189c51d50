"""What a small Python program does to get one result: imports PyTorch, loads the network, reads the image, runs one pass.

    cold_torch.py MODEL.pt IMAGE THREADS
"""
import os
import sys

os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")

import numpy as np
import torch
from PIL import Image

torch.set_num_threads(int(sys.argv[3]))
net = torch.jit.load(sys.argv[1])
with Image.open(sys.argv[2]) as picture:
    pixels = np.asarray(picture.convert("RGB").resize((299, 299), Image.BILINEAR), dtype=np.float32) / 255
with torch.inference_mode():
    features = net(torch.from_numpy(pixels.transpose(2, 0, 1).copy())[None])
print(float(features.max()))
