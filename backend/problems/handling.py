"""What the unit does about a problem: it plans, answers, reports, and says that it is settled."""

from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import BEIJING, today
from backend.errors import Conflict, Invalid, require
from backend.problems import policy, queries
from backend.problems.models import ClosureRequest, Dispatch, ProblemNote
from backend.problems.queries import Standing
from backend.problems.schemas import ClosureRequestIn, NoteIn
from backend.problems.service import refuse_if_over
from backend.problems.vocabulary import Difficulty, NoteKind, State
from backend.projects import queries as of_projects

BY_PLAN = "按方案确定的办结日期"


async def note(session: AsyncSession, actor: Actor, problem_id: UUID, given: NoteIn) -> ProblemNote:
    """A plan, an answer or a note of progress. The dated plan of a hard problem is its new due date."""
    found = await queries.one(session, actor, problem_id)
    held = await of_projects.standing(session, actor, found.project_id)
    may = policy.may_note if given.kind is NoteKind.PROGRESS else policy.may_settle
    require(may(actor, held, found.lead_unit_id), _not_yours(found, given.kind.label))
    found = await queries.hold(session, actor, problem_id)
    refuse_if_over(found, f"不再收{given.kind.label}")
    _check_day(found, given)
    made = ProblemNote(
        project_id=found.project_id, problem_id=problem_id, made_by_id=actor.person_id, **given.model_dump()
    )
    session.add(made)
    await session.flush()
    if given.settle_on and found.part.difficulty is Difficulty.HARD and given.settle_on != found.part.due_on:
        await _due_by_plan(session, actor, found, given.settle_on)
    return made


async def ask_closure(session: AsyncSession, actor: Actor, problem_id: UUID, given: ClosureRequestIn) -> ClosureRequest:
    """办结 and 销号申请 in one. Asked again with the same words while it waits, it is the same request."""
    found = await queries.one(session, actor, problem_id)
    held = await of_projects.standing(session, actor, found.project_id)
    require(policy.may_settle(actor, held, found.lead_unit_id), _not_yours(found, "销号申请"))
    found = await queries.hold(session, actor, problem_id)
    refuse_if_over(found, "不用再申请")
    if found.part.problem_status is State.ASKED:
        waiting = await newest_request(session, problem_id)
        if waiting.resolution == given.resolution and waiting.asked_by_id == actor.person_id:
            return waiting
        raise Conflict("已经申请销号，正等项目办核，不用再申请；要补充请写进展")
    if given.resolved_on > today():
        raise Invalid.field("resolved_on", f"办结日期不能晚于今天（{today()}）", given.resolved_on)
    if given.resolved_on < found.part.raised_at.astimezone(BEIJING).date():
        raise Invalid.field("resolved_on", "办结日期不能早于报问题的那天", given.resolved_on)
    made = ClosureRequest(
        project_id=found.project_id, problem_id=problem_id, asked_by_id=actor.person_id, **given.model_dump()
    )
    session.add(made)
    await session.flush()
    return made


async def newest_request(session: AsyncSession, problem_id: UUID) -> ClosureRequest:
    query = select(ClosureRequest).where(ClosureRequest.problem_id == problem_id)
    newest = query.order_by(col(ClosureRequest.asked_at).desc(), col(ClosureRequest.id).desc())
    return (await session.exec(newest.limit(1))).one()


def _not_yours(found: Standing, what: str) -> str:
    unit = found.part.lead_unit_name
    return (
        f"这个问题由{unit}牵头，{what}由{unit}的人提交" if unit else f"您在这个项目里没有提交{what}的职责，请联系项目办"
    )


def _check_day(found: Standing, given: NoteIn) -> None:
    if given.settle_on is None:
        return
    if given.kind is not NoteKind.PLAN:
        raise Invalid.field("settle_on", "打算哪天办结写在方案里，答复和进展不填这一项", given.settle_on)
    if given.settle_on < today():
        raise Invalid.field("settle_on", f"打算办结的日期不能早于今天（{today()}）", given.settle_on)
    if found.part.difficulty is Difficulty.ORDINARY and given.settle_on > found.part.due_on:
        wanted = f"一般问题要在 {found.part.due_on} 以前办结；办不到的，请项目办改为难题"
        raise Invalid.field("settle_on", wanted, given.settle_on)


async def _due_by_plan(session: AsyncSession, actor: Actor, found: Standing, day: date) -> None:
    query = select(Dispatch).where(Dispatch.problem_id == found.part.id)
    newest = query.order_by(col(Dispatch.made_at).desc(), col(Dispatch.id).desc()).limit(1)
    stands = (await session.exec(newest)).one()
    carried = stands.model_dump(exclude={"id", "due_on", "why", "made_by_id", "made_at"})
    session.add(Dispatch(**carried, due_on=day, why=BY_PLAN, made_by_id=actor.person_id))
    await session.flush()
