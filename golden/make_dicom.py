"""Makes small DICOM files in many encodings, and the grey values that pydicom and dcmtk give for them.

Sources: files written here by pydicom from the hand radiograph (dicom/made-*), the same encoded anew by dcmtk, GDCM and img2dcm
(dicom/coded-*), and test files of pydicom (dicom/pydicom-*; MIT licence, see dicom/LICENSES.md). What pydicom has no decoder for is decoded by `gdcmconv --raw` first.

expected.safetensors has, for each file and window, values from 0 (black) to 1 (white) in float32, rows x columns or rows x columns x 3, named
`FILE|WINDOW`; of more than 16384 values 4096 samples. WINDOW is `file` (the window or table the file states), `file-2` (its second), `full` (all that the stored bits can hold), `min-max` (what occurs, padding left
out) or `CENTRE,WIDTH` (linear). Grey values are computed by pydicom's own functions (apply_modality_lut, apply_voi_lut, apply_windowing), scaled to the range they
document, inverted for MONOCHROME1; colours by pydicom's pixel_array and convert_color_space or apply_color_lut. Where dcm2pnm reads a file too, its 16-bit output is compared
and the largest difference, in units of 1/65535, stands in manifest.json; the script fails where a lossless file differs by more than LIMIT.

usage: make_dicom.py HAND_JPG OUT_DIR       (pydicom 3; the tools of dcmtk 3.6 and GDCM 3 on the path)
"""
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi, apply_windowing, convert_color_space
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, SecondaryCaptureImageStorage
from safetensors.numpy import save_file

warnings.filterwarnings("ignore")
ROOT = "1.2.826.0.1.3680043.8.498."
LIMIT = 1.01
ROWS, COLUMNS = 37, 46
LICENCE = """# Origin and licences

`made-*`, `coded-*` and `img2dcm-*` are made by `make_dicom.py` from `../inputs/hand.jpg`, whose licence is in `../inputs/LICENSES.md`. The patient in them is made up.

`pydicom-*` are test files of [pydicom](https://github.com/pydicom/pydicom), under the MIT licence, copyright 2008-2020
Darcy Mason and pydicom contributors; its README says of their sources that there is believed to be no restriction on their use. They were made small and anonymous there.
"""


def base(hand, bits):
    """The hand, small, over the whole range of so many bits."""
    picture = Image.open(hand).convert("L").resize((COLUMNS, ROWS), Image.BOX)
    values = np.asarray(picture, dtype=np.float64)
    # Pixels are spread by a fixed pattern, lest 16-bit images have 256 levels only.
    noise = np.random.default_rng(11).random(values.shape)
    values = (values - values.min() + noise) / (values.max() - values.min() + 1)
    return np.minimum(np.floor(values * (1 << bits)), (1 << bits) - 1).astype(np.int64)


def dataset(name, pixels, *, allocated=16, stored=None, signed=False, photometric="MONOCHROME2", **tags):
    stored = stored or allocated
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    uid = ROOT + str(int(hashlib.sha256(name.encode()).hexdigest()[:20], 16))
    meta.MediaStorageSOPInstanceUID = uid
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = ROOT + "1"
    d = FileDataset(name, {}, file_meta=meta, preamble=b"\0" * 128)
    d.SOPClassUID = SecondaryCaptureImageStorage
    d.SOPInstanceUID = uid
    d.StudyInstanceUID = ROOT + "2"
    d.SeriesInstanceUID = ROOT + "3"
    d.PatientName = "Mustermann^Erika"
    d.PatientID = "PAT-4711"
    d.PatientBirthDate = "19640812"
    d.PatientSex = "F"
    d.StudyDate = "20190611"
    d.StudyTime = "101112"
    d.AccessionNumber = "ACC0815"
    d.ReferringPhysicianName = "Quack^Salber"
    d.StudyID = "S1"
    d.SeriesNumber = 1
    d.InstanceNumber = 1
    d.Modality = "OT"
    d.ConversionType = "WSD"
    d.PatientOrientation = ""
    d.Laterality = ""
    frames = tags.get("NumberOfFrames", 1)
    shape = pixels.shape[1:] if int(frames) > 1 else pixels.shape
    d.Rows, d.Columns = shape[:2]
    d.SamplesPerPixel = shape[2] if len(shape) == 3 else 1
    d.PhotometricInterpretation = photometric
    d.BitsAllocated = allocated
    d.BitsStored = stored
    d.HighBit = tags.pop("HighBit", stored - 1)
    d.PixelRepresentation = int(signed)
    for key, value in tags.items():
        setattr(d, key, value)
    if d.SamplesPerPixel == 3:
        d.PlanarConfiguration = tags.get("PlanarConfiguration", 0)
    if allocated == 1:
        d.PixelData = np.packbits(pixels.astype(np.uint8).ravel(), bitorder="little").tobytes()
    else:
        kind = np.dtype(f"<u{allocated // 8}")
        mask = (1 << stored) - 1
        shift = d.HighBit - stored + 1
        raw = (((pixels & mask) << shift) | tags.pop("_junk", 0)).astype(kind)
        d.PixelData = raw.tobytes()
    d["PixelData"].VR = "OB" if allocated <= 8 else "OW"
    if len(d.PixelData) % 2:
        d.PixelData += b"\0"
    return d


