"""Font files fitted for paper: even metrics, figures cut out of 宋体, and the few rare characters a document needs."""

import io
import struct
from collections.abc import Iterable

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen

from backend.documents.fonts import Face
from backend.documents.paper import ASCENT, DESCENT
from backend.documents.typeset import NOTHING, Blank

EDGE = 0.03  # what stays of a squeezed blank, so that ink never touches ink
ASCII = range(0x20, 0x7F)


def even_metrics(data: bytes) -> bytes:
    """Give every face of a file the same ascent and descent, so that lines of mixed fonts stay on the grid.

    Only `hhea` and the typographic values of `OS/2` change, and BASE is emptied, because Pango would raise a fallback
    glyph until the ideographic baselines of both fonts meet. Outlines and widths stay as they are.
    """
    out = bytearray(data)
    for start in _directories(data):
        count = struct.unpack_from(">H", data, start + 4)[0]
        tables = {}
        for entry in range(start + 12, start + 12 + 16 * count, 16):
            tag, _, offset, _ = struct.unpack_from(">4sLLL", data, entry)
            tables[tag] = offset
            if tag == b"BASE":
                out[entry + 12 : entry + 16] = bytes(4)
        em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
        even = (round(ASCENT * em), round(DESCENT * em), 0)
        struct.pack_into(">hhh", out, tables[b"hhea"] + 4, *even)
        if b"OS/2" in tables:
            struct.pack_into(">hhh", out, tables[b"OS/2"] + 68, *even)
    return bytes(out)


def _directories(data: bytes) -> Iterable[int]:
    if data[:4] != b"ttcf":
        return (0,)
    count = struct.unpack_from(">L", data, 8)[0]
    return struct.unpack_from(f">{count}L", data, 12)


def cut_out(face: Face, codes: Iterable[int]) -> bytes:
    """Return a font of its own that holds only these characters of a face.

    Figures need it because a `unicode-range` on the whole file will not do: fontconfig drops the family behind it,
    which the whole file covers already. For rare characters it saves 100 kB of empty glyph numbers in every PDF.
    """
    options = subset.Options(layout_features=[], recalc_timestamp=False, notdef_outline=True)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=sorted(codes))
    font = face.opened()
    tool.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def blanks(face: Face, marks: Iterable[str]) -> dict[str, Blank]:
    """Measure the empty part of each mark's square, left and right in em, on its outline."""
    return {mark: _blank(face, mark) for mark in marks}


def _blank(face: Face, mark: str) -> Blank:
    name = face.glyphs.get(ord(mark))
    if name is None:
        return NOTHING
    glyphs = face.font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    if pen.bounds is None:
        return NOTHING
    em, width = face.font["head"].unitsPerEm, glyphs[name].width
    left, _, right, _ = pen.bounds
    return Blank(_half(left / em - EDGE), _half((width - right) / em - EDGE))


def _half(blank: float) -> float:
    """A mark gives up at most half of its square."""
    return min(0.5, max(0.0, blank))
