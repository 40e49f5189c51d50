"""Writes manifest.json: for every golden file its checksum, engine, version, script, image, dialect, tolerance and reason.

usage: make_manifest.py GOLDEN_DIR
"""
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy
import PIL
import scipy
import torch
from safetensors import safe_open

import golden_net  # noqa: F401  (declares torchvision's operators when they are missing; must come before the next line)
import torchvision

PGC = ("pytorch-grad-cam", "1.5.5, commit 084273b3f30b54ad0c64cf8020a4337d979a66e0")
TORCH_CAM = ("torch-cam", "0.5.0.dev0, commit f44afef870a11c5ecd616c7ac5aea2bb28e260bf")
PYTORCH_FID = ("pytorch-fid", "commit b9c18118d082cbd263c1b8963fc4221dc1cbb659")
AUTHORS = ("authors' code", "haofanwang/Score-CAM d312f14, anguyen8/gScoreCAM 87c35a1, wofmanaf/Group-CAM ffd807b and e8b0ea7, "
           "sybyun/ReciproCAM bfbf22c, eclique/RISE d91ea00")
PILLOW = ("Pillow", PIL.__version__)
NUMPY = ("NumPy", numpy.__version__)
TORCH = ("torch + torchvision", f"{torch.__version__} + {torchvision.__version__}")

TAPS = ({"taps": 1e-4, "features": 5e-6, "logits": 2e-5, "kind": "absolute"},
        "float32 sums in another order; TF.js and torch differ by at most 1.7e-5 on taps (values up to 6.7), 7.2e-7 on "
        "features, 3.9e-6 on logits; the two dialects differ by more than 0.08 in every tap from Mixed_5b on")
CAM = ({"givenMixed7c": 1e-9, "ownForward": 1e-4, "kind": "absolute"},
       "float64 throughout; Gram matrix + eigh instead of SVD moved no map by more than 1e-12; with Mixed_7c of TF.js "
       "instead of torch the largest move is 2.7e-5 (scorecam-like, r=40)")
SIGN_TIE = ({"sigma": 1e-10, "u": "1e-11 over the relative gap", "kind": "of the largest singular value; absolute"},
            "float64 of an exact matrix; scikit-learn's svd_flip turns the two ties the same way")
SVD = ({"givenMixed7c": 1e-10, "ownForward": 1e-4, "kind": "absolute"},
       "Gram matrix + eigh instead of SVD: 2e-13 on sigma, 3e-14 on u; with Mixed_7c of TF.js: 8e-6 and 5e-6")
GRADIENTS = ({"Mixed_7c": 1e-6, "Mixed_6e": 1e-5, "kind": "relative to the largest magnitude of the tensor"},
             "float64 autograd; the float32 run differs by at most 2.5e-7 on the hand (keras) and, at stable positions, elsewhere; "
             "a ReLU on the other side of its step moves up to 9e-3 (chest), see gradients/differences.json")
BOTH = ("NumPy + torch", f"{numpy.__version__} + {torch.__version__}")
METHODS = ({"givenMixed7c": 1e-9, "ownForward": 5e-5, "ownForwardOfMovedMost": 2e-4, "kind": "relative to the largest magnitude of the map"},
           "float64 throughout. Done in float32 (Mixed_6e), or with Mixed_7c of the float64 network, the twelve maps under measuredMoves move "
           "most, all others by less than 1.3e-5: small differences of large scores, steps of a ReLU, modes of nearly equal strength")
METHODS_MOVES = {
    "Mixed_6e.linear.ablationcam.no-division.class1": 8.65e-5, "Mixed_6e.linear.ablationcam.divide-signed.class1": 8.63e-5,
    "Mixed_6e.two-layer.gradcam++.official-normalised.class1": 7.79e-5, "Mixed_6e.linear.lowrankcam.default.r10.class0": 6.92e-5,
    "Mixed_6e.linear.ablationcam.probability.class1": 6.55e-5, "Mixed_7c.linear.lowrankcam.linear.r1.class0": 2.71e-5,
    "Mixed_7c.linear.svdgradcam.r1.class0": 2.71e-5, "Mixed_6e.two-layer.lowrankcam.class-signed.r40.class1": 2.71e-5,
    "Mixed_7c.linear.lowrankcam.class-signed.r1.class0": 2.63e-5, "Mixed_6e.two-layer.lowrankcam.linear.r1.class0": 1.96e-5,
    "Mixed_7c.linear.lowrankcam.class-signed.r3.class0": 1.57e-5, "Mixed_7c.linear.lowrankcam.class-signed.r10.class0": 1.28e-5}
