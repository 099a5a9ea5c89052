"""Finding briefs by words in them: in the stored data, which holds every name, sentence of a steward and reason."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Text, cast
from sqlmodel import col

from backend.briefs.models import Brief

AROUND = 24  # characters before and behind


def holds(words: str) -> ColumnElement[bool]:
    return cast(col(Brief.data), Text).icontains(words, autoescape=True)


def excerpt(data: Any, words: str) -> str:
    """The first place where it says so; of a hit in a field's name or a figure there is none."""
    for text in _texts(data):
        at = text.casefold().find(words.casefold())
        if at >= 0:
            start, end = max(at - AROUND, 0), at + len(words) + AROUND
            return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
