"""A small code on paper that a phone's camera reads: from the paper in hand to what the house knows of it."""

import segno
from markupsafe import Markup


def drawn(address: str) -> Markup:
    """As lines of ink, without a border: the white of the paper is one."""
    code = segno.make(address, error="m", boost_error=False)
    picture = code.svg_inline(border=0, omitsize=True, title="二维码：核对这份文件", svgclass=None, lineclass=None)
    return Markup(picture)  # noqa: S704  made by segno from an address