def lut(values, first, bits, signed=False):
    item = Dataset()
    item.LUTDescriptor = [0 if len(values) == 65536 else len(values), first, bits]
    item["LUTDescriptor"].VR = "SS" if signed else "US"
    item.LUTData = np.asarray(values, dtype="<u2").tobytes()
    item["LUTData"].VR = "OW"
    return Sequence([item])


def made(hand):
    """(name, data set, windows, save options)"""
    p8, p10, p12, p16 = (base(hand, b) for b in (8, 10, 12, 16))
    curve = np.round(np.sqrt(np.arange(4096) / 4095) * 65535).astype(int)
    rgb = np.stack([p8, p8[::-1], p8[:, ::-1]], axis=-1)
    yield "u8", dataset("u8", p8, allocated=8), ["full", "min-max", "100,120"]
    yield "u8-mono1", dataset("u8-mono1", p8, allocated=8, photometric="MONOCHROME1"), ["full", "min-max", "100,120"]
    yield "u12", dataset("u12", p12, stored=12), ["full", "min-max", "1800,2000"]
    yield "u10-window", dataset("u10-window", p10, stored=10, WindowCenter="400", WindowWidth="500"), ["file", "full"]
    yield "u12-high15", dataset("u12-high15", p12, stored=12, HighBit=15), ["full"]
    yield "u12-junk", dataset("u12-junk", p12, stored=12, _junk=0xA000), ["full"]
    yield "u16", dataset("u16", p16), ["full", "min-max"]
    yield "s16", dataset("s16", p16 - 32768, signed=True), ["full", "min-max", "-1000,9000"]
    yield "s12", dataset("s12", p12 - 2048, stored=12, signed=True, WindowCenter="-200", WindowWidth="1500"), ["file", "full"]
    yield "s8", dataset("s8", p8 - 128, allocated=8, signed=True), ["full", "min-max"]
    yield "rescale", dataset("rescale", p12, stored=12, RescaleSlope="1", RescaleIntercept="-1024", WindowCenter="300", WindowWidth="1400"), ["file", "min-max"]
    yield "rescale-half", dataset("rescale-half", p12, stored=12, RescaleSlope="0.5", RescaleIntercept="10.25", WindowCenter="900.5", WindowWidth="800.5"), ["file"]
    yield "rescale-negative", dataset("rescale-negative", p12, stored=12, RescaleSlope="-1", RescaleIntercept="4095", WindowCenter="1800", WindowWidth="2000"), ["file", "min-max"]
    yield "mono1-window", dataset("mono1-window", p12, stored=12, photometric="MONOCHROME1", WindowCenter="1500", WindowWidth="1200"), ["file", "min-max"]
    yield "windows", dataset("windows", p12, stored=12, WindowCenter=["1000", "2500"], WindowWidth=["800", "3000"]), ["file", "file-2"]
    yield "width-1", dataset("width-1", p12, stored=12, WindowCenter="1500", WindowWidth="1"), ["file"]
    yield "exact", dataset("exact", p12, stored=12, WindowCenter="1500", WindowWidth="1200", VOILUTFunction="LINEAR_EXACT"), ["file"]
    yield "sigmoid", dataset("sigmoid", p12, stored=12, WindowCenter="1500", WindowWidth="1200", VOILUTFunction="SIGMOID"), ["file"]
    yield "sigmoid-mono1", dataset("sigmoid-mono1", p12, stored=12, photometric="MONOCHROME1", WindowCenter="1500", WindowWidth="1200", VOILUTFunction="SIGMOID"), ["file"]
    yield "voi-lut", dataset("voi-lut", p12, stored=12, VOILUTSequence=lut(curve, 0, 16)), ["file"]
    yield "voi-lut-short", dataset("voi-lut-short", p12, stored=12, VOILUTSequence=lut(curve[::2] >> 4, 1000, 12)), ["file"]
    yield "voi-lut-signed", dataset("voi-lut-signed", p12 - 2048, stored=12, signed=True, VOILUTSequence=lut(curve, -2048, 16, True)), ["file"]
    yield "modality-lut", dataset("modality-lut", p12, stored=12, ModalityLUTSequence=lut(curve, 0, 16), WindowCenter="32768", WindowWidth="40000"), ["file"]
    yield "shape-inverse", dataset("shape-inverse", p12, stored=12, photometric="MONOCHROME1", PresentationLUTShape="INVERSE", WindowCenter="1500", WindowWidth="1200"), ["file"]
    yield "shape-identity", dataset("shape-identity", p12, stored=12, PresentationLUTShape="IDENTITY", WindowCenter="1500", WindowWidth="1200"), ["file"]
    padded = p12 - 2048
    padded[:, :6] = -2000
    yield "padding", dataset("padding", np.maximum(padded, -1500) * (padded > -2000) + -2000 * (padded == -2000), stored=12, signed=True, PixelPaddingValue=-2000), ["min-max"]
    yield "padding-range", dataset("padding-range", p12, stored=12, PixelPaddingValue=0, PixelPaddingRangeLimit=600), ["min-max"]
    yield "bit-1", dataset("bit-1", (p8 > 90).astype(int), allocated=1, stored=1), ["full"]
    yield "u32", dataset("u32", p16 * 65536 + p16, allocated=32), ["full", "min-max"]
    yield "frames", dataset("frames", np.stack([p12, p12[::-1], 4095 - p12]), stored=12, NumberOfFrames=3, WindowCenter="1500", WindowWidth="3000"), ["file"]
    yield "rgb", dataset("rgb", rgb, allocated=8, photometric="RGB"), ["full"]
    yield "rgb-planar", dataset("rgb-planar", rgb.transpose(2, 0, 1).reshape(ROWS, COLUMNS, 3), allocated=8, photometric="RGB", PlanarConfiguration=1), ["full"]
    yield "rgb16", dataset("rgb16", rgb * 257, photometric="RGB"), ["full"]
    ybr = convert_color_space(rgb.astype(np.uint8), "RGB", "YBR_FULL").astype(np.int64)
    yield "ybr-full", dataset("ybr-full", ybr, allocated=8, photometric="YBR_FULL"), ["full"]
    palette = dataset("palette", p8, allocated=8, photometric="PALETTE COLOR")
    for i, colour in enumerate(("Red", "Green", "Blue")):
        setattr(palette, colour + "PaletteColorLookupTableDescriptor", [256, 0, 16])
        palette[colour + "PaletteColorLookupTableDescriptor"].VR = "US"
        entries = np.roll(np.arange(256), 60 * i) * 257
        setattr(palette, colour + "PaletteColorLookupTableData", entries.astype("<u2").tobytes())
        palette[colour + "PaletteColorLookupTableData"].VR = "OW"
    yield "palette", palette, ["full"]
    private = dataset("private", p12, stored=12, WindowCenter="1500", WindowWidth="3000")
    block = private.private_block(0x0099, "LOWRANK TEST", create=True)
    inner = Dataset()
    inner.PatientName = "Verborgen^Vera"
    block.add_new(0x01, "SQ", Sequence([inner]))
    block.add_new(0x02, "UN", b"secret bytes")
    yield "private", private, ["file"]


