"""Small models saved by Keras itself in every layout that it has, and what is in them.

A graph of four convolutions with batch norms, whose order in the graph is not that of their creation, below two dense layers:

plain.{h5,keras,weights.h5}   one functional model; its layers' numbers begin at 1
nested.{h5,keras,weights.h5}  the convolutions as a model within a Sequential, after a step of training: the first two files
                              hold the state of an optimizer too
half.weights.h5               a dense layer in float16, a batch norm with a scale, and a dense layer in float64
bfloat16.weights.h5           a dense layer in bfloat16
keras2.h5                     the weights in the layout of Keras 2 (names end in ':0'), written with h5py as
                              keras/src/legacy/saving/legacy_h5_format.py describes it: Keras 3 no longer writes it
unnamed.weights.h5            plain.weights.h5 without the names of layers, as early releases of Keras 3 left them out
expected.safetensors          the tensors by their names in the session: plain/NAME, nested/NAME, half/NAME
graph-order.json              names of the convolutions and batch norms of keras.applications.InceptionV3, in the graph's order

usage: make_keras.py OUT_FOLDER     (keras 3.15.1 on tensorflow-cpu 2.21.0, h5py 3.14.0)
"""
import json
import os
import shutil
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
from keras import layers
from safetensors.numpy import save_file


def unit(x, channels, size):
    x = layers.Conv2D(channels, size, padding="same", use_bias=False)(x)
    return layers.Activation("relu")(layers.BatchNormalization(scale=False)(x))


def body(inputs):
    x = unit(inputs, 2, 1)
    short = unit(x, 3, 1)
    long = unit(unit(x, 2, 1), 3, 3)
    return layers.concatenate([short, long])


def fill(model, rng):
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            fill(layer, rng)
        elif layer.get_weights():
            layer.set_weights([rng.uniform(0.5, 1.5, w.shape).astype(w.dtype) for w in layer.get_weights()])


def tensors(model, prefix):
    found = {}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found |= tensors(layer, prefix)
            continue
        for variable in layer.weights:
            if "seed" not in variable.path:
                found[f"{prefix}/{layer.name}/{variable.name}"] = np.ascontiguousarray(variable.numpy().astype(np.float32))
    return found


def keras2(model, file):
    with h5py.File(file, "w") as f:
        f.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        f.attrs["backend"] = b"tensorflow"
        f.attrs["keras_version"] = b"2.2.4"
        for layer in model.layers:
            group = f.create_group(layer.name)
            names = [f"{layer.name}/{v.name}:0".encode() for v in layer.weights]
            group.attrs["weight_names"] = names
            for name, variable in zip(names, layer.weights):
                group.create_dataset(name.decode(), data=variable.numpy())


def unnamed(source, file):
    shutil.copy(source, file)
    with h5py.File(file, "r+") as f:
        f.visititems(lambda _, node: node.attrs.pop("name", None) and None)


def save(model, stem):
    model.save(f"{stem}.h5")
    model.save(f"{stem}.keras")
    model.save_weights(f"{stem}.weights.h5")


def main(out):
    out.mkdir(exist_ok=True)
    rng = np.random.default_rng(3)
    keras.utils.set_random_seed(3)
    unit(keras.Input((4, 4, 3)), 1, 1)
    inputs = keras.Input((4, 4, 3))
    x = layers.GlobalAveragePooling2D(name="avg_pool")(body(inputs))
    x = layers.Dense(4, activation="relu", name="hidden")(x)
    plain = keras.Model(inputs, layers.Dense(3, activation="softmax", name="scores")(x))
    fill(plain, rng)
    save(plain, out / "plain")
    keras2(plain, out / "keras2.h5")
    unnamed(out / "plain.weights.h5", out / "unnamed.weights.h5")
    inputs = keras.Input((4, 4, 3))
    nested = keras.Sequential([keras.Input((4, 4, 3)), keras.Model(inputs, body(inputs)), layers.GlobalAveragePooling2D(),
                               layers.Dropout(0.5), layers.Dense(4, activation="relu"), layers.Dense(1, activation="sigmoid")])
    fill(nested, rng)
    nested.compile("adam", "binary_crossentropy")
    nested.train_on_batch(rng.random((2, 4, 4, 3)), np.array([[0.0], [1.0]]))
    save(nested, out / "nested")
    half = keras.Sequential([keras.Input((3,)), layers.Dense(2, dtype="float16"), layers.BatchNormalization(),
                             layers.Dense(2, dtype="float64")])
    fill(half, rng)
    half.save_weights(out / "half.weights.h5")
    keras.Sequential([keras.Input((3,)), layers.Dense(2, dtype="bfloat16")]).save_weights(out / "bfloat16.weights.h5")
    save_file(tensors(plain, "plain") | tensors(nested, "nested") | tensors(half, "half"), out / "expected.safetensors")
    (out / "expected.safetensors").chmod(0o644)
    network = keras.applications.InceptionV3(weights=None)
    order = {kind.__name__: [layer.name for layer in network.layers if isinstance(layer, kind)]
             for kind in (layers.Conv2D, layers.BatchNormalization)}
    first = {kind: min(int(name.rsplit("_", 1)[1]) for name in names) for kind, names in order.items()}
    (out / "graph-order.json").write_text(json.dumps(
        {kind: [int(name.rsplit("_", 1)[1]) - first[kind] for name in names] for kind, names in order.items()}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
