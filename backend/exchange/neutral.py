"""Text for a file of comma separated values, which a spreadsheet may take for a formula or a number.

An apostrophe in front tells Excel, WPS and LibreOffice that a cell is text. It is put before what begins a formula, before
long figures, of which Excel keeps fifteen, and before figures that begin with 0. A text that begins with an apostrophe gets one
more, so that taking one away always gives back what was meant."""

import re

FORMULA = "=+-@\t\r\n＝＋－＠"
GUARD = "'"
CODE = re.compile(r"0[0-9]+|[0-9]{12,}")
GUARDED = re.compile(rf"{GUARD}(?=[{re.escape(FORMULA)}{GUARD}]|{CODE.pattern})")


def neutral(text: str) -> str:
    dangerous = text[:1] in (*FORMULA, GUARD) or CODE.fullmatch(text)
    return GUARD + text if text and dangerous else text


def plain(cell: str) -> str:
    """The text that was meant by a cell that was made neutral."""
    return GUARDED.sub("", cell, count=1) if cell.startswith(GUARD) else cell