# name, source, command; IN and OUT stand for files
CODED = [
    ("implicit", "u12", "dcmconv +ti IN OUT"), ("big-endian", "u12", "dcmconv +tb IN OUT"), ("big-endian-rgb16", "rgb16", "dcmconv +tb IN OUT"),
    ("big-endian-u8", "u8", "dcmconv +tb IN OUT"), ("deflated", "u12", "dcmconv +td IN OUT"), ("undefined-lengths", "private", "dcmconv -e IN OUT"),
    ("implicit-private", "private", "dcmconv +ti -e IN OUT"), ("no-preamble", "u12", "dcmconv -F IN OUT"), ("no-preamble-implicit", "u12", "dcmconv -F +ti IN OUT"),
    ("rle", "u12", "dcmcrle IN OUT"), ("rle-u8", "u8", "dcmcrle IN OUT"), ("rle-rgb", "rgb", "dcmcrle IN OUT"), ("rle-frames", "frames", "dcmcrle IN OUT"),
    ("rle-signed", "s12", "dcmcrle IN OUT"), ("rle-gdcm", "u16", "gdcmconv --rle IN OUT"),
    ("baseline", "u8", "dcmcjpeg +eb +q 95 IN OUT"), ("baseline-rgb-as-rgb", "rgb", "dcmcjpeg +eb +cr +q 95 IN OUT"), ("baseline-rgb-444", "rgb", "dcmcjpeg +eb +s4 +q 95 IN OUT"),
    ("baseline-rgb-422", "rgb", "dcmcjpeg +eb +s2 +q 95 IN OUT"), ("extended-8", "u8", "dcmcjpeg +ee +q 95 IN OUT"), ("extended-12", "u12", "dcmcjpeg +ee +q 95 IN OUT"),
    ("lossless-sv1", "u12", "dcmcjpeg +e1 IN OUT"), ("lossless-sv1-u16", "u16", "dcmcjpeg +e1 IN OUT"), ("lossless-sv1-signed", "s12", "dcmcjpeg +e1 IN OUT"),
    ("lossless-sv1-u8", "u8", "dcmcjpeg +e1 IN OUT"), ("lossless-sv1-rgb", "rgb", "dcmcjpeg +e1 IN OUT"), ("lossless-sv1-frames", "frames", "dcmcjpeg +e1 IN OUT"),
    ("lossless-sv1-mono1", "mono1-window", "dcmcjpeg +e1 IN OUT"),
    *((f"lossless-14-sv{v}", "u12", f"dcmcjpeg +el +sv {v} IN OUT") for v in range(2, 8)), ("lossless-14-sv6-rgb", "rgb", "dcmcjpeg +el +sv 6 IN OUT"),
    ("lossless-gdcm", "u16", "gdcmconv --jpeg IN OUT"), ("lossless-fragments", "u12", "dcmcjpeg +e1 +fs 1 IN OUT"), ("lossless-fragments-no-table", "frames", "dcmcjpeg +e1 -ot IN OUT"),
    ("lossless-restart", "u12", "RESTART"),
    ("jpegls", "u12", "dcmcjpls +el IN OUT"), ("jpegls-u8", "u8", "dcmcjpls +el IN OUT"), ("jpegls-u16", "u16", "dcmcjpls +el IN OUT"), ("jpegls-rgb-line", "rgb", "dcmcjpls +el +il IN OUT"),
    ("jpegls-rgb-sample", "rgb", "dcmcjpls +el +is IN OUT"), ("jpegls-rgb-none", "rgb", "dcmcjpls +el +in IN OUT"), ("jpegls-near", "u12", "dcmcjpls +en +md 3 IN OUT"), ("jpegls-gdcm", "s12", "gdcmconv --jpegls IN OUT"),
    ("j2k", "u12", "gdcmconv --j2k IN OUT"), ("j2k-rgb", "rgb", "gdcmconv --j2k IN OUT"), ("j2k-signed", "s12", "gdcmconv --j2k IN OUT"), ("j2k-lossy", "u8", "gdcmconv --j2k --lossy -r 4 IN OUT"),
]

