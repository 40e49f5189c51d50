"""Inception-v3 as exporters write it, without its weights: ONNX graphs whose tensors lie in a file that is not there.

Each tensor of more than 16 values is said to be in 'weights.bin', one behind the other; a test lays zeros there. What
follows from names, shapes and nodes is as the exporter wrote it; documentation and inferred shapes are taken out.

torchscript-9.onnx            torchvision, torch's older exporter, opset 9: Pad nodes before the average pools
torchscript-17.onnx           the same, opset 17, with transform_input: Gather, Unsqueeze, Mul, Add
batch-norms.onnx              the same, opset 13, batch norms not folded, equal tensors shared by Identity nodes
dynamo.onnx                   torchvision, torch's newer exporter: nested Concat nodes, ReduceMean
timm.onnx                     timm, older exporter, opset 13
fid.onnx                      pools as in pytorch-fid, older exporter, opset 17
keras.onnx                    the structure of tf2onnx, which cannot be had here, built by hand: Transpose at the input, pads as
                              SAME_UPPER, batch norms with bias folded, MatMul and Add twice with a Relu between, Softmax
resnet.onnx                   torchvision's resnet18
values.onnx                   no network: one tensor in each form in which values are stored
values.safetensors            the same values

usage: make_onnx.py OUT_FOLDER     (torch 2.13.0, torchvision 0.28.0, timm 1.0.29, onnx 1.23.1, onnxscript 0.7.2)
"""
import sys
import tempfile
import warnings
from pathlib import Path

import golden_net  # noqa: F401  (declares torchvision's operators; must come before the next lines)
import numpy as np
import onnx
import timm
import torch
import torchvision
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

warnings.filterwarnings("ignore")
IMAGE = torch.zeros(1, 3, 299, 299)


def stripped(model):
    offset = 0
    for tensor in list(model.graph.initializer):
        count = int(np.prod(tensor.dims))
        name, dims, kind = tensor.name, list(tensor.dims), tensor.data_type
        if count <= 16 or kind != TensorProto.FLOAT:
            tensor.ClearField("doc_string")
            continue
        tensor.Clear()
        tensor.name, tensor.data_type, tensor.data_location = name, kind, TensorProto.EXTERNAL
        tensor.dims.extend(dims)
        for key, value in (("location", "weights.bin"), ("offset", offset), ("length", 4 * count)):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, str(value)
        offset += 4 * count
    del model.graph.value_info[:]
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    for node in model.graph.node:
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
    for value in list(model.graph.initializer) + list(model.graph.input) + list(model.graph.output):
        value.ClearField("metadata_props")
    return model


def export(network, out, **options):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.onnx"
        torch.onnx.export(network.eval(), (IMAGE,), file, **options)
        onnx.save(stripped(onnx.load(file)), out)


def inception(**options):
    torch.manual_seed(1)
    return torchvision.models.inception_v3(weights=None, aux_logits=False, init_weights=False, num_classes=4, **options)


def trained(network):
    """Without shifts the newer exporter leaves out the biases that the folded batch norms would make."""
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.bias)
    return network


class FidPool(torch.nn.Module):
    def __init__(self, block, maximum):
        super().__init__()
        self.block, self.maximum = block, maximum

    def forward(self, x):
        usual = torch.nn.functional.avg_pool2d

        def pool(x, **given):
            if self.maximum:
                return torch.nn.functional.max_pool2d(x, kernel_size=3, stride=1, padding=1)
            return usual(x, **given, count_include_pad=False)

        torch.nn.functional.avg_pool2d = pool
        try:
            return self.block(x)
        finally:
            torch.nn.functional.avg_pool2d = usual


def fid():
    network = inception(transform_input=False)
    for name in ("5b", "5c", "5d", "6b", "6c", "6d", "6e", "7b", "7c"):
        setattr(network, "Mixed_" + name, FidPool(getattr(network, "Mixed_" + name), name == "7c"))
    return network


