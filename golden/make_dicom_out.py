"""Makes what derived DICOM objects are held against, and checks objects that were written.

usage: make_dicom_out.py make OUT_DIR         (pydicom 3)
       make_dicom_out.py check RESULTS_DIR    (pydicom 3, Pillow; dciodvfy of dicom3tools and dcmdump, dcm2pnm of dcmtk on the path)

make writes
  writer.dcm   a file with elements of every kind, explicit little-endian, by pydicom's own writer
  frames.dcm   the three frames of ../dicom/made-frames.dcm as Multi-frame Grayscale Word Secondary Capture, with private elements,
               another character set and bytes of it in the name
  uids.json    for texts, the identifier that follows from them: the first 122 bits of SHA-256 in a UUID of version 8, by Python's uuid

check reads what `explain --dicom -o RESULTS_DIR` wrote. Every -overlay.dcm must have the pixels of its -overlay.png, down to where
its legend begins; every -map.dcm the floats of its .npy; the identifier of each must follow from its other elements, written anew by pydicom;
dciodvfy must find no error, and dcmdump and dcm2pnm must open it.
"""
import hashlib
import io
import json
import subprocess
import sys
import uuid
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filewriter import write_dataset
from pydicom.filebase import DicomBytesIO
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian


def uid_of_hash(digest):
    bits = bytearray(digest[:16])
    bits[6] = bits[6] & 0x0F | 0x80
    bits[8] = bits[8] & 0x3F | 0x80
    return "2.25." + str(uuid.UUID(bytes=bytes(bits)).int)


def uid(*texts):
    return uid_of_hash(hashlib.sha256("\0".join(texts).encode()).digest())


def meta(sop_class, instance):
    m = FileMetaDataset()
    m.FileMetaInformationVersion = b"\0\1"
    m.MediaStorageSOPClassUID = sop_class
    m.MediaStorageSOPInstanceUID = instance
    m.TransferSyntaxUID = ExplicitVRLittleEndian
    m.ImplementationClassUID = uid("implementation", "LOWRANK-CAM")
    m.ImplementationVersionName = "LOWRANK-CAM"
    return m


def make_writer(path):
    inner = Dataset()
    inner.CodeValue = "113085"
    inner.CodeMeaning = "odd"
    item = Dataset()
    item.ReferencedSOPInstanceUID = "1.2.3"
    item.PurposeOfReferenceCodeSequence = Sequence([inner])
    d = Dataset()
    d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    d.SOPInstanceUID = "1.2.826.0.1.3680043.8.498.77"
    d.ImageType = ["DERIVED", "SECONDARY"]
    d.SourceImageSequence = Sequence([item, Dataset()])
    d.AcquisitionContextSequence = Sequence([])
    d.DerivationDescription = "seven.."[:7]
    d.PatientName = "A^B"
    d.PatientBirthDate = ""
    d.ContentTime = "101112.5"
    d.SliceThickness = "2.5"
    d.InstanceNumber = "12345"
    d.InStackPositionNumber = 70000
    d.DimensionIndexPointer = 0x00209056
    d.RealWorldValueSlope = 0.1
    d.TextValue = "x" * 70001
    d.Rows = 3
    d.PixelPaddingValue = -2
    d["PixelPaddingValue"].VR = "SS"
    d.FloatPixelData = np.asarray([0.5, -1e-30, 3e38], "<f4").tobytes()
    d.BitsAllocated = 8
    d.PixelData = bytes(range(9)) + b"\0"
    d["PixelData"].VR = "OB"
    d.file_meta = meta(d.SOPClassUID, d.SOPInstanceUID)
    d.preamble = b"\0" * 128
    d.save_as(path, enforce_file_format=True)


def make_frames(source, path):
    d = pydicom.dcmread(source)
    d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7.3"
    d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID
    d.SpecificCharacterSet = "ISO_IR 192"
    d.PatientName = "M\u00fcller^\u00c4nne=\u6771\u4eac^\u5e55\u5e9c"
    d.OtherPatientIDs = "OTHER-99"
    d.PatientAddress = "Musterweg 7"
    d.private_block(0x0011, "SOMEBODY", create=True).add_new(1, "LO", "PRIVATE-TEXT")
    d.save_as(path, enforce_file_format=True)


def make(out):
    out.mkdir(exist_ok=True)
    make_writer(out / "writer.dcm")
    make_frames(out.parent / "dicom" / "made-frames.dcm", out / "frames.dcm")
    texts = [["a"], ["", ""], ["study", "0123"], ["\u00e4", "b", "c"]]
    (out / "uids.json").write_text(
        json.dumps({"uids": [{"texts": t, "uid": uid(*t)} for t in texts]}, indent=1, sort_keys=True) + "\n")


def check_uid(d):
    plain = Dataset()
    for element in d:
        if element.keyword != "SOPInstanceUID":
            plain.add(element)
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, False
    plain._is_uncompressed = True
    write_dataset(out, plain)
    assert d.SOPInstanceUID == uid_of_hash(hashlib.sha256(out.getvalue()).digest()), "identifier"


def check(results):
    counts = {"overlay": 0, "map": 0}
    for path in sorted(results.rglob("*.dcm")):
        d = pydicom.dcmread(path)
        name = path.name
        if name.endswith("-overlay.dcm"):
            png = np.asarray(Image.open(path.with_suffix(".png")).convert("RGB"))
            pixels = d.pixel_array
            rows, columns = png.shape[:2]
            same = np.all(pixels[:rows, :columns] == png, axis=(1, 2))
            until = rows if same.all() else int(np.argmin(same))
            assert until >= rows * 0.6 and pixels.shape[1] == max(240, columns), (path, until, rows)
            assert d.BurnedInAnnotation == "YES"
            counts["overlay"] += 1
        else:
            raw = np.load(path.with_name(name.replace("-map.dcm", ".npy")))
            floats = np.frombuffer(d.FloatPixelData, "<f4").reshape(d.Rows, d.Columns)
            assert np.array_equal(floats.view("<u4"), raw.view("<u4")), path
            counts["map"] += 1
        assert d.SeriesDescription.startswith("Not for diagnosis"), path
        check_uid(d)
        verdict = subprocess.run(["dciodvfy", path], capture_output=True, text=True)
        errors = [line for line in (verdict.stdout + verdict.stderr).splitlines() if line.startswith("Error")]
        assert not errors, (path, errors)
        subprocess.run(["dcmdump", "-q", path], check=True, capture_output=True)
        if name.endswith("-overlay.dcm"):
            subprocess.run(["dcm2pnm", "-q", path, "/dev/null"], check=True, capture_output=True)
    print(counts)
    assert counts["overlay"] and counts["overlay"] == counts["map"]


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](Path(sys.argv[2]))
