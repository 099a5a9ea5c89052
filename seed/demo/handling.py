"""What leaders give units to do, and what reviewers say of the updates of the last week."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.assignments import service as assignments
from backend.assignments.models import Assignment, Source, StepKind
from backend.assignments.schemas import AssignmentIn, StepIn
from backend.clock import today
from backend.projects.models import Duty, Project
from backend.projects.vocabulary import DutyKind
from backend.updates import reviewing
from backend.updates.models import ReviewVerdict, Update
from backend.updates.reviewing import ReviewIn
from backend.weeks import Week
from seed.demo.span import Span, at, chance
from seed.demo.turns import Act, Turn, part_of

UNIT = "zone"  # asks its reviewers to read each update
WORDS = (
    (0.8, 5, "请开发区会同项目单位排出后续工序，逐周报进度。"),
    (0.93, 6, "用电报装进展不清楚，请查明卡在哪里，提出办结时间。"),
    (1.0, 10, "“进度比计划慢”，请查明原因，提出措施和完成时间，按期报办理结果。"),
)
LEFT_UNREAD = 2


def turns(span: Span) -> Iterator[Turn]:
    luck = chance("handling")
    for number, (share, days, words) in enumerate(WORDS):
        yield Turn(at(part_of(span, share), luck), f"handling-{number}", "leader", _instruct(number, days, words))
    yield Turn(at(part_of(span, 0.86), luck), "handling-done", "steward", _done)
    reading = span.last.closes_at + timedelta(hours=2, minutes=55)
    yield Turn(reading, "handling-review", "reviewer", _review(span.last))


def _instruct(number: int, days: int, words: str) -> Act:
    """About a project that the leader sponsors and the zone answers for."""

    async def act(session: AsyncSession, actor: Actor) -> None:
        sponsored = select(Duty.project_id).where(Duty.account_id == actor.id, Duty.kind == DutyKind.SPONSOR)
        codes = (await session.exec(of_unit().where(col(Project.id).in_(sponsored)))).all()
        if codes:
            given = AssignmentIn(what=words, unit=UNIT, due_on=today() + timedelta(days=days))
            await assignments.instruct(session, actor, codes[number % len(codes)], given)

    return act


async def _done(session: AsyncSession, actor: Actor) -> None:
    """The first that was given is done in time."""
    given = select(Assignment.id).where(Assignment.source == Source.INSTRUCTION)
    first = (await session.exec(given.order_by(col(Assignment.assigned_at)).limit(1))).first()
    if first:
        said = "后续工序已排到月底，列入周报送逐周报。"
        await assignments.say(session, actor, first, StepIn(kind=StepKind.DONE, said=said))


def _review(week: Week) -> Act:
    """All but a few are read; one is sent back."""

    async def act(session: AsyncSession, actor: Actor) -> None:
        unit = (await session.exec(select(Unit).where(Unit.code == UNIT))).one()
        unit.reviews_updates = True
        query = (
            select(Project.code, Update)
            .join(Update, col(Update.project_id) == Project.id)
            .where(col(Project.code).in_(of_unit()))
        )
        sent = (await session.exec(query.where(Update.week_start == week.start).order_by(Project.code))).all()
        for number, (code, update) in enumerate(sent[LEFT_UNREAD:]):
            given = ReviewIn(version=update.version, verdict=ReviewVerdict.ACKNOWLEDGED)
            if number == 0:
                reason = "形象进度没有写到哪一步，请补上再报。"
                given = ReviewIn(version=update.version, verdict=ReviewVerdict.RETURNED, reason=reason)
            await reviewing.review(session, actor, code, week, given)

    return act


def of_unit() -> Any:
    """Codes of the projects that the unit answers for."""
    held = select(Duty.project_id).join(Unit, col(Unit.id) == Duty.unit_id).where(Unit.code == UNIT)
    held = held.where(Duty.kind == DutyKind.RESPONSIBLE, col(Duty.until).is_(None))
    return select(Project.code).where(col(Project.id).in_(held)).order_by(Project.code)
