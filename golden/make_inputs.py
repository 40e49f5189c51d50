#!/usr/bin/env python3
"""Resizes radiographs to the network's input with Pillow (bilinear, stretched, RGB).

usage: make_inputs.py SOURCE TARGET.png
"""
import sys

from PIL import Image

Image.open(sys.argv[1]).convert("RGB").resize((299, 299), Image.BILINEAR).save(sys.argv[2])
