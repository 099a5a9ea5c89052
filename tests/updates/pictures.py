"""Photos as phones make them, for tests; and some that are none."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image

GPS = {0x8825: {1: "N", 2: (37.0, 54.0, 0.0), 3: "E", 4: (112.0, 6.0, 0.0)}, 0x010F: "Maker of phones"}

pillow_heif.register_heif_opener()


def photo(kind="JPEG", size=(2400, 1800), colour="red", **given):
    file, exif = BytesIO(), Image.Exif()
    for tag, value in GPS.items():
        exif[tag] = value
    if kind in {"JPEG", "WEBP"}:
        given["exif"] = exif
    Image.new("RGB", size, colour).save(file, kind, **given)
    return file.getvalue()


def noisy(size=(1600, 1200), quality=95):
    """Hard to compress, as gravel is."""
    file = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()


def promised_png(width, height):
    """A header that promises many pixels in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