def keras(out, source):
    """Turns an export of torchvision into the structure that tf2onnx gives a model of Keras."""
    model = onnx.load(source, load_external_data=False)
    graph = model.graph
    name = graph.input[0].name
    nodes = [helper.make_node("Transpose", ["images"], ["first"], "transpose", perm=[0, 3, 1, 2])]
    for node in graph.node:
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        node.input[:] = ["first" if value == name else value for value in node.input]
        if node.op_type in ("Conv", "MaxPool", "AveragePool"):
            pads = attributes.pop("pads")
            attributes["auto_pad"] = "SAME_UPPER" if any(pads) else "VALID"
            attributes.pop("count_include_pad", None)
            attributes.pop("ceil_mode", None)
        if node.op_type == "Gemm":
            break
        nodes.append(helper.make_node(node.op_type, node.input, node.output, node.name, **attributes))
    features = nodes[-1].output[0]
    kept = [t for t in graph.initializer if not t.name.startswith("fc.")]
    kept += [numpy_helper.from_array(np.zeros(shape, np.float32), title)
             for title, shape in (("w1", (2048, 64)), ("b1", (64,)), ("w2", (64, 3)), ("b2", (3,)))]
    for op, inputs, output in (("MatMul", [features, "w1"], "m1"), ("Add", ["m1", "b1"], "a1"), ("Relu", ["a1"], "r1"),
                               ("MatMul", ["r1", "w2"], "m2"), ("Add", ["m2", "b2"], "a2"), ("Softmax", ["a2"], "scores")):
        nodes.append(helper.make_node(op, inputs, [output], output))
    made = helper.make_graph(
        nodes, "keras", [helper.make_tensor_value_info("images", TensorProto.FLOAT, ["n", 299, 299, 3])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 3])], kept)
    onnx.save(stripped(helper.make_model(made, opset_imports=[helper.make_opsetid("", 15)])), out)


def values(out):
    rng = np.random.default_rng(5)
    expected, tensors = {}, []
    for title, kind, raw in (("f32.raw", TensorProto.FLOAT, True), ("f32.typed", TensorProto.FLOAT, False),
                             ("f64.raw", TensorProto.DOUBLE, True), ("f64.typed", TensorProto.DOUBLE, False),
                             ("f16.raw", TensorProto.FLOAT16, True), ("f16.typed", TensorProto.FLOAT16, False),
                             ("bf16.raw", TensorProto.BFLOAT16, True), ("bf16.typed", TensorProto.BFLOAT16, False)):
        numbers = rng.normal(0, 1, (2, 3)).astype(helper.tensor_dtype_to_np_dtype(kind))
        tensor = numpy_helper.from_array(numbers, title)
        if not raw:
            tensor.ClearField("raw_data")
            if kind in (TensorProto.FLOAT16, TensorProto.BFLOAT16):
                tensor.int32_data.extend(int(n) for n in numbers.view(np.uint16).ravel())
            else:
                (tensor.float_data if kind == TensorProto.FLOAT else tensor.double_data).extend(numbers.ravel().tolist())
        tensors.append(tensor)
        expected[title] = numbers.astype(np.float32)
    graph = helper.make_graph([helper.make_node("Identity", ["f32.raw"], ["y"])], "values", [],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, [2, 3])], tensors)
    onnx.save(helper.make_model(graph), out / "values.onnx")
    save_file(expected, out / "values.safetensors")
    (out / "values.safetensors").chmod(0o644)


def main(out):
    out.mkdir(exist_ok=True)
    plain = inception(transform_input=False)
    export(plain, out / "torchscript-9.onnx", dynamo=False, opset_version=9, dynamic_axes={"x": {0: "n"}}, input_names=["x"])
    export(inception(transform_input=True), out / "torchscript-17.onnx", dynamo=False, opset_version=17)
    export(plain, out / "batch-norms.onnx", dynamo=False, opset_version=13, training=torch.onnx.TrainingMode.PRESERVE,
           do_constant_folding=False)
    export(trained(plain), out / "dynamo.onnx", dynamo=True)
    export(timm.create_model("inception_v3", num_classes=4, aux_logits=False), out / "timm.onnx", dynamo=False, opset_version=13)
    export(fid(), out / "fid.onnx", dynamo=False, opset_version=17)
    export(torchvision.models.resnet18(weights=None), out / "resnet.onnx", dynamo=False, opset_version=13)
    keras(out / "keras.onnx", out / "timm.onnx")
    values(out)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