REFERENCES = ({"givenMixed7c": 1e-9, "Mixed_6e": 1e-5, "kind": "relative to the largest magnitude of the map"},
              "the library in float64 on the same activations; from the formulas of make_methods.py it differs by at most 3e-15, in "
              "xgradcam by 1.3e-8 (its epsilon of 1e-8); float32 moves the gradients of the hand at Mixed_6e by 2.5e-7")
TARGETS = ({"ownForward": 1e-5, "ablationAndLowRank": 2e-4, "Mixed_6b and Mixed_5d": 5e-4, "kind": "relative to the largest magnitude of the map"},
           "float64 from the image on. PyTorch in float32 moves the library's maps by at most 4.5e-6, at Mixed_5d by up to 3.1e-4 (ReLUs and maxima "
           "at their steps), Ablation-CAM by 2.6e-4: its weights, and LowRank-CAM's, can be what is left of nearly equal scores")
FID_MAPS = ({"ownForward": 1e-5, "kind": "relative to the largest magnitude of the map"},
            "float64 from the image on; pytorch-fid's maximum pool lies after Mixed_7b")
AUTHORS_MAPS = ({"ownForward": 1e-4, "kind": "relative to the largest magnitude of the map"},
                "float64 from the image on; a float32 pass is off by about 1e-6 in a score, and maps are sums of scores or of their "
                "differences, scaled to 0 ... 1; gScoreCAM's code rounds masks and weights to float32 itself. Measured at most 5.5e-6")
CHEST = ({"givenMixed7c": 1e-5, "kind": "relative to the largest magnitude of the map"},
         "float64 throughout, from the stored activations; the head passes of the tests round logits to float32")
INPUT_MASKS = ({"givenFeatures": 1e-4, "kind": "relative to the largest magnitude of the map"},
               "float64 passes; a float32 pass of a masked input is off by about 1e-6 in a probability or logit, and a map is their sum")
FEATURE_MASKS = ({"fimf": 5e-6, "ablationOnLogits": 5e-5, "ablationOnProbabilities": 1e-4, "kind": "relative to the largest magnitude of the map"},
                 "done in float32, PyTorch moves FIMF-Score-CAM by at most 1.4e-6, Ablation-CAM by 8.1e-6 on logits and 3.7e-5 on probabilities; "
                 "2^-24 on every score to the same side would move Ablation-CAM by 4e-5 and 5e-4: differences of nearly equal scores")
BLUR = ({"absolute": 1e-6}, "float64 sums, where float32 code rounds each tap; kornia's gaussian_blur2d differs by 4.5e-16 in float64")
SCORE = ({"weights": 1e-5, "raw": 2.5e-3, "kind": "absolute"}, "")
METRICS = {
    "adcc": (("aimagelab/ADCC", "commit e52dadf733b405ab6a9eb13af3aedda3bf61407b"), 6.9e-6),
    "rise": (("eclique/RISE", "commit d91ea006d4bb9b7990347fe97086bdc0f5c1fe10"), 6.0e-5),
    "torch-cam": (TORCH_CAM, 9.7e-5),
    "road": (PGC, 9.2e-6)}
METRICS_REASON = ("float32 passes in another order, and single pixels of equal rank moved a step earlier or later. Measured at most {}; rows "
                  "that cannot agree (classes mixed, ties, a saturated float32 probability) are named in docs/METRICS.md and in the tests")
TORCHVISION = ("torchvision", f"{torchvision.__version__}, Pillow {PIL.__version__}")
EXACT = ({"levels": 0}, "decoded pixels are the input of everything else and must be equal")


