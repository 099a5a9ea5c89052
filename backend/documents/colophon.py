"""Where the colophon (版记) is tied: to the last line of text, so that it never stands alone on a page."""

from xml.etree.ElementTree import Element

from backend.documents.paragraphs import BLOCKS


def hang_colophon(root: Element) -> None:
    """Move the colophon from its `.end` below `<main>` into the last line before it, if that is a line of text.

    It is a footnote, and a footnote goes with its line. From an `.end` of its own a page that is exactly full would
    be pushed on whole; behind a table or a picture there is nothing better, and no page ends exactly there.
    """
    for main in root.iter("main"):
        ends = [child for child in main if child.get("class") == "end"]
        for end in ends:
            if (line := _line_before(main, end)) is not None:
                line.extend(end)
                main.remove(end)


def _line_before(main: Element, end: Element) -> Element | None:
    before = list(main)[: list(main).index(end)]
    while before and before[-1].tag in BLOCKS:
        before = list(before[-1])
    if not before or before[-1].tag != "p":
        return None
    paragraph = before[-1]
    return paragraph[-1] if len(paragraph) and not paragraph[-1].tail else paragraph
