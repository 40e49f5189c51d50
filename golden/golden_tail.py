"""Shared by the scripts that look inside the network: heads, the part after a layer, gradients by autograd.

Heads are given as safetensors with fc.weight, fc.bias, or fc1.*, fc2.*, ... with ReLU between; no activation at the end.
Most look at Mixed_6e (17x17x768) and Mixed_7c (8x8x2048); a `tail` takes what a layer gives and ends with the logits.
"""
import numpy as np
import torch
from safetensors.numpy import load_file

import golden_net as g

LAYERS = ("Mixed_6e", "Mixed_7c")
AFTER = {name: tuple(g.BLOCKS[i + 1:]) for i, name in enumerate(g.BLOCKS)}
BEFORE_BLOCKS = ("Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "maxpool1", "Conv2d_3b_1x1", "Conv2d_4a_3x3", "maxpool2")
HEADS = {"linear": "head-linear.safetensors", "two-layer": "head-two-layer.safetensors"}
CLASSES = (0, 1)


class Head(torch.nn.Module):
    """Dense layers with ReLU between, on the mean over positions. A single output z stands for the logits -z and z."""

    def __init__(self, tensors):
        super().__init__()
        names = ["fc"] if "fc.weight" in tensors else [n for n in map("fc{}".format, range(1, 9)) if n + ".weight" in tensors]
        self.layers = torch.nn.ModuleList()
        for name in names:
            weight, bias = tensors[name + ".weight"], tensors[name + ".bias"]
            layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
            with torch.no_grad():
                layer.weight.copy_(torch.from_numpy(weight))
                layer.bias.copy_(torch.from_numpy(bias))
            self.layers.append(layer)

    def pooled(self, x):
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        x = self.layers[-1](x)
        return x if x.shape[-1] > 1 else torch.cat((-x, x), -1)

    def forward(self, features):
        return self.pooled(features.mean((2, 3)))


def heads(folder, dtype):
    return {name: Head(load_file(folder / file)).to(dtype).eval() for name, file in HEADS.items()}


def rest(net, layer):
    """The blocks after a layer, Mixed_7c included, as a function of the layer's output."""
    blocks = [getattr(net, name) for name in AFTER[layer]]

    def apply(x):
        for block in blocks:
            x = block(x)
        return x
    return apply


def score(logits, target, c):
    """Sum over the batch of the logit or the softmax probability of class c."""
    return (logits if target == "logit" else torch.softmax(logits, 1))[:, c].sum()


def activations(net, x, layers=LAYERS):
    """Outputs of layers, [1,K,H,W], without a graph."""
    taken = {}
    hooks = [getattr(net, name).register_forward_hook(lambda module, args, out, name=name: taken.__setitem__(name, out))
             for name in layers]
    with torch.no_grad():
        net(x)
    for hook in hooks:
        hook.remove()
    return {name: value.detach().clone() for name, value in taken.items()}


def gradient(net, head, layer, features, target, c):
    """Autograd gradient of the score with respect to a layer's output, [K,H,W], and the logits."""
    leaf = features.clone().requires_grad_(True)
    logits = head(rest(net, layer)(leaf * 1))
    grad, = torch.autograd.grad(score(logits, target, c), leaf)
    return grad[0].numpy(), logits.detach()[0].numpy()


class _Gate(torch.autograd.Function):
    """ReLU whose backward pass opens where the input is above a shift instead of above zero."""

    @staticmethod
    def forward(ctx, x, shift):
        ctx.save_for_backward(x > shift)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0], None


class shifted_gates:
    """Inside, every ReLU of the network passes gradients where its input is above `shift`; forward values stay the same."""

    def __init__(self, shift):
        self.shift = shift

    def __enter__(self):
        functions, shift = g.tv.F, self.shift
        self.saved = functions

        class Functions:
            def __getattr__(self, name):
                return getattr(functions, name)

            @staticmethod
            def relu(x, inplace=False):
                return _Gate.apply(x, shift)

        g.tv.F = Functions()

    def __exit__(self, *_):
        g.tv.F = self.saved


def network(body, dialect, dtype):
    g.use_dialect(dialect)
    net = g.network(g.tfjs_weights(body)).to(dtype)
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    return net


def minmax(s):
    low, high = s.min(), s.max()
    if high - low <= 1e-6 * max(abs(high), abs(low)):
        return np.zeros_like(s)
    return (s - low) / (high - low)