PYDICOM = [
    ("CT_small.dcm", ["full", "40,400"]), ("MR_small.dcm", ["file", "min-max"]), ("MR_small_bigendian.dcm", ["file"]), ("MR_small_implicit.dcm", ["file"]), ("MR_small_RLE.dcm", ["file"]),
    ("MR_small_expb.dcm", ["file"]), ("MR_small_padded.dcm", ["file"]), ("MR_small_jpeg_ls_lossless.dcm", ["file"]), ("MR_small_jp2klossless.dcm", ["file"]), ("ExplVR_BigEnd.dcm", ["full"]),
    ("image_dfl.dcm", ["full"]), ("JPGExtended.dcm", ["full"]), ("JPEG2000.dcm", ["full"]), ("SC_rgb_rle.dcm", ["full"]), ("SC_rgb_rle_16bit.dcm", ["full"]), ("SC_rgb_rle_32bit.dcm", ["full"]), ("SC_rgb_small_odd.dcm", ["full"]),
    ("SC_rgb_small_odd_big_endian.dcm", ["full"]), ("SC_rgb_dcmtk_+eb+cr.dcm", ["full"]), ("SC_rgb_dcmtk_+eb+cy+n1.dcm", ["full"]), ("SC_rgb_dcmtk_+eb+cy+s4.dcm", ["full"]), ("SC_rgb_jpeg_gdcm.dcm", ["full"]), ("JPEGLSNearLossless_08.dcm", ["full"]),
    ("JPEGLSNearLossless_16.dcm", ["full"]), ("SC_rgb_jls_lossy_line.dcm", ["full"]), ("SC_rgb_jls_lossy_sample.dcm", ["full"]), ("rtdose_1frame.dcm", ["full"]), ("SC_ybr_full_422_uncompressed.dcm", ["full"]),
]
# Files for which the two readers differ, and why.
REASONS = {
    "made-u12-high15.dcm": "pydicom takes the low bits whatever HighBit says: the values expected are dcm2pnm's",
    "made-rescale-half.dcm": "dcm2pnm rounds to whole numbers after the rescale",
    "made-exact.dcm": "this dcm2pnm does not know LINEAR_EXACT",
    "made-voi-lut-short.dcm": "dcm2pnm spreads the 12 bits of the table by a shift",
    "made-padding.dcm": "dcm2pnm takes padding into its range",
    "made-padding-range.dcm": "dcm2pnm takes padding into its range",
    "made-ybr-full.dcm": "dcm2pnm rounds colours otherwise, by up to two levels of 8 bits",
    "pydicom-SC_ybr_full_422_uncompressed.dcm": "dcm2pnm rounds colours otherwise, by up to two levels of 8 bits",
}


