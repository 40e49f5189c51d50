"""Score-CAM as in the authors' code, with torch: one backbone pass for each live channel of Mixed_7c.

mask_k = minmax(bilinear A_k -> 299x299, half-pixel centres); x = v/255; weight_k = softmax(head(mask_k * x))[0];
raw = relu(sum_k weight_k A_k) on the 8x8 grid. Constant channels (dead ones too) are skipped and have weight 0.

usage: make_scorecam.py BODY_DIR IMAGE_299 HEAD OUT_FILE [THREADS [BATCH [CHANNELS]]]
CHANNELS  stop after this many channels; then only `weights<CHANNELS>` is written
"""
import sys
import time

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import golden_net as g


def main(body, image, head, out, threads=1, batch=8, channels=2048):
    torch.set_num_threads(int(threads))
    batch, channels = int(batch), int(channels)
    g.use_dialect("keras")
    net = g.network(g.tfjs_weights(body))
    fc = load_file(head)
    weight, bias = (torch.from_numpy(fc[name]).double() for name in ("fc.weight", "fc.bias"))
    x = g.load_image(image)
    maps = torch.from_numpy(g.run(net, x)["Mixed_7c"]).permute(2, 0, 1)[:, None]
    weights = np.zeros(channels)
    low, high = maps.amin((1, 2, 3)), maps.amax((1, 2, 3))
    live = [k for k in range(channels) if high[k] - low[k] > 1e-6 * max(abs(high[k]), abs(low[k]))]
    print("live channels", len(live), flush=True)
    start = time.monotonic()
    with torch.inference_mode():
        for at in range(0, len(live), batch):
            ks = live[at:at + batch]
            mask = torch.nn.functional.interpolate(maps[ks], size=(299, 299), mode="bilinear", align_corners=False)
            least, most = mask.amin((2, 3), keepdim=True), mask.amax((2, 3), keepdim=True)
            features = net(x * ((mask - least) / (most - least))).double()
            weights[ks] = torch.softmax(features @ weight.T + bias, 1)[:, 0].numpy()
            if at // batch % 16 == 0:
                print(at + len(ks), f"{time.monotonic() - start:.0f} s", flush=True)
    if channels < 2048:
        save_file({f"weights{channels}": weights}, out)
        return
    raw = np.maximum(weights @ maps.reshape(2048, 64).double().numpy(), 0)
    save_file({"raw": raw, "weights": weights}, out)
    print("weights", weights.min(), weights.max(), "raw", raw.min(), raw.max())


if __name__ == "__main__":
    if not 5 <= len(sys.argv) <= 8:
        sys.exit(__doc__)
    main(*sys.argv[1:])
