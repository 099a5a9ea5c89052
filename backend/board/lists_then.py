"""Lists of projects as they stood at a moment: ordered by the summaries of then, told from the stored texts of then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.board.listed import Listed, listed
from backend.board.looking import Looking
from backend.projects.listing import Filters, Sort
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.timeline import older, past


@dataclass(frozen=True)
class Words:
    """What people call kinds and units today: lists are read in the words of now."""

    kinds: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Then:
    """`document` is the stored text, read as plain JSON."""

    summary: Summary
    row: Listed
    document: older.Document


async def rows(  # noqa: PLR0913  a list is filters, order and place
    session: AsyncSession,
    actor: Actor,
    looking: Looking,
    filters: Filters,
    words: Words,
    *,
    sort: Sort = Sort.CODE,
    limit: int,
    after: Sequence[Any] = (),
) -> list[Then]:
    assert looking.moment, "the list of now is read from the rows of now"
    found = await past.listed(session, actor, looking.moment, filters, sort=sort, limit=limit, after=after)
    return [_then(summary, older.brought_up(text), looking, words) for summary, text in found]


def _then(summary: Summary, document: older.Document, looking: Looking, words: Words) -> Then:
    units = _responsible(document, words.units)
    return Then(summary, listed(summary, looking.day, words.kinds, units, document["suspension"]), document)


def _responsible(document: older.Document, called: Mapping[str, str]) -> str | None:
    """The units that were responsible then."""
    held = [
        (duty["unit"], duty["unit_name"])
        for duty in document["duties"]
        if duty["kind"] == DutyKind.RESPONSIBLE and duty["unit"] and duty["until"] is None
    ]
    return "、".join(called.get(code, name) for code, name in sorted(held)) or None
