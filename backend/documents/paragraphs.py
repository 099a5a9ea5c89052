"""Hands the paragraphs of an HTML tree to the line setter, and puts the lines that it makes in their place.

Every `<p>` below `<main>` becomes `<span class="ln">` parted by `<br>`. Left to the renderer are what is marked
`free`, and paragraphs that hold more than text. The reading view on a screen never passes here.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from backend.documents.paper import INDENT, SIZE, TYPE_AREA, WIDE_TYPE_AREA
from backend.documents.typeset import NOTHING, Blank, Line, Setter

INLINE = {"span", "b", "i", "em", "strong", "a", "br", "small"}
BOXED = {"light", "board"}  # inline boxes with borders, wider than their text
BLOCKS = {"section", "div", "article"}


class Inked(NamedTuple):
    """A character with the inline elements around it, from the outside in."""

    text: str
    around: tuple[Element, ...]


def set_paragraphs(root: Element, setter: Setter) -> None:
    for main in root.iter("main"):
        _walk(main, setter, TYPE_AREA / SIZE)


def _walk(parent: Element, setter: Setter, measure: float) -> None:
    for child in parent:
        classes = _classes(child)
        if "free" in classes:
            continue
        if child.tag == "p" and _is_text(child):
            _set(child, setter, measure, 0 if "flush" in classes else INDENT)
        elif child.tag in BLOCKS:
            _walk(child, setter, WIDE_TYPE_AREA / SIZE if "wide" in classes else measure)


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


def _is_text(paragraph: Element) -> bool:
    return all(e.tag in INLINE and not _classes(e) & BOXED for e in paragraph.iterfind(".//*"))


def _set(paragraph: Element, setter: Setter, measure: float, indent: int) -> None:
    inked = _without_blanks(list(_characters(paragraph)))
    lines = setter.lines("".join(c.text for c in inked), measure, indent)
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.text = None
    for number, line in enumerate(lines):
        if number:
            paragraph.append(Element("br"))
        paragraph.append(_line(inked[line.start : line.end], line))


def _characters(node: Element, around: tuple[Element, ...] = ()) -> Iterator[Inked]:
    for char in node.text or "":
        yield Inked(_plain(char), around)
    for child in node:
        if child.tag == "br":
            yield Inked("\n", around)
        else:
            yield from _characters(child, (*around, child))
        for char in child.tail or "":
            yield Inked(_plain(char), around)


def _plain(char: str) -> str:
    """Make every blank of one kind; the ideographic space is a character like others."""
    return " " if char in "\t\n\r\f\xa0" or (unicodedata.category(char) == "Zs" and char != "\u3000") else char


def _without_blanks(inked: list[Inked]) -> list[Inked]:
    """Blanks stay only between Latin words: beside Chinese they come from the writing of the template."""
    kept: list[Inked] = []
    for i, char in enumerate(inked):
        if char.text == " ":
            before = kept[-1].text if kept else "\n"
            after = next((c.text for c in inked[i + 1 :] if c.text != " "), "\n")
            if before in " \n" or after == "\n" or not (before.isascii() and after.isascii()):
                continue
        kept.append(char)
    return kept


def _line(inked: list[Inked], line: Line) -> Element:
    element = Element("span", {"class": "ln"})
    if line.spacing:
        element.set("style", f"letter-spacing:{line.spacing:.4f}em")
    open_now: list[tuple[Element, Element]] = []  # (element of the template, its copy in this line)
    for i, (char, around) in enumerate(inked):
        same = 0
        while same < min(len(around), len(open_now)) and open_now[same][0] is around[same]:
            same += 1
        del open_now[same:]
        for source in around[same:]:
            copy = Element(source.tag, dict(source.attrib))
            (open_now[-1][1] if open_now else element).append(copy)
            open_now.append((source, copy))
        _put(open_now[-1][1] if open_now else element, char, line.squeezed.get(i, NOTHING))
    return element


def _put(element: Element, char: str, squeezed: Blank) -> None:
    if squeezed.total:
        mark = Element("i", {"style": f"margin:0 {-squeezed.right:.3f}em 0 {-squeezed.left:.3f}em"})
        mark.text = char
        element.append(mark)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + char
    else:
        element.text = (element.text or "") + char
