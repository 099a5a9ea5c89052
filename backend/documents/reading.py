"""Reads a tagged PDF back: its text in the order of its tags, and every glyph that it draws."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pypdf
from pypdf.generic import ContentStream

MAPPING = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")

Mark = tuple[int, int]
"""A stretch of content: the page's object number, and the stretch's number on that page."""


class Font:
    """A font of the file: its name, whether its outlines are in the file, and the text behind its glyphs."""

    def __init__(self, font: Any) -> None:
        self.name = str(font["/BaseFont"]).lstrip("/").rpartition("+")[2]
        descendants = font.get("/DescendantFonts") or [font]
        described = descendants[0].get_object().get("/FontDescriptor", {})
        self.embedded = any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))
        mapping = font["/ToUnicode"].get_object().get_data().decode("latin-1") if "/ToUnicode" in font else ""
        self.texts = {int(glyph, 16): _utf16(text) for glyph, text in MAPPING.findall(mapping)}


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")


class Reader:
    """Follows the drawing operators of page after page."""

    def __init__(self, pdf: pypdf.PdfReader) -> None:
        self.pdf = pdf
        self.fonts: dict[int, Font] = {}
        self.marked: dict[Mark, list[str]] = defaultdict(list)
        self.empty_boxes = 0
        for page in pdf.pages:
            self._follow(page.get_contents(), page["/Resources"], number_of(page))

    def text(self) -> str:
        """Text as a screen reader says it: what the sheet adds to each page (its number, 演示数据) is not there."""
        tree = self.tree()
        return "".join(self._told(tree, 0)) if tree is not None else ""

    def tree(self) -> Any:
        """The root of its tags; none in a file that has no tags."""
        root: Any = self.pdf.trailer["/Root"].get_object()
        return root["/StructTreeRoot"].get_object() if "/StructTreeRoot" in root else None

    def _told(self, node: Any, page: int) -> Iterator[str]:
        page = number_of(node["/Pg"]) if "/Pg" in node else page
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                yield from self.marked.get((page, kid), ())
            else:
                yield from self._told(kid.get_object(), page)

    def _follow(self, content: Any, resources: Any, page: int) -> None:
        known = {name: self._font(font) for name, font in (resources.get("/Font") or {}).items()}
        current: Font | None = None
        marks: list[Mark | None] = []
        for operands, operator in ContentStream(content, self.pdf).operations:
            match operator:
                case b"Tf":
                    current = known[operands[0]]
                case b"BDC" | b"BMC":
                    number = operands[1].get("/MCID") if operator == b"BDC" else None
                    marks.append(None if number is None else (page, int(number)))
                case b"EMC":
                    marks.pop()
                case b"Tj" | b"TJ" if current:
                    self._show(current, operands[0], marks[-1] if marks else None)
                case b"Do":
                    form = resources["/XObject"][operands[0]].get_object()
                    if form.get("/Subtype") == "/Form":
                        self._follow(form, form.get("/Resources", resources), page)

    def _font(self, reference: Any) -> Font:
        font = reference.get_object()
        number = number_of(font)
        if number not in self.fonts:
            self.fonts[number] = Font(font)
        return self.fonts[number]

    def _show(self, font: Font, shown: Any, mark: Mark | None) -> None:
        for glyph in _glyphs(shown if isinstance(shown, list) else [shown]):
            text = font.texts.get(glyph, "")
            if glyph == 0 or not text:
                self.empty_boxes += 1
            elif mark:
                self.marked[mark].append(text)


def number_of(thing: Any) -> int:
    return int(thing.get_object().indirect_reference.idnum)


def _glyphs(parts: Iterable[Any]) -> Iterator[int]:
    for part in parts:
        raw = getattr(part, "original_bytes", part)
        if isinstance(raw, bytes):
            yield from (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw) - 1, 2))
