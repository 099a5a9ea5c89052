"""Templates of paper. They have an environment of their own: a document knows nothing of requests and addresses."""

from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined

from backend.documents.front import Front, chinese_date, chinese_hour
from backend.documents.numerals import Numbering
from backend.documents.overriding import OwnFirst, in_words
from backend.documents.qr import drawn


@cache
def environment() -> Environment:
    found = Environment(
        loader=OwnFirst(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(chinese_date=chinese_date, chinese_hour=chinese_hour, qr_code=drawn)
    return found


def document(template: str, front: Front, **values: Any) -> str:
    """Fill a template that extends `documents/layout.j2`; with `reading_css` it is a page for the screen."""
    with in_words():
        return environment().get_template(template).render(front=front, numbers=Numbering(), **values)