def decoded(path, work):
    """The file as pydicom reads it; where pydicom has no decoder, after GDCM's."""
    d = pydicom.dcmread(path, force=True)
    if "TransferSyntaxUID" not in d.file_meta:
        d.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian if d.original_encoding[0] else ExplicitVRLittleEndian
    try:
        d.pixel_array
        return d, "pydicom"
    except (RuntimeError, NotImplementedError, AttributeError, ValueError):
        raw = work / "raw.dcm"
        subprocess.run(["gdcmconv", "--raw", str(path), str(raw)], check=True, capture_output=True)
        return pydicom.dcmread(raw), "gdcmconv --raw"


def pixels(d):
    """Pixels of the first frame with colours as RGB, stored values otherwise."""
    array = d.pixel_array
    if int(d.get("NumberOfFrames", 1) or 1) > 1:
        array = array[0]
    return array


def ends(d):
    """What the lowest and the highest stored value become."""
    bits = d.BitsStored
    if "ModalityLUTSequence" in d:
        return 0, (1 << d.ModalityLUTSequence[0].LUTDescriptor[2]) - 1
    stored = (-(1 << bits - 1), (1 << bits - 1) - 1) if d.PixelRepresentation else (0, (1 << bits) - 1)
    return tuple(float(apply_modality_lut(np.array([end]), d)[0]) for end in stored)


def grey(d, window):
    """Values from 0 to 1 by pydicom's functions."""
    stored = pixels(d)
    values = apply_modality_lut(stored, d).astype(np.float64)
    low, high = ends(d)
    if window.startswith("file") and "VOILUTSequence" in d:
        item = d.VOILUTSequence[0]
        result = apply_voi(values.astype(np.int64), d).astype(np.float64) / ((1 << item.LUTDescriptor[2]) - 1)
    elif window.startswith("file"):
        scaled = apply_windowing(values.astype(np.int64) if float(values.flat[0]).is_integer() and np.all(values == np.rint(values)) else values, d, index=1 if window == "file-2" else 0)
        result = (scaled - low) / (high - low)
    elif window == "full":
        result = (values - min(low, high)) / abs(high - low)
    elif window == "min-max":
        keep = np.ones(stored.shape, bool)
        if "PixelPaddingValue" in d:
            a = d.PixelPaddingValue
            b = d.get("PixelPaddingRangeLimit", a)
            keep = (stored < min(a, b)) | (stored > max(a, b))
        result = np.clip((values - values[keep].min()) / (values[keep].max() - values[keep].min()), 0, 1)
    else:
        centre, width = window.split(",")
        stated = Dataset()
        for key in ("PhotometricInterpretation", "BitsStored", "PixelRepresentation", "RescaleSlope", "RescaleIntercept"):
            if key in d:
                setattr(stated, key, d[key].value)
        stated.WindowCenter, stated.WindowWidth = centre, width
        scaled = apply_windowing(values, stated)
        result = (scaled - low) / (high - low)
    if d.PhotometricInterpretation == "MONOCHROME1":
        result = 1 - result
    return result


