"""A week that two people report, each on what they had before them: what only one of them wrote is kept of each. What
both wrote differently is refused, with what a page or a phone needs to let a person pick; nothing that was sent is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Stale
from backend.merging import record, threeway
from backend.merging.threeway import Outcome, Unit
from backend.updates import queries, service
from backend.updates.aside import set_aside
from backend.updates.models import Update
from backend.updates.schemas import UpdateIn
from backend.web.forms import Form
from backend.weeks import Week

FIGURE = ("unchanged", "unchanged_reason", "invested_wan")
UNITS: list[Unit] = [FIGURE, ("site_progress",), ("next_step",)]
WHOLE: list[Unit] = [tuple(name for unit in UNITS for name in unit)]
"""Who says that nothing moved and who says what did cannot both be right: there is nothing to put together."""
CALLED = {"invested_wan": "本周完成投资", "site_progress": "本周进展", "next_step": "下一步"}


@dataclass(frozen=True)
class Taken:
    update: Update
    merged: str = ""
    """Whose words were kept beside one's own."""


async def take(  # noqa: PLR0913, PLR0917  who, what, on which version, and where one gives way
    session: AsyncSession, actor: Actor, code: str, given: UpdateIn, base_version: int | None, theirs: list[str]
) -> Taken | Conflict | Stale:
    """Report a week or put it right. A clash is returned, not raised: what was sent is kept, set aside."""
    project = await service.for_reporting(session, actor, code)
    sent_id = given.id if base_version is None else None
    standing = await queries.in_the_way(session, project, service.reported_week(given), sent_id)
    if standing is None or not theirs:
        try:
            return Taken(await _plainly(session, actor, code, given, base_version))
        except (Conflict, Stale) as refused:
            if standing is None:
                return refused
            reason = refused
    else:
        reason = Stale("有几项两个人都写了，请逐项选定再报", current_version=standing.version)
    resent = standing.id == sent_id  # another text under the id of one that has arrived: the sender's mistake
    if not resent and (theirs or base_version != standing.version):
        since, outcome = await _compared(session, standing, given, base_version or 0, theirs)
        if outcome.clashing:
            reason.more |= _told(since, outcome)
        else:
            try:
                return await _together(session, actor, code, given, standing, told(since, outcome), outcome)
            except Conflict as closed:
                reason = closed
    if service.says(standing) != service.said(given):
        await set_aside(session, actor, standing, given)
    return reason


def told(since: record.Since, outcome: Outcome) -> str:
    """Such as: 王磊 11月24日 10:32 写的下一步，已一并保留."""
    by: dict[str, list[str]] = {}
    for unit in outcome.kept:
        by.setdefault(since.who_and_when(_columns(unit)), []).extend(CALLED[name] for name in unit if name in CALLED)
    return "；".join(f"{who} 写的{'、'.join(names)}，已一并保留" for who, names in by.items())


async def _plainly(session: AsyncSession, actor: Actor, code: str, given: UpdateIn, base_version: int | None) -> Update:
    if base_version is None:
        return await service.submit(session, actor, code, given)
    return await service.revise(session, actor, code, given, base_version)


async def _compared(
    session: AsyncSession, standing: Update, given: UpdateIn, base_version: int, theirs: list[str]
) -> tuple[record.Since, Outcome]:
    since = await record.since(session, "updates", standing.id, base_version)
    stands, mine = _values(standing.model_dump()), given.model_dump(include=set(WHOLE[0]))
    base = stands if base_version == standing.version else _values(since.base)
    units = UNITS if mine["unchanged"] == stands["unchanged"] else WHOLE
    return since, threeway.compared(units, base, stands, mine, yields=theirs)


async def _together(  # noqa: PLR0913, PLR0917
    session: AsyncSession, actor: Actor, code: str, given: UpdateIn, standing: Update, words: str, outcome: Outcome
) -> Taken:
    """The same sent again finds itself in what stands, and changes nothing."""
    ticked = {tick.key for tick in given.milestones_reached}
    if not outcome.changed and ticked <= set(standing.milestones_reached):
        return Taken(standing, words)
    week = Week(standing.week_start).label
    whole = UpdateIn(week=week, milestones_reached=given.milestones_reached, **outcome.merged)
    update = await service.revise(session, actor, code, whole, standing.version)
    if words:
        await set_aside(session, actor, update, given, merged=words)
    return Taken(update, words)


def _told(since: record.Since, outcome: Outcome) -> dict[str, Any]:
    """What the refusal carries along: which fields clash, whose the others are, and all put together but for those."""
    return {
        "clashing": [list(unit) for unit in outcome.clashing],
        "whose": {name: since.who_and_when(_columns(unit)) for unit in outcome.clashing for name in unit},
        "merged": Form.known(**outcome.merged).posted,
        "kept": told(since, outcome),
    }


def _columns(unit: Unit) -> list[str]:
    return [name.removesuffix("_wan") for name in unit]


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row, of the table or of the record, under the names of the form."""
    unchanged, invested = bool(row.get("unchanged")), row.get("invested")
    return {
        "unchanged": unchanged,
        "unchanged_reason": row.get("unchanged_reason"),
        "invested_wan": None if unchanged or invested is None else Decimal(str(invested)),
        "site_progress": row.get("site_progress"),
        "next_step": row.get("next_step"),
    }
