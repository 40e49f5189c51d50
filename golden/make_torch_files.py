"""Writes weights files by PyTorch and by the library safetensors, for the readers of weights.

Small ones into the folder `weights`, with what PyTorch itself makes of each tensor in float32 as `expected.safetensors`: both forms of
`torch.save`, pickle protocols 2, 4 and 5, a checkpoint after a step of Adam, shards, and what has to be refused. `parameters.pth` is of
the kind that PyTorch 0.1 to 0.3 wrote, parameters with `_rebuild_tensor`, which torch.load still reads.

With `--full` a whole network that `lowrank-cam convert` wrote, in every form; `lowrank-cam convert --check DIR/*` must show the same
hashes for all but `float16` and `bfloat16`, which round.

usage: make_torch_files.py OUT_DIR
       make_torch_files.py --full MODEL.safetensors OUT_DIR
"""
import collections
import io
import json
import pickle
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn


def old(value, file):
    torch.save(value, file, _use_new_zipfile_serialization=False)


def state():
    torch.manual_seed(7)
    base = torch.randn(6, 5)
    wide = torch.randn(4, 3, 2, 2, dtype=torch.float64)
    return collections.OrderedDict(
        float32=torch.randn(3, 4), float64=wide, float16=torch.randn(7).half(), bfloat16=torch.randn(2, 3).bfloat16(),
        transposed=base.t(), rows=base[2:5], columns=base[:, 1:4], every_second=base[::2, ::2], channels_last=torch.randn(
            2, 3, 4, 5).contiguous(memory_format=torch.channels_last), turned=wide.permute(3, 1, 0, 2)[1:],
        parameter=nn.Parameter(torch.randn(3)), scalar=torch.tensor(2.5), empty=torch.zeros(0, 3), row=base[0:1].t(),
        half_turned=torch.randn(3, 4).half().t(), **{"bn.num_batches_tracked": torch.tensor(12345)})


def expected(tensors):
    return {name: value.detach().float().contiguous() for name, value in tensors.items() if value.is_floating_point()}


class OldStyle(pickle._Pickler):
    """Pickles tensors by `_rebuild_tensor` and parameters by NEWOBJ and BUILD."""

    def __init__(self, file):
        super().__init__(file, 2)
        self.storages = {}

    def persistent_id(self, value):
        if isinstance(value, tuple) and len(value) == 2 and value[0] == "a storage":
            tensor = value[1]
            key = str(id(tensor))
            self.storages[key] = tensor
            return ("storage", torch.FloatStorage, key, "cpu", tensor.numel(), None)
        return None

    def save(self, value, save_persistent_id=True):
        if isinstance(value, nn.Parameter):
            self.write(pickle.GLOBAL + b"torch.nn.parameter\nParameter\n")
            self.save(())
            self.write(pickle.NEWOBJ)
            self.save((value.data, None, collections.OrderedDict(), True, False))
            self.write(pickle.BUILD)
        elif isinstance(value, torch.Tensor):
            self.write(pickle.GLOBAL + b"torch._utils\n_rebuild_tensor\n")
            self.save((("a storage", value), 0, tuple(value.shape), value.stride()))
            self.write(pickle.REDUCE)
        else:
            super().save(value, save_persistent_id)


def parameters(tensors, file):
    body = io.BytesIO()
    pickler = OldStyle(body)
    pickler.dump(collections.OrderedDict((name, nn.Parameter(value)) for name, value in tensors.items()))
    with open(file, "wb") as out:
        for value in (0x1950A86A20F9469CFC6C, 1001,
                      {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}):
            pickle.dump(value, out, 2)
        out.write(body.getvalue())
        keys = sorted(pickler.storages)
        pickle.dump(keys, out, 2)
        for key in keys:
            out.write(pickler.storages[key].numel().to_bytes(8, "little"))
            out.write(pickler.storages[key].detach().numpy().tobytes())