def describe(path):
    """(engine, version), script, image, dialect, (tolerance, reason)"""
    name = path.as_posix()
    image = next((i for i in ("hand", "chest") if i in path.name), None)
    if name == "inputs/hand.jpg":
        return ("none, copied", None), None, image, None, ({"bits": 0}, "unchanged copy")
    if path.parts[0] == "inputs":
        return PILLOW, "make_inputs.py", image, None, EXACT
    if name == "resize/torchvision.json":
        return TORCHVISION, "make_crops.py", None, None, ({"pixels": 0}, "whole numbers")
    if name.startswith("resize/"):
        crops = "crop" in name or name in ("resize/grey_47x69.png", "resize/rgb_76x57.png")
        if "_to_" not in name:
            return NUMPY, "make_crops.py" if crops else "make_resize.py", None, None, EXACT
        return TORCHVISION if crops else PILLOW, "make_crops.py" if crops else "make_resize.py", None, None, ({"levels": 1.0004}, "Pillow rounds to 8 bits after each of two "
                "axes, half a level each, and its weights to 22 bits: 2 * 6 * 255 * 2^-23 for six of them")
    if path.parts[0] == "pictures":
        return PILLOW, "make_pictures.py", None, None, EXACT
    if name.startswith("taps/"):
        if "pytorch-fid" in name:
            return (PYTORCH_FID[0], f"{PYTORCH_FID[1]} on torch {torch.__version__}"), "make_fid.py", image, "fid", TAPS
        if "tfjs" in name:
            return None, "make_taps_tfjs.mjs, pack_taps.py", image, "keras", TAPS
        return TORCH, "make_taps_torch.py", image, "keras" if "keras" in name else "torchvision", TAPS
    if name == "cam/hand-scorecam.safetensors":
        return TORCH, "make_scorecam.py", image, "keras", SCORE
    if name == "cam/input-masks-hand.safetensors":
        return BOTH, "make_input_masks.py", image, "keras", INPUT_MASKS
    if name == "cam/input-masks-libraries-hand.safetensors":
        return (f"{PGC[0]} + {TORCH_CAM[0]}", f"{PGC[1]} + {TORCH_CAM[1]} on torch {torch.__version__}"), "make_reference_masks.py", image, (
            "keras"), (INPUT_MASKS[0], "the libraries in float64 on the same channels; from the formulas they differ by at most 1.2e-7 "
                       "(pytorch-grad-cam rounds scores to float32) and 4e-16 (torch-cam)")
    if name == "cam/feature-masks-hand.safetensors":
        return BOTH, "make_feature_masks.py", image, "keras", FEATURE_MASKS
    if name == "cam/authors-hand.safetensors":
        return (AUTHORS[0], f"{AUTHORS[1]}, on torch {torch.__version__}"), "make_authors_maps.py", image, "keras", AUTHORS_MAPS
    if name == "cam/targets-hand.safetensors":
        return (f"{PGC[0]}, NumPy", f"{PGC[1]}, {numpy.__version__} on torch {torch.__version__}"), "make_targets.py", image, "keras", TARGETS
    if name == "cam/methods-pytorch-fid-hand.safetensors":
        return (f"{PGC[0]} + {PYTORCH_FID[0]}", f"{PGC[1]} + {PYTORCH_FID[1]} on torch {torch.__version__}"), "make_fid.py", image, "fid", (
            FID_MAPS)
    if name == "cam/methods-chest-last-layer.safetensors":
        return BOTH, "make_chest_methods.py", image, "keras", CHEST
    if name.startswith("cam/methods-pytorch-grad-cam"):
        return (PGC[0], f"{PGC[1]} on torch {torch.__version__}"), "make_reference_cams.py", image, "keras", (
            REFERENCES[0] | {"float32": 1e-4}, "as cam/methods-torch-cam-*; float32 for ablationcam, eigencam, eigengradcam, which it rounds")
    if name.startswith("cam/methods-torch-cam"):
        return (TORCH_CAM[0], f"{TORCH_CAM[1]} on torch {torch.__version__}"), "make_reference_cams.py", image, "keras", REFERENCES
    if name.startswith("cam/methods-"):
        return BOTH, "make_methods.py", image, "keras", METHODS
    if name.startswith("cam/"):
        return NUMPY, "make_svd_cam.py", image, "keras", CAM
    if name == "svd/sign-tie.safetensors":
        return NUMPY, "make_sign_tie.py", None, None, SIGN_TIE
    if name.startswith("svd/"):
        return NUMPY, "make_svd_cam.py", image, "keras", SVD
    if name == "blur/hand.safetensors":
        return ("torch + SciPy", f"{torch.__version__} + {scipy.__version__}"), "make_blur.py", image, None, BLUR
    if name.startswith("gradients/"):
        return TORCH, "make_gradients.py", image, "keras" if "keras" in name else "torchvision", GRADIENTS
    if name in ("head-sigmoid.safetensors", "head-one-output.safetensors"):
        return NUMPY, "make_sigmoid_heads.py", None, None, ({"bits": 0}, "seeded weights, stored as they are")
    if path.parts[0] == "dicom":
        return ("pydicom + dcmtk + GDCM", DICOM), "make_dicom.py", None, None, ({"levels of 16 bits": 1.01, "of 8 bits, colours from YCbCr": 1},
                "grey in float64; decoders round colours each in its own way; how far dcm2pnm is from pydicom stands in dicom/manifest.json")
    if path.parts[0] == "dicom-out":
        return ("pydicom", DICOM.split(", ")[0]), "make_dicom_out.py", None, None, ({"bits": 0}, "files and UIDs byte for byte")
    if path.parts[0] == "keras":
        return ("Keras + h5py", "as keras/*.h5 say"), "make_keras.py", None, None, ({"bits": 0}, "values as they were given to Keras, in float32")
    if path.parts[0] == "onnx":
        return ("torch.onnx, onnx", f"{torch.__version__}, {version('onnx')}"), "make_onnx.py", None, None, ({"bits": 0}, "graphs without their weights; values as they were stored")
    if path.parts[0] == "weights":
        return ("torch", torch.__version__), "make_torch_files.py", None, None, ({"bits": 0}, "values as PyTorch reads them, in float32")
    if name == "head-humerus.safetensors":
        return ('this program', '1'), 'golden_metrics.py', None, None, ({"bits": 0}, 'no golden itself: an earlier head of the default model, stored as it is, since the metrics of metrics/*.json are of this head')
    if name == "head-two-layer.safetensors":
        return NUMPY, "make_two_layer_head.py", None, None, ({"bits": 0}, "seeded weights, stored as they are")
    if name == "head-linear.safetensors":
        return NUMPY, "make_svd_cam.py", None, None, ({"bits": 0}, "seeded weights, stored as they are")
    if name == "head-nsfwjs.safetensors":
        return NUMPY, "make_taps_torch.py", None, None, ({"bits": 0}, "dequantised in double, rounded once to float32")
    if path.parts[0] == "metrics":
        (engine, commit), measured = METRICS[path.stem]
        return (engine, f"{commit} on torch {torch.__version__}"), f"make_metrics_{path.stem.replace('-', '_')}.py", None, "keras", (
            {"absolute": 1e-4}, METRICS_REASON.format(measured))
    if name == "ranks.json":
        return NUMPY, "make_ranks.py", None, "keras", ({"rank": 0, "relative": 1e-8}, "float64; the Gram matrix costs up to "
                "1e-16 (s_1/s_i)^2 of a singular value, 1e-11 here, and the figures are made of a few dozen of them")
    if name == "agreement.json":
        return ("statsmodels + scikit-learn", f"{version('statsmodels')} + {version('scikit-learn')}"), "make_agreement.py", None, None, ({"absolute": 1e-12}, "float64, a few sums")
    if name == "worked-example.json":
        return NUMPY, "make_worked_example.py", None, None, ({"absolute": 1e-12}, "float64 on 4x3 numbers; agrees with the "
                "table printed in six decimals to 5e-7")
    raise SystemExit(f"no description for {name}")


