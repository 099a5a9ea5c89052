"""The process in which photos of strangers are decoded: one photo on standard input, both sizes on standard output,
within limits set before the first byte is read. Nothing of the house is loaded here."""

import base64
import json
import resource
import sys
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

MEMORY, SECONDS = 1024 * 2**20, 20
LARGEST_PICTURE = 40_000_000  # pixels: what a good phone takes
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
LONG_EDGE, SMALL_EDGE = 1600, 240
LARGEST_THUMBNAIL = 15_000  # bytes
LARGEST_PROFILE = 64 * 1024  # bytes of a colour profile that are kept

NO_PHOTO = "这不是照片：只收 JPEG、PNG、WebP 和 iPhone 的 HEIC，请换一张"
TOO_LARGE = "照片太大，最多 4000 万像素，请缩小后再传"
BROKEN = "这张照片不完整或者坏了，请重新拍或重新选"


class Refused(Exception):
    """The sentence that the photographer should read."""


def main() -> None:
    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        answer = develop(sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": TOO_LARGE}
    sys.stdout.write(json.dumps(answer))


def develop(data: bytes) -> dict[str, object]:
    picture = opened(data)
    try:
        picture.draft("RGB", (LONG_EDGE * 2, LONG_EDGE * 2))
        profile = picture.info.get("icc_profile") or b""
        large = ImageOps.exif_transpose(picture)
        large.thumbnail((LONG_EDGE, LONG_EDGE))
        large = _flat(large)
    except (OSError, ValueError, SyntaxError, RuntimeError):
        raise Refused(BROKEN) from None
    kept = profile if len(profile) <= LARGEST_PROFILE else b""
    return {
        "large": _text(_jpeg(large, 82, kept)),
        "thumbnail": _text(_thumbnail(large)),
        "width": large.width,
        "height": large.height,
    }


def opened(data: bytes) -> Image.Image:
    """By its header alone: nothing is decoded yet. What is larger than can be is refused from it."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is below
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused(NO_PHOTO) from None
    except (OSError, ValueError, SyntaxError, RuntimeError):
        raise Refused(BROKEN) from None
    if picture.width * picture.height > LARGEST_PICTURE:
        raise Refused(TOO_LARGE)
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """On white paper, where it was see-through."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    return picture.convert("RGB")


def _thumbnail(large: Image.Image) -> bytes:
    small = large.copy()
    small.thumbnail((SMALL_EDGE, SMALL_EDGE))
    made = b""
    for quality in (72, 55, 40, 25):
        made = _jpeg(small, quality)
        if len(made) <= LARGEST_THUMBNAIL:
            break
    return made


def _jpeg(picture: Image.Image, quality: int, profile: bytes = b"") -> bytes:
    """Written anew from the pixels: place, time, maker and whatever hung behind are gone."""
    written = BytesIO()
    picture.info = {}
    picture.save(written, "JPEG", quality=quality, optimize=True, progressive=True, icc_profile=profile or None)
    return written.getvalue()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


if __name__ == "__main__":
    main()
