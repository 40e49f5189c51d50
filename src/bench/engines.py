"""One engine, one process: times warm forward passes of the default body and prints milliseconds as a JSON list.

    engines.py onnxruntime MODEL.onnx IMAGE THREADS RUNS
    engines.py torch|torch-channels-last BODY IMAGE THREADS RUNS
    engines.py available                               which engines can be imported, and why not
    engines.py export BODY MODEL.onnx                  for ONNX Runtime
    engines.py save BODY MODEL.pt                      for cold_torch.py
    engines.py check ENGINE BODY|MODEL.onnx IMAGE FEATURES.npy
                                                       largest difference of the pooled features, and their largest value

Needs numpy and Pillow; torch and torchvision for PyTorch and to export; onnx to export; onnxruntime to run. Batch norm is
folded by hand for PyTorch and in the exported file, so that every engine runs the same 94 convolutions.
"""
import importlib
import json
import os
import sys
import time
from pathlib import Path

# PyTorch says on standard error that NNPACK does not know the processor; it is not used either way.
os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "golden"))


def available():
    """Engine -> empty string, or why it cannot be used."""
    needs = {"onnxruntime": ["onnxruntime"], "torch": ["torch", "golden_net"],
             "export": ["torch", "golden_net", "onnx"]}
    found = {}
    for engine, modules in needs.items():
        try:
            for module in modules:
                importlib.import_module(module)
            found[engine] = ""
        except Exception as error:
            found[engine] = f"{type(error).__name__}: {error}".splitlines()[0]
    found["torch-channels-last"] = found["torch"]
    return found


def torch_net(body):
    import torch
    import golden_net

    golden_net.use_dialect("keras")
    net = golden_net.network(golden_net.tfjs_weights(body))
    for unit in [m for m in net.modules() if type(m).__name__ == "BasicConv2d"]:
        unit.conv = torch.nn.utils.fusion.fuse_conv_bn_eval(unit.conv, unit.bn)
        unit.bn = torch.nn.Identity()
    return net


def image(path):
    """float32 [1, 3, 299, 299], v/255."""
    from PIL import Image

    with Image.open(path) as picture:
        if picture.mode != "RGB" or picture.size != (299, 299):
            sys.exit(f"{path}: expected 299x299 RGB, found {picture.size[0]}x{picture.size[1]} {picture.mode}")
        pixels = np.asarray(picture, dtype=np.float32) / np.float32(255)
    return np.ascontiguousarray(pixels.transpose(2, 0, 1))[None]


def export(body, target):
    import torch

    torch.onnx.export(torch_net(body), torch.zeros(1, 3, 299, 299), str(target), opset_version=17, dynamo=False,
                      input_names=["image"], output_names=["features"])


def save(body, target):
    """The network as a program of its own, which needs torch alone to run: nothing is faster to load."""
    import torch

    net = torch_net(body)
    with torch.inference_mode():
        torch.jit.save(torch.jit.freeze(torch.jit.trace(net, torch.zeros(1, 3, 299, 299))), str(target))


def forward(engine, model, path, threads):
    """A function that runs one pass and returns the pooled features."""
    if engine == "onnxruntime":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        x = image(path)
        return lambda: session.run(None, {"image": x})[0]

    import torch

    torch.set_num_threads(threads)
    net, x = torch_net(model), torch.from_numpy(image(path))
    if engine == "torch-channels-last":
        net = net.to(memory_format=torch.channels_last)
        x = x.contiguous(memory_format=torch.channels_last)

    def run():
        with torch.inference_mode():
            return net(x).numpy()

    return run


def timed(runs, run):
    for _ in range(min(40, runs)):
        run()
    millis = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        millis.append((time.perf_counter() - start) * 1e3)
    return millis


def main():
    command, *rest = sys.argv[1:]
    if command == "available":
        print(json.dumps(available()))
    elif command == "export":
        export(*rest)
    elif command == "save":
        save(*rest)
    elif command == "check":
        engine, model, path, expected = rest
        features = forward(engine, model, path, 1)().reshape(-1)
        ours = np.load(expected).reshape(-1)
        print(json.dumps([float(np.abs(features - ours).max()), float(np.abs(features).max())]))
    else:
        model, path, threads, runs = rest
        print(json.dumps(timed(int(runs), forward(command, model, path, int(threads)))))


main()