def main(root):
    root = Path(root)
    global DICOM
    DICOM = ", ".join(json.loads((root / "dicom" / "manifest.json").read_text())["engines"][name] for name in ("pydicom", "dcmtk", "gdcm"))
    taps = json.loads((root / "taps" / "differences.json").read_text())
    maps = json.loads((root / "cam" / "differences.json").read_text())
    entries = []
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        short = path.relative_to(root)
        data = short.suffix in (".png", ".jpg", ".safetensors", ".pth", ".pt", ".dcm", ".h5", ".keras", ".onnx") or short.parts[0] == "metrics"
        if not data and short.name not in ("worked-example.json", "ranks.json", "agreement.json", "torchvision.json", "pillow.json", "model.safetensors.index.json"):
            continue
        engine, script, image, dialect, (tolerance, reason) = describe(short)
        if engine is None:
            with safe_open(path, "np") as f:
                name, rest = f.metadata()["engine"].split(" ", 1)
            engine = (name, rest)
        entry = {"file": short.as_posix(), "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "engine": engine[0],
                 "version": engine[1], "script": script, "image": image, "dialect": dialect, "tolerance": tolerance,
                 "reason": reason}
        if "tfjs" in short.name:
            entry["measuredMaxAbsDifferenceFromTorchKeras"] = {n: r["maxAbsDifference"] for n, r in taps[image].items()}
        if short.name == "methods-hand.safetensors":
            entry["measuredMoves"] = METHODS_MOVES
        if short.name == "hand-scorecam.safetensors":
            entry["measuredMaxAbsDifferenceOwnForward"] = {"weights": maps["hand"]["scorecam.weights"]}
            entry["reason"] = (f"weights of the 64 channels of smallest range moved by at most {maps['hand']['scorecam.weights']:.1e} "
                               "with Mixed_7c of TF.js; raw adds 1372 weighted maps whose sum reaches about 220, so its tolerance is that of the weights times 250")
        elif short.parts[0] in ("svd", "cam") and script == "make_svd_cam.py":
            keep = (lambda n: n in ("sigma", "u")) if short.parts[0] == "svd" else (lambda n: n not in ("sigma", "u", "scorecam.weights"))
            entry["measuredMaxAbsDifferenceOwnForward"] = {n: v for n, v in maps[image].items() if keep(n)}
        entries.append(entry)
    (root / "manifest.json").write_text(json.dumps(entries, indent=1) + "\n")
    print(len(entries), "entries")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
