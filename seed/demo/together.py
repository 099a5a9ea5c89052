"""Two people on one week, shortly before it closes: of one project each wrote another field and both stand; of the next
one both wrote the same field, the one who came second gives way, and both texts are kept."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.projects.models import Project
from backend.updates import merging
from backend.updates.models import Update
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from seed.demo.handling import of_unit
from seed.demo.span import Span
from seed.demo.turns import OFFICE, Act, Turn

MORE = "，现场照片已补拍"
AHEAD = "下周请项目单位把材料进场时间报项目办"
OTHERWISE = "据项目单位电话，本周工序已按计划完成"


def turns(span: Span) -> Iterator[Turn]:
    """Each opened the form at the first text of the week."""
    for minutes, number, who, said in (
        (44, 0, "steward", ("site_progress", "{}" + MORE)),
        (31, 0, OFFICE, ("next_step", AHEAD)),
        (26, 1, "steward", ("site_progress", "{}" + MORE)),
        (12, 1, OFFICE, ("site_progress", OTHERWISE)),
    ):
        when = span.last.closes_at - timedelta(minutes=minutes)
        yield Turn(when, f"together-{minutes}", who, _written(span.last, number, *said))


async def _reported(session: AsyncSession, week: Week, number: int) -> tuple[str, Update] | None:
    """The last projects of the zone that have a text of the week; the first ones are those that its reviewer leaves."""
    query = select(Project.code, Update).join(Update, col(Update.project_id) == Project.id)
    query = query.where(col(Project.code).in_(of_unit()), Update.week_start == week.start, ~col(Update.unchanged))
    return (await session.exec(query.order_by(col(Project.code).desc()).offset(number).limit(1))).first()


def _written(week: Week, number: int, field: str, text: str) -> Act:
    async def act(session: AsyncSession, actor: Actor) -> None:
        if found := await _reported(session, week, number):
            code, update = found
            first = {
                "site_progress": (update.site_progress or "").removesuffix(MORE),
                "next_step": update.next_step,
            }
            said = first | {field: text.format(first[field])}
            given = UpdateIn(week=week.label, invested_wan=update.invested, **said)
            await merging.take(session, actor, code, given, base_version=1, theirs=[])

    return act
