"""What a file is, is found out by decoding it."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter

from backend.errors import Invalid
from backend.files.recognising import recognise
from backend.files.service import called

GPS = {0x8825: {1: "N", 2: (37.0, 54.0, 0.0), 3: "E", 4: (112.0, 6.0, 0.0)}, 0x010F: "Maker of phones"}


def picture(kind="JPEG", size=(60, 40), *, exif=None, **given):
    file = BytesIO()
    known = Image.Exif()
    for tag, value in (exif or {}).items():
        known[tag] = value
    Image.new("RGB", size, "red").save(file, kind, exif=known, **given)
    return file.getvalue()


def pdf(password=""):
    file, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def empty_png(width, height):
    """A header that promises many pixels in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "media_type", "suffix"),
    [
        (pdf(), "application/pdf", ".pdf"),
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("PNG"), "image/png", ".png"),
        (picture("WEBP"), "image/webp", ".webp"),
    ],
)
def test_papers_and_pictures_are_known_by_what_is_in_them(data, media_type, suffix):
    found = recognise(data)
    assert (found.media_type, found.suffix) == (media_type, suffix)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_its_size_and_loses_place_maker_and_tail(kind):
    more = {"comment": b"taken by me"} if kind == "JPEG" else {}
    data = picture(kind, (1800, 1200), exif=GPS, **more) + b"<script>tail</script>"
    assert b"Maker of phones" in data
    kept = recognise(data).data
    with Image.open(BytesIO(kept)) as again:
        assert again.size == (1800, 1200)
        assert not again.getexif()
    for told in (b"Maker of phones", b"taken by me", b"tail"):
        assert told not in kept


def test_a_picture_that_was_held_on_its_side_is_turned():
    with Image.open(BytesIO(recognise(picture(exif={0x0112: 6})).data)) as turned:
        assert turned.size == (40, 60)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的"),
        (b"just words, called proof.pdf", "只收 PDF 和图片"),
        (b"PK\x03\x04" + bytes(200), "只收 PDF 和图片"),
        (b"GIF89a" + bytes(200), "只收 PDF 和图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只收 PDF 和图片"),
        (b"%PDF-1.7\nnothing behind it", "打不开或者不完整"),
        (b"%PDF-1.7\nnothing behind it\n%%EOF", "打不开或者不完整"),
        (pdf()[:-40], "打不开或者不完整"),
        (pdf("secret"), "加了密码"),
        (picture("JPEG", (900, 900), quality=95)[:-400], "不完整或者坏了"),
        (picture("PNG")[:60], "不完整或者坏了"),
        (empty_png(30_000, 30_000), "图片太大，最多 4000 万像素"),
        (empty_png(10_000, 10_000), "图片太大，最多 4000 万像素"),
        (empty_png(8_000, 5_001), "图片太大，最多 4000 万像素"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(Invalid, match=sentence):
        recognise(data)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("施工许可证.pdf", "施工许可证.pdf"),
        ("晋自然资函〔2026〕1号.PDF", "晋自然资函〔2026〕1号.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\文档\\批文.exe", "批文.pdf"),
        ('a"; x\r\nb.pdf', "a-x-b.pdf"),
        ("", "附件.pdf"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_the_name_is_made_by_us(given, name):
    assert called(given, ".pdf") == name