def sharded(tensors, folder, pieces):
    folder.mkdir(exist_ok=True)
    names = list(tensors)
    weight_map = {}
    for i in range(pieces):
        part = names[i * len(names) // pieces:(i + 1) * len(names) // pieces]
        file = f"model-{i + 1:05d}-of-{pieces:05d}.safetensors"
        save_file({name: tensors[name].contiguous() for name in part}, folder / file)
        weight_map |= {name: file for name in part}
    size = sum(value.numel() * value.element_size() for value in tensors.values())
    (folder / "model.safetensors.index.json").write_text(
        json.dumps({"metadata": {"total_size": size}, "weight_map": weight_map}, indent=1) + "\n")


def checkpoint(network, key):
    optimizer = torch.optim.Adam(network.parameters(), lr=0.1)
    network(torch.ones(2, 3)).sum().backward()
    optimizer.step()
    return {"epoch": 3, "best": 0.5, "arch": "linear", "done": True, "none": None, "seen": {1, 2}, "mark": b"abc",
            "big": 2 ** 70, "shape": torch.Size([2, 3]), "best_acc1": torch.tensor(76.1), "nested": ([1, (2, "x")], {"a": []}),
            "optimizer": optimizer.state_dict(), key: network.state_dict(), "ema": {"weight": torch.zeros(1)}}


def small(folder):
    folder.mkdir(exist_ok=True)
    tensors = state()
    save_file(expected(tensors), folder / "expected.safetensors")
    torch.save(tensors, folder / "state-2.pth")
    torch.save(tensors, folder / "state-4.pth", pickle_protocol=4)
    torch.save(dict(tensors), folder / "state-5.pth", pickle_protocol=5)
    old(tensors, folder / "state-old.pth")
    network = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
    network[0].weight.data = torch.arange(12.).reshape(4, 3) / 8
    network[0].bias.data = torch.arange(4.)
    for protocol in (2, 4):
        saved = checkpoint(network, "model_state_dict")
        save_file(expected(saved["model_state_dict"]), folder / "expected-checkpoint.safetensors")
        torch.save(saved, folder / f"checkpoint-{protocol}.pth", pickle_protocol=protocol)
        network[0].weight.data = torch.arange(12.).reshape(4, 3) / 8
        network[0].bias.data = torch.arange(4.)
        network[1].reset_parameters()
    early = {"a.weight": torch.arange(6.).reshape(2, 3), "a.bias": torch.tensor([1., -2.])}
    parameters(early, folder / "parameters.pth")
    loaded = torch.load(folder / "parameters.pth", weights_only=True)
    assert all(torch.equal(loaded[name].data, early[name]) for name in early)
    sharded({name: value for name, value in expected(tensors).items()}, folder / "shards", 3)
    torch.save(nn.Linear(2, 2), folder / "module.pth")
    old(nn.Linear(2, 2), folder / "module-old.pth")
    torch.save({"state_dict": nn.Linear(2, 2).state_dict(), "criterion": nn.CrossEntropyLoss()}, folder / "beside.pth")
    torch.jit.script(nn.Linear(2, 2)).save(folder / "script.pt")


def full(source, folder):
    folder.mkdir(exist_ok=True)
    weights = collections.OrderedDict(load_file(source))
    torch.save(weights, folder / "zip-2.pth")
    torch.save(weights, folder / "zip-4.pth", pickle_protocol=4)
    old(weights, folder / "old.pth")
    save_file(weights, folder / "one.safetensors")
    sharded(weights, folder / "sharded", 5)
    for prefix in ("module.", "_orig_mod.module.", "backbone.net."):
        torch.save({prefix + name: value for name, value in weights.items()}, folder / f"prefix-{prefix.strip('.')}.pth")
    for key in ("state_dict", "model", "model_state_dict", "net", "ema"):
        torch.save({"epoch": 90, "optimizer": {"state": {0: {"exp_avg": torch.zeros(8)}}, "param_groups": [{"lr": 1e-4}]},
                    key: weights}, folder / f"checkpoint-{key}.pth")
    for head in ("fc.1", "classifier", "last_linear", "head", "logits", "classifier.3", "my_own"):
        renamed = {name.replace("fc.", head + "."): value for name, value in weights.items()}
        torch.save(renamed, folder / f"head-{head}.pth")
    outside = {("model." + name if not name.startswith("fc.") else name.replace("fc.", "classifier.")): value
               for name, value in weights.items()}
    old({"state_dict": outside}, folder / "lightning-old.pth")
    torch.save({name: value.double() for name, value in weights.items()}, folder / "float64.pth")
    turned = {name: value.contiguous(memory_format=torch.channels_last) if value.dim() == 4 else value
              for name, value in weights.items()}
    turned["fc.weight"] = weights["fc.weight"].t().contiguous().t()
    torch.save(turned, folder / "strides.pth")
    old(turned, folder / "strides-old.pth")
    flat = torch.cat([value.flatten() for value in weights.values()])
    shared, at = {}, 0
    for name, value in weights.items():
        shared[name] = flat[at:at + value.numel()].view(value.shape)
        at += value.numel()
    torch.save(shared, folder / "one-storage.pth")
    torch.save({name: value for name, value in weights.items() if not name.endswith(".bn.weight")}, folder / "no-scales.pth")
    counted = {}
    for name, value in weights.items():
        counted[name] = value
        if name.endswith("running_var"):
            counted[name.replace("running_var", "num_batches_tracked")] = torch.tensor(7)
    torch.save(counted, folder / "counters.pth")
    torch.save({name: value.half() for name, value in weights.items()}, folder / "float16.pth")
    save_file({name: value.half() for name, value in weights.items()}, folder / "float16.safetensors")
    torch.save({name: value.bfloat16() for name, value in weights.items()}, folder / "bfloat16.pth")
    old({name: value.bfloat16() for name, value in weights.items()}, folder / "bfloat16-old.pth")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--full":
        full(Path(sys.argv[2]), Path(sys.argv[3]))
    elif len(sys.argv) == 2:
        small(Path(sys.argv[1]))
    else:
        sys.exit(__doc__)
