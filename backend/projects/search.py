"""How a project is found: by characters, by pinyin and by initials (`同德`, `tongde`, `td`)."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement
from sqlmodel import col

from backend.projects.summary import Summary


def search_text(words: Iterable[str]) -> str:
    """What `Summary.search` holds: each word as written, in pinyin and in initials, a line each."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries take 55 MB, which only those who write names need

    lines: dict[str, None] = {}
    for word in filter(None, words):
        spellings = (word, "".join(lazy_pinyin(word)), "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)))
        lines.update(dict.fromkeys(plain(spelling) for spelling in spellings))
    return "\n".join(lines)


def plain(text: str) -> str:
    return "".join(text.lower().split())


def matches(q: str, of: type[Summary] = Summary) -> ColumnElement[bool]:
    return col(of.search).contains(plain(q), autoescape=True)
