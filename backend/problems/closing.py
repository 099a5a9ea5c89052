"""销号: struck off or sent back, by a person of the office who is not the one who asked, nor of the unit that has it."""

from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.errors import Conflict, Forbidden, require
from backend.problems import policy, queries
from backend.problems.handling import newest_request
from backend.problems.models import Closure, ClosureRequest, ProblemWithdrawal, SendBack
from backend.problems.queries import Standing
from backend.problems.schemas import ClosureIn, ProblemWithdrawalIn, SendBackIn
from backend.problems.service import refuse_if_over
from backend.problems.vocabulary import State
from backend.web.formats import moment

NOT_YOURS = "销号和退回由项目办的人办，单位不能给自己的问题销号"
A_PERSON = "销号要由项目办的人登录后办，密钥不能销号"


async def close(session: AsyncSession, actor: Actor, problem_id: UUID, given: ClosureIn) -> Closure:
    """销号. Of two people who do it at once the second reads who was first; once more by the same is the same."""
    found = await _for_judging(session, actor, problem_id)
    if found.part.problem_status is State.CLOSED:
        return await _closed_already(session, actor, problem_id)
    request = await _request(session, actor, found, "销号")
    made = Closure(
        project_id=found.project_id,
        problem_id=problem_id,
        request_id=request.id,
        remark=given.remark,
        asked_by_id=request.asked_by_id,
        closed_by_id=_person(actor),
    )
    session.add(made)
    await session.flush()
    return made


async def send_back(session: AsyncSession, actor: Actor, problem_id: UUID, given: SendBackIn) -> SendBack:
    """退回, with the reason; the unit goes on with it, and it counts how often that was so."""
    found = await _for_judging(session, actor, problem_id)
    refuse_if_over(found, "不能再退回")
    request = await _request(session, actor, found, "退回")
    made = SendBack(
        project_id=found.project_id,
        problem_id=problem_id,
        request_id=request.id,
        reason=given.reason,
        sent_by_id=actor.person_id,
    )
    session.add(made)
    await session.flush()
    return made


async def withdraw(
    session: AsyncSession, actor: Actor, problem_id: UUID, given: ProblemWithdrawalIn
) -> ProblemWithdrawal:
    """Raised in error: it stays visible and counts nowhere."""
    await queries.one(session, actor, problem_id)
    require(policy.may_dispatch(actor), "只有项目办可以撤回问题，请把原因告诉项目办")
    found = await queries.hold(session, actor, problem_id)
    refuse_if_over(found, "不用再撤")
    made = ProblemWithdrawal(
        project_id=found.project_id, problem_id=problem_id, reason=given.reason, withdrawn_by_id=actor.person_id
    )
    session.add(made)
    await session.flush()
    return made


async def _for_judging(session: AsyncSession, actor: Actor, problem_id: UUID) -> Standing:
    await queries.one(session, actor, problem_id)
    require(actor.is_person, A_PERSON)
    require(policy.may_judge(actor), NOT_YOURS)
    return await queries.hold(session, actor, problem_id)


async def _request(session: AsyncSession, actor: Actor, found: Standing, what: str) -> ClosureRequest:
    refuse_if_over(found, f"不能再{what}")
    if found.part.problem_status is not State.ASKED:
        raise Conflict(f"单位还没有申请销号，不能{what}。请等{found.part.lead_unit_name or '牵头单位'}办结后申请")
    if why := policy.why_not_own(actor, found.asked_by_id, found.lead_unit_id):
        raise Forbidden(why)
    return await newest_request(session, found.part.id)


async def _closed_already(session: AsyncSession, actor: Actor, problem_id: UUID) -> Closure:
    query = select(Closure, Account.person).join(Account, col(Account.id) == Closure.closed_by_id)
    closure, person = (await session.exec(query.where(Closure.problem_id == problem_id))).one()
    if closure.closed_by_id == actor.id:
        return closure
    raise Conflict(f"{person}已于{moment(closure.closed_at)}销号，不用再销")


def _person(actor: Actor) -> UUID:
    assert actor.id, "only a signed-in person gets here"
    return actor.id
