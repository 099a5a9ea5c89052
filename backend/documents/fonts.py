"""Which font file serves which family of the style sheet, and what an installation must do to have it.

An office that owns the proper typefaces puts them into `<data_dir>/fonts/`; without them the Fandol family is used,
and Noto Serif CJK for characters that no other file has. What was used is recorded with every document.
"""

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from backend.documents.job import FontUsed, PrintingFailed


@dataclass(frozen=True)
class Family:
    """A family of the style sheet, and the file names (without ending) under which its typeface is known."""

    css: str
    label: str
    files: tuple[str, ...]


FANG = Family("Brief Fang", "仿宋", ("仿宋", "仿宋_GB2312", "simfang", "FandolFang-Regular"))
KAI = Family("Brief Kai", "楷体", ("楷体", "楷体_GB2312", "simkai", "FandolKai-Regular"))
HEI = Family("Brief Hei", "黑体", ("黑体", "simhei", "FandolHei-Regular"))
SONG = Family("Brief Song", "宋体", ("宋体", "simsun", "FandolSong-Regular"))
TITLE = Family("Brief Title", "小标宋", ("小标宋", "方正小标宋简体", "方正小标宋_GBK", "FZXBSJW", "FandolSong-Bold"))
RARE = Family("Brief Rare", "生僻字", ("生僻字", "NotoSerifCJK-Regular", "NotoSerifCJKsc-Regular"))
FIGURES = "Brief Num"
"""Figures and Latin letters beside Chinese: cut out of 宋体."""

CHINESE = (FANG, KAI, HEI, SONG, TITLE)

ENDINGS = {".otf", ".ttf", ".ttc"}


@dataclass(frozen=True)
class Face:
    """One font file in the service of one family, as it was at a time: what is read of it is kept."""

    family: Family
    path: Path
    modified: int = 0

    @cached_property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def font(self) -> Any:
        return self.opened()

    def opened(self) -> Any:
        """Read the tables of the file, each when asked for; of a collection the simplified Chinese face."""
        if self.data[:4] != b"ttcf":
            return self._open(-1)
        count = int.from_bytes(self.data[8:12], "big")
        faces = [self._open(number) for number in range(count)]
        return next((face for face in faces if str(face["name"].getDebugName(1)).endswith("SC")), faces[0])

    def _open(self, number: int) -> Any:
        return TTFont(io.BytesIO(self.data), lazy=True, recalcTimestamp=False, fontNumber=number)

    @cached_property
    def glyphs(self) -> dict[int, str]:
        """Names of the glyphs by code point."""
        found: dict[int, str] = self.font.getBestCmap()
        return found

    def advance(self, char: str) -> float | None:
        """Width of a character in em; none when the face lacks it."""
        glyph = self.glyphs.get(ord(char))
        return None if glyph is None else float(self.font["hmtx"][glyph][0]) / float(self.font["head"].unitsPerEm)

    @cached_property
    def used(self) -> FontUsed:
        names = self.font["name"]
        return FontUsed(
            family=self.family.css,
            file=self.path.name,
            name=str(names.getDebugName(4)),
            version=str(names.getDebugName(5)),
            sha256=hashlib.sha256(self.data).hexdigest(),
        )


def find(places: Iterable[Path]) -> dict[Family, Face]:
    """Return a face for every Chinese family, and one for rare characters where there is one."""
    shelves = [_shelf(place) for place in places]
    found = {family: face for family in (*CHINESE, RARE) if (face := _take(family, shelves))}
    missing = [family.label for family in CHINESE if family not in found]
    if missing:
        raise PrintingFailed(
            f"缺少字体：{'、'.join(missing)}。运行 make run 会自动安装可自由使用的 Fandol 字体；"
            f"也可以把本单位的字体文件（如“{missing[0]}.ttf”）放进数据目录的 fonts 文件夹。"
        )
    return found


def _shelf(place: Path) -> dict[str, Path]:
    if not place.is_dir():
        return {}
    return {p.stem.lower(): p for p in sorted(place.iterdir()) if p.suffix.lower() in ENDINGS}


def _take(family: Family, shelves: Sequence[dict[str, Path]]) -> Face | None:
    for shelf in shelves:
        for name in family.files:
            if path := shelf.get(name.lower()):
                return _face(family, path, path.stat().st_mtime_ns)
    return None


@cache
def _face(family: Family, path: Path, modified: int) -> Face:
    return Face(family, path, modified)
