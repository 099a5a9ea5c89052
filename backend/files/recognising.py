"""What a file is, told by decoding it: its name and what its sender says of it are not believed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader

from backend.errors import Invalid

LARGEST_PICTURE = 40_000_000  # pixels: what a good phone takes; decoded it needs 160 MB
END_OF_PDF = 2048  # bytes at the end among which a whole PDF says that it ends
QUALITY = 90
KINDS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
KEPT = ("icc_profile", "transparency")  # of what a picture says beside its pixels: how they are meant

WANTED = "只收 PDF 和图片（JPEG、PNG、WebP）；这个文件打开来不是，请换一个"


@dataclass(frozen=True)
class Recognised:
    """`data` is what is to be kept: of a picture the pixels alone, without place, time and maker."""

    media_type: str
    suffix: str
    data: bytes


def recognise(data: bytes) -> Recognised:
    if not data:
        raise refused("文件是空的，请重新选择")
    read: Callable[[bytes], Recognised] = _pdf if data.startswith(b"%PDF-") else _picture
    return read(data)


def refused(wanted: str) -> Invalid:
    return Invalid.field("file", wanted)


def _pdf(data: bytes) -> Recognised:
    broken = refused("这个 PDF 打不开或者不完整，请重新导出或扫描后再传")
    if b"%%EOF" not in data[-END_OF_PDF:]:
        raise broken
    try:
        reader = PdfReader(BytesIO(data))
        locked, pages = reader.is_encrypted, 0 if reader.is_encrypted else len(reader.pages)
    except Exception:  # noqa: BLE001  a hostile file may break its reader in any way
        raise broken from None
    if locked:
        raise refused("这个 PDF 加了密码，别人打不开，请去掉密码后再传")
    if not pages:
        raise broken
    return Recognised("application/pdf", ".pdf", data)


def _picture(data: bytes) -> Recognised:
    try:
        picture = Image.open(BytesIO(data), formats=list(KINDS))
    except UnidentifiedImageError:
        raise refused(WANTED) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    if picture.width * picture.height > LARGEST_PICTURE:
        raise _too_large()
    kind = str(picture.format)
    try:
        return Recognised(*KINDS[kind], _written_again(picture, kind))
    except (OSError, ValueError, SyntaxError):
        raise refused("这张图片不完整或者坏了，请重新拍或重新选") from None


def _too_large() -> Invalid:
    return refused("图片太大，最多 4000 万像素，请缩小后再传")


def _written_again(picture: Image.Image, kind: str) -> bytes:
    """The same size, turned as it was held."""
    turned = ImageOps.exif_transpose(picture)
    turned.info = {name: value for name, value in turned.info.items() if name in KEPT}
    written = BytesIO()
    turned.save(written, kind, quality=QUALITY, icc_profile=turned.info.get("icc_profile"))
    return written.getvalue()