def expected(d, window):
    if d.PhotometricInterpretation in ("MONOCHROME1", "MONOCHROME2"):
        return grey(d, window)
    array = pixels(d)
    if d.PhotometricInterpretation == "PALETTE COLOR":
        return apply_color_lut(array, d).astype(np.float64) / ((1 << d.RedPaletteColorLookupTableDescriptor[2]) - 1)
    return array.astype(np.float64) / ((1 << d.BitsStored) - 1)


def sampled(values):
    """Of a large image 4096 values, at the flat indices ((i * 2654435761) mod 2^32) mod N."""
    if values.size <= 16384:
        return values
    return values.ravel()[(np.arange(4096, dtype=np.uint64) * 2654435761) % 2**32 % values.size]


def by_dcm2pnm(path, d, window, work, syntax):
    """dcm2pnm's 16-bit output from 0 to 1, or None if it cannot read the file."""
    options = {"file": "+Wl 1" if "VOILUTSequence" in d else "+Wi 1", "file-2": "+Wi 2", "min-max": "+Wm"}.get(window)
    if window == "full":
        low, high = ends(d)
        options = f"+Ww {(min(low, high) + max(low, high) + 1) / 2} {abs(high - low) + 1}"
    options = (options or "+Ww " + window.replace(",", " ")).split()
    if d.PhotometricInterpretation not in ("MONOCHROME1", "MONOCHROME2"):
        options = []
    out = work / "out.pnm"
    out.unlink(missing_ok=True)
    tool = "dcmj2pnm" if "JPEG" in syntax else "dcm2pnm"
    if syntax.startswith("JPEG-LS"):
        tool = "dcml2pnm"
    run = subprocess.run([tool, "-q", "-O", *options, "+opw", str(path), str(out)], capture_output=True, text=True)
    if run.returncode or not out.exists():
        return None
    words = [w for line in out.read_text().splitlines() if not line.startswith("#") for w in line.split()]
    columns, rows, largest = map(int, words[1:4])
    values = np.array(words[4:4 + rows * columns * (3 if words[0] == "P3" else 1)], dtype=np.float64) / largest
    return values.reshape(rows, columns, 3) if words[0] == "P3" else values.reshape(rows, columns)


def restart(source, target):
    """The same file as JPEG Lossless with a restart marker after every row, which none of the tools writes; they do read it."""
    d = pydicom.dcmread(source)
    d.PixelData = pydicom.encaps.encapsulate([lossless_sv1(d.pixel_array, d.BitsStored)])
    d["PixelData"].VR = "OB"
    d["PixelData"].is_undefined_length = True
    d.file_meta.TransferSyntaxUID = pydicom.uid.JPEGLosslessSV1
    d.save_as(target, enforce_file_format=True)


def lossless_sv1(values, bits):
    """A JPEG Lossless stream, predictor 1, one fixed Huffman table of 17 codes of 5 bits, a restart interval of one row."""
    rows, columns = values.shape
    out = bytearray(b"\xff\xd8")
    out += b"\xff\xc3" + (11).to_bytes(2, "big") + bytes([bits]) + rows.to_bytes(2, "big") + columns.to_bytes(2, "big") + bytes([1, 1, 0x11, 0])
    out += b"\xff\xc4" + (2 + 17 + 17).to_bytes(2, "big") + bytes([0, 0, 0, 0, 0, 17] + [0] * 11) + bytes(range(17))
    out += b"\xff\xdd" + (4).to_bytes(2, "big") + columns.to_bytes(2, "big")
    out += b"\xff\xda" + (8).to_bytes(2, "big") + bytes([1, 1, 0, 1, 0, 0])
    for y in range(rows):
        text = ""
        for x in range(columns):
            prediction = values[y, x - 1] if x else 1 << bits - 1
            difference = int(values[y, x]) - int(prediction)
            size = abs(difference).bit_length()
            text += format(size, "05b")
            if size:
                text += format(difference if difference > 0 else difference + (1 << size) - 1, f"0{size}b")
        text += "1" * (-len(text) % 8)
        out += int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\x00")
        if y + 1 < rows:
            out += bytes([0xFF, 0xD0 + y % 8])
    return bytes(out + b"\xff\xd9")


