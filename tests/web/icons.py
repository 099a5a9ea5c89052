"""Draws the icons of the installed site from the mark: `python -m tests.web.icons` writes them anew."""

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path("frontend/static/icons")
BARS = ((2, 3, 15, 7), (5, 10, 18, 14), (9, 17, 22, 21))  # of the mark, on a grid of 24
GROUND, INK = "#1c4f80", "#ffffff"
SIZES = (180, 192, 512)
SHARE = 0.56  # of the edge that the mark takes: a phone may cut the rest to a circle


def icon(size: int) -> Image.Image:
    picture = Image.new("RGB", (size * 4, size * 4), GROUND)
    pen, unit = ImageDraw.Draw(picture), size * 4 * SHARE / 24
    margin = size * 4 * (1 - SHARE) / 2
    for left, top, right, bottom in BARS:
        pen.rectangle([margin + edge * unit for edge in (left, top, right, bottom)], fill=INK)
    return picture.resize((size, size), Image.Resampling.LANCZOS).quantize(8)


if __name__ == "__main__":
    for size in SIZES:
        icon(size).save(ICONS / f"icon-{size}.png", optimize=True)
