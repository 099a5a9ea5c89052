"""A number in a sentence, marked with the figure that it is: on paper the number alone, on a screen a link.

Marks are three characters of Unicode's private area, which no input of ours and no font has any use for."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

OPEN, MIDDLE, CLOSE = "\ue0f0", "\ue0f1", "\ue0f2"
MARKED = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{CLOSE}]*){CLOSE}")

Ink = Callable[[str], str]
"""How marked text is written: `plain`, or `linked` with the addresses of a site."""


def figure(key: str, said: object) -> str:
    """A number that can be followed to the rows it counts; without a key it cannot."""
    return f"{OPEN}{key}{MIDDLE}{said}{CLOSE}" if key else str(said)


def plain(text: str) -> str:
    return MARKED.sub(r"\2", text)


def linked(address: Callable[[str], str]) -> Ink:
    """`address` gives that of a figure by its key; a figure without one stays a number."""

    def link(found: re.Match[str]) -> Markup:
        key, said = found.groups()
        href = address(key)
        return Markup('<a class="figure" href="{}">{}</a>').format(href, said) if href else escape(said)

    def ink(text: str) -> str:
        pieces, last = Markup(), 0
        for found in MARKED.finditer(text):
            pieces += escape(text[last : found.start()]) + link(found)
            last = found.end()
        return pieces + escape(text[last:])

    return ink