def main(hand, out):
    out = Path(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    entries, tensors = [], {}
    work = Path(tempfile.mkdtemp())
    sources = {}

    def add(name, path, windows, lossless_of=None, origin=""):
        stated = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        d, decoder = decoded(path, work)
        entry = {"file": name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "origin": origin,
                 "transferSyntax": stated.file_meta.get("TransferSyntaxUID", d.file_meta.TransferSyntaxUID).name,
                 "photometricInterpretation": stated.PhotometricInterpretation, "decoder": decoder, "windows": {}}
        for window in windows:
            values = expected(d, window)
            other = by_dcm2pnm(path, d, window, work, entry["transferSyntax"])
            if name == "made-u12-high15.dcm":
                values, other = other, values
            tensors[f"{name}|{window}"] = np.ascontiguousarray(sampled(values), dtype=np.float32)
            gap = None if other is None or other.shape != values.shape else round(float(np.abs(other - values).max() * 65535), 3)
            entry["windows"][window] = {"dcm2pnm": gap}
            if gap is not None and gap > LIMIT:
                entry["windows"][window]["reason"] = REASONS[name]
            print(f"{name:45} {window:12} dcm2pnm {gap}")
        entries.append(entry)

    for name, d, windows in made(hand):
        path = out / f"made-{name}.dcm"
        d.save_as(path, enforce_file_format=True)
        sources[name] = (path, windows)
        add(path.name, path, windows, origin="pydicom")
    for name, source, command in CODED:
        path = out / f"coded-{name}.dcm"
        if command == "RESTART":
            restart(sources[source][0], path)
        else:
            words = [str(sources[source][0]) if w == "IN" else str(path) if w == "OUT" else w for w in command.split()]
            run = subprocess.run(words, capture_output=True, text=True)
            if run.returncode or not path.exists():
                print("FAILED", name, command, run.stdout[-300:], run.stderr[-300:])
                continue
        add(path.name, path, sources[source][1][:1], origin=f"made-{source}.dcm by {command}")
    for name, windows in PYDICOM:
        path = out / ("pydicom-" + name.replace("+", "-"))
        shutil.copy(get_testdata_file(name), path)
        add(path.name, path, windows, origin="pydicom's test data: " + name)
    jpeg = work / "hand.jpg"
    Image.open(hand).convert("L").resize((COLUMNS, ROWS), Image.BOX).save(jpeg, quality=90)
    colour = work / "colour.jpg"
    Image.open(hand).convert("RGB").resize((COLUMNS, ROWS), Image.BOX).save(colour, quality=90, subsampling=0)
    bmp = work / "hand.bmp"
    Image.open(hand).convert("RGB").resize((COLUMNS, ROWS), Image.BOX).save(bmp)
    for name, source, kind in (("grey-jpeg", jpeg, "JPEG"), ("colour-jpeg", colour, "JPEG"), ("bmp", bmp, "BMP")):
        path = out / f"img2dcm-{name}.dcm"
        subprocess.run(["img2dcm", "-q", "-i", kind, str(source), str(path), "-k", "PatientName=Mustermann^Erika", "-k", "PatientID=PAT-4711"], check=True)
        add(path.name, path, ["full"], origin="img2dcm")
    save_file(tensors, out / "expected.safetensors")
    versions = {"pydicom": pydicom.__version__, "numpy": np.__version__,
                "dcmtk": subprocess.run(["dcm2pnm", "--version"], capture_output=True, text=True).stdout.split()[2],
                "gdcm": subprocess.run(["gdcmconv", "--version"], capture_output=True, text=True).stdout.split()[2]}
    (out / "LICENSES.md").write_text(LICENCE)
    (out / "manifest.json").write_text(json.dumps({"engines": versions, "files": entries}, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
