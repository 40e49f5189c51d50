"""One engine, one process: a forward pass of the default body for each line of standard input, its milliseconds as a line of output.

    engines.py onnxruntime MODEL.onnx IMAGE THREADS
    engines.py torch|torch-channels-last BODY IMAGE THREADS
    engines.py available                               which engines can be imported, and why not
    engines.py export BODY MODEL.onnx                  for ONNX Runtime
    engines.py save BODY MODEL.pt                      for cold_torch.py
    engines.py check ENGINE BODY|MODEL.onnx IMAGE FEATURES.npy
                                                       largest difference of the pooled features, and their largest value
    engines.py difference A.npy B.npy                  largest difference of two vectors

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

try:
    import numpy as np
except ImportError:
    np = None  # `available` says so

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "golden"))


def available():
    """Engine -> empty string, or why it cannot be used."""
    needs = {"onnxruntime": ["numpy", "PIL", "onnxruntime"], "torch": ["numpy", "PIL", "torch", "golden_net"],
             "export": ["numpy", "torch", "golden_net", "onnx"]}
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
    """The network as tensors and a list of steps, so that running it needs nothing but torch: no torchvision to import."""
    import torch

    net = torch_net(body)
    steps, names = [], {}
    for node in torch.fx.symbolic_trace(net).graph.nodes:
        inputs = [names[x.name] for x in node.all_input_nodes]
        module = net.get_submodule(node.target) if node.op == "call_module" else None
        kind = type(module).__name__ if module is not None else getattr(node.target, "__name__", node.op)
        if node.op == "output":
            continue
        if kind in ("Identity", "Dropout"):
            names[node.name] = inputs[0]
            continue
        options = {}
        if kind == "Conv2d":
            options = {"weight": node.target, "stride": module.stride, "padding": module.padding}
        elif kind == "MaxPool2d":
            kind, options = "max_pool2d", {"kernel_size": module.kernel_size, "stride": module.stride}
        elif kind in ("max_pool2d", "avg_pool2d"):
            given = zip(("kernel_size", "stride", "padding"), node.args[1:])
            options = {k: v for k, v in [*given, *node.kwargs.items()] if k in POOL_OPTIONS}
        elif kind not in ("relu", "cat", "AdaptiveAvgPool2d", "flatten", "placeholder"):
            sys.exit(f"engines.py: no step for {node.op} {kind}")
        names[node.name] = node.name
        steps.append((node.name, kind, inputs, options, []))
    # What no later step reads is forgotten, as a module's forward would.
    last = {name: i for i, step in enumerate(steps) for name in step[2]}
    for name, i in last.items():
        steps[i][4].append(name)
    torch.save({"steps": steps, "tensors": net.state_dict()}, str(target))


POOL_OPTIONS = ("kernel_size", "stride", "padding", "count_include_pad")


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


def on_request(run):
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print((time.perf_counter() - start) * 1e3, flush=True)


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
    elif command == "difference":
        print(json.dumps(float(np.abs(np.load(rest[0]).reshape(-1) - np.load(rest[1]).reshape(-1)).max())))
    else:
        model, path, threads = rest
        on_request(forward(command, model, path, int(threads)))


main()
