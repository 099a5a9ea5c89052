"""The fonts of one document: which files it is served, and how wide its characters are."""

import unicodedata
from functools import cache

from backend.documents import glyphs
from backend.documents.fonts import CHINESE, FANG, FIGURES, RARE, SONG, Face, Family
from backend.documents.job import FontUsed, PrintingFailed
from backend.documents.marks import SQUEEZABLE
from backend.documents.typeset import Blank, Setter

UNSEEN = {"Cc", "Cf", "Mn", "Zs"}  # controls, joiners, variation selectors and blanks draw nothing of their own


class Shelf:
    """Every face that a document with this text needs.

    A family lends its own characters only; what one of them lacks comes from the face for rare characters, of which
    just those are taken. A character that nobody has stops the printing: no document goes out with an empty box.
    """

    def __init__(self, faces: dict[Family, Face], text: str) -> None:
        self.faces = faces
        needed = {ord(c) for c in text if unicodedata.category(c) not in UNSEEN}
        held = [set(faces[family].glyphs) for family in CHINESE]
        lacking = needed - held[0].intersection(*held)
        lent = set(faces[RARE].glyphs) if lacking and RARE in faces else set()  # 44,000 glyphs, of which most need none
        _refuse(needed - lent.union(*held))
        self.rare = lacking & lent

    def files(self) -> dict[str, bytes]:
        """Font files by the name under which the style sheet asks for them."""
        served = {file_of(family.css): _evened(self.faces[family]) for family in CHINESE}
        served[file_of(FIGURES)] = _figures(self.faces[SONG])
        if self.rare:
            served[file_of(RARE.css)] = glyphs.even_metrics(glyphs.cut_out(self.faces[RARE], self.rare))
        return served

    def rules(self) -> str:
        """Say the `@font-face` rules of these files."""
        families = [FIGURES, *(family.css for family in CHINESE), *([RARE.css] if self.rare else [])]
        return "\n".join(
            f'@font-face {{ font-family: "{family}"; src: url("{file_of(family)}") }}' for family in families
        )

    def used(self) -> list[FontUsed]:
        return [face.used for family, face in self.faces.items() if family != RARE or self.rare]

    def setter(self) -> Setter:
        return Setter(self._advance, _blanks(self.faces[FANG]))

    def _advance(self, char: str) -> float:
        first = SONG if char.isascii() else FANG
        faces = (self.faces[family] for family in (first, RARE) if family in self.faces)
        return next((width for face in faces if (width := face.advance(char)) is not None), 1.0)


@cache
def _evened(face: Face) -> bytes:
    return glyphs.even_metrics(face.data)


@cache
def _figures(face: Face) -> bytes:
    return glyphs.even_metrics(glyphs.cut_out(face, glyphs.ASCII))


@cache
def _blanks(face: Face) -> dict[str, Blank]:
    return glyphs.blanks(face, SQUEEZABLE)


def file_of(family: str) -> str:
    return f"fonts/{family.removeprefix('Brief ').lower()}.otf"


def _refuse(unknown: set[int]) -> None:
    if unknown:
        what = "、".join(f"“{chr(code)}”（U+{code:04X}）" for code in sorted(unknown)[:10])
        raise PrintingFailed(
            f"字库里没有这些字：{what}。请改用其他字，或者把有这些字的字体命名为“生僻字.ttf”放进数据目录的 fonts 文件夹"
            "（Debian 可以安装 fonts-noto-cjk）。"
        )
