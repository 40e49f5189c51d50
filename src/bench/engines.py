"""One engine, one process: times warm forward passes of the default body and prints milliseconds as a JSON list.

    engines.py onnxruntime|torch|torch-channels-last BODY IMAGE THREADS RUNS
    engines.py export BODY MODEL.onnx
    engines.py check BODY IMAGE FEATURES.npy      largest difference of the pooled features from PyTorch's

Needs torch, torchvision, onnx and onnxruntime. Batch norm is folded by ONNX Runtime's own graph optimiser and by hand
for PyTorch, so that every engine runs the same 94 convolutions.
"""
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "golden"))


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
    import golden_net

    return golden_net.load_image(path)


def export(body, target):
    import torch

    net = torch_net(body)
    torch.onnx.export(net, torch.zeros(1, 3, 299, 299), str(target), opset_version=17, dynamo=False,
                      input_names=["image"], output_names=["features"])


def timed(runs, forward):
    for _ in range(min(10, runs)):
        forward()
    millis = []
    for _ in range(runs):
        start = time.perf_counter()
        forward()
        millis.append((time.perf_counter() - start) * 1e3)
    return millis


def main():
    command = sys.argv[1]
    if command == "export":
        export(sys.argv[2], sys.argv[3])
        return
    if command == "check":
        import torch

        with torch.inference_mode():
            features = torch_net(sys.argv[2])(image(sys.argv[3])).numpy().reshape(-1)
        print(json.dumps(float(np.abs(features - np.load(sys.argv[4]).reshape(-1)).max())))
        return
    body, path, threads, runs = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    if command == "onnxruntime":
        import onnxruntime

        model = body if body.endswith(".onnx") else None
        if model is None:
            model = str(Path(tempfile.mkdtemp()) / "inception.onnx")
            export(body, model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        x = image(path).numpy()
        print(json.dumps(timed(runs, lambda: session.run(None, {"image": x}))))
    else:
        import torch

        torch.set_num_threads(threads)
        net, x = torch_net(body), image(path)
        if command == "torch-channels-last":
            net = net.to(memory_format=torch.channels_last)
            x = x.contiguous(memory_format=torch.channels_last)
        with torch.inference_mode():
            print(json.dumps(timed(runs, lambda: net(x))))


main()
