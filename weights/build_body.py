#!/usr/bin/env python3
"""Cuts the classifier off a TF.js layers Inception-v3 and keeps the convolutional body.

usage: build_body.py SOURCE_FOLDER TARGET_FOLDER

SOURCE_FOLDER holds model.json and its shards as the npm package nsfwjs 4.4.0 carries them
(dist/models/inception_v3, each file unwrapped from its JavaScript bundle). The layers after `mixed10`
and the tensors dense_* are dropped; every other byte stays as it is. Needs only Python's standard library.
"""
import hashlib
import json
import pathlib
import sys

SHARD_BYTES = 4 * 1024 * 1024
LAST_LAYER = "mixed10"
TYPE_BYTES = {"float32": 4, "uint16": 2, "uint8": 1}


def stored_bytes(weight):
    count = 1
    for n in weight["shape"]:
        count *= n
    return count * TYPE_BYTES[weight.get("quantization", weight)["dtype"]]


def main(source, target):
    model = json.loads((source / "model.json").read_text())
    config = model["modelTopology"]["model_config"]["config"]
    names = [layer["name"] for layer in config["layers"]]
    config["layers"] = config["layers"][: names.index(LAST_LAYER) + 1]
    config["output_layers"] = [[LAST_LAYER, 0, 0]]
    model["modelTopology"].pop("training_config", None)

    kept, body = [], bytearray()
    for group in model["weightsManifest"]:
        data = b"".join((source / path).read_bytes() for path in group["paths"])
        position = 0
        for weight in group["weights"]:
            length = stored_bytes(weight)
            if not weight["name"].startswith("dense_"):
                kept.append(weight)
                body += data[position : position + length]
            position += length
        assert position == len(data), "shards and manifest disagree"

    target.mkdir(parents=True, exist_ok=True)
    shards = [body[i : i + SHARD_BYTES] for i in range(0, len(body), SHARD_BYTES)]
    paths = [f"group1-shard{i + 1}of{len(shards)}.bin" for i in range(len(shards))]
    model["weightsManifest"] = [{"paths": paths, "weights": kept}]
    for path, shard in zip(paths, shards):
        (target / path).write_bytes(shard)
    (target / "model.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")
    for path in ["model.json", *paths]:
        content = (target / path).read_bytes()
        print(hashlib.sha256(content).hexdigest(), len(content), path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
