"""Editing the calendar. Deadlines that have passed stay as they were: only days from today on are edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.calendar import notices
from backend.calendar.models import CalendarDay, DayKind
from backend.calendar.policy import require_keeper
from backend.calendar.reading import EDITED
from backend.calendar.schemas import CalendarDayIn, CalendarImportIn
from backend.clock import today
from backend.errors import Invalid, NotFound
from backend.ids import uuid7

PAST = "已经过去，过去的截止时间不能倒改；请只改今天以后的日子"
Done = TypeVar("Done")
FURTHEST = 5  # years ahead


@dataclass(frozen=True)
class Import:
    """What a pasted notice would do: the days it adds, those it changes with what they were, those known already."""

    added: Sequence[notices.Named]
    changed: Sequence[tuple[notices.Named, CalendarDay]]
    unchanged: int


async def day_of(session: AsyncSession, day: date) -> CalendarDay | None:
    return (await _rows(session, [day])).get(day)


async def mark(session: AsyncSession, actor: Actor, given: CalendarDayIn) -> CalendarDay:
    """Say what the official calendar says of a day; said again it replaces."""
    require_keeper(actor)
    _check(given.day, given.day_kind)
    row = await day_of(session, given.day)
    said = CalendarDay(
        id=row.id if row else uuid7(), day=given.day, kind=given.day_kind, name=given.holiday, source=given.source
    )
    row = await session.merge(said)
    return await _edited(session, row)


async def unmark(session: AsyncSession, actor: Actor, day: date) -> None:
    """The day is an ordinary one after all."""
    require_keeper(actor)
    row = await day_of(session, day)
    if row is None:
        raise NotFound(f"日历里没有{day}这一天的安排")
    _check(day, row.kind)
    await session.delete(row)
    await _edited(session, row)


async def preview(session: AsyncSession, actor: Actor, given: CalendarImportIn) -> Import:
    """What would follow from the text; nothing is stored. Days that have passed may stand in it as they are known."""
    require_keeper(actor)
    named = notices.read(given.text)
    rows = await _rows(session, [each.day for each in named])
    added, changed = [], []
    for each in named:
        row = rows.get(each.day)
        if row and (row.kind, row.name) == (each.kind, each.name):
            continue
        _check(each.day, each.kind, "text")
        if row:
            changed.append((each, row))
        else:
            added.append(each)
    return Import(added, changed, len(named) - len(added) - len(changed))


async def take_in(session: AsyncSession, actor: Actor, given: CalendarImportIn) -> Import:
    found = await preview(session, actor, given)
    for each in found.added:
        session.add(CalendarDay(day=each.day, kind=each.kind, name=each.name, source=given.source))
    for each, row in found.changed:
        row.kind, row.name, row.source = each.kind, each.name, given.source
    return await _edited(session, found)


async def _edited(session: AsyncSession, done: Done) -> Done:
    session.info[EDITED] = True
    await session.flush()
    return done


def _check(day: date, kind: DayKind, field: str = "day") -> None:
    if day < today():
        raise Invalid.field(field, f"{day}{PAST}", str(day))
    if day.year > today().year + FURTHEST:
        raise Invalid.field(field, f"{day}太远了，请核对年份", str(day))
    if kind is DayKind.WORKDAY and day.isoweekday() < 6:
        raise Invalid.field(field, f"{day}不是周末，本来就上班：调休上班只写周末", str(day))


async def _rows(session: AsyncSession, days: Sequence[date]) -> dict[date, CalendarDay]:
    query = select(CalendarDay).where(col(CalendarDay.day).in_(days))
    return {row.day: row for row in await session.exec(query)}
