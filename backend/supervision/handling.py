"""What is done about an order: the unit answers, others look, and one of them strikes it off."""

from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.models import Account
from backend.clock import BEIJING, today
from backend.errors import Conflict, Forbidden, Invalid, require
from backend.ids import uuid7
from backend.supervision import policy, queries
from backend.supervision.models import SupervisionAnswer, SupervisionCheck, SupervisionClosure
from backend.supervision.queries import Standing
from backend.supervision.schemas import SupervisionAnswerIn, SupervisionCheckIn, SupervisionClosureIn
from backend.supervision.vocabulary import Outcome, SupervisionState
from backend.web.formats import moment

NOT_YOURS = "销号由项目办的人办，承办单位不能给自己的督办单销号"
A_PERSON = "督办单销号要由项目办的人登录后办，密钥不能销号"
NO_CHECK = "核查由项目办或领导办，承办单位不能核查自己"


async def answer(session: AsyncSession, actor: Actor, key: UUID, given: SupervisionAnswerIn) -> SupervisionAnswer:
    """The plan of the unit, or how far it is."""
    found = await queries.one(session, actor, key)
    unit = found.part.unit_name
    require(policy.may_answer(actor, found.unit_id), f"这张督办单由{unit}承办，答复由{unit}的人写")
    found = await queries.hold(session, actor, key)
    if existing := await _sent_before(session, key, SupervisionAnswer, given):
        return existing
    _refuse_if_over(found, "不再收答复")
    if given.settle_on and given.settle_on < today():
        raise Invalid.field("settle_on", f"打算办结的日期不能早于今天（{today()}）", given.settle_on)
    made = SupervisionAnswer(**_fields(found, given), answered_by_id=actor.person_id)
    session.add(made)
    await session.flush()
    return made


async def check(session: AsyncSession, actor: Actor, key: UUID, given: SupervisionCheckIn) -> SupervisionCheck:
    """核查: what was found on the spot."""
    found = await queries.one(session, actor, key)
    require(policy.may_check(actor, found.unit_id), NO_CHECK)
    found = await queries.hold(session, actor, key)
    if existing := await _sent_before(session, key, SupervisionCheck, given):
        return existing
    _refuse_if_over(found, "不用再核查")
    if given.checked_on > today():
        raise Invalid.field("checked_on", f"核查日期不能晚于今天（{today()}）", given.checked_on)
    if given.checked_on < found.part.ordered_at.astimezone(BEIJING).date():
        raise Invalid.field("checked_on", "核查日期不能早于开督办单的那天", given.checked_on)
    made = SupervisionCheck(**_fields(found, given), checked_by_id=actor.person_id)
    session.add(made)
    await session.flush()
    return made


async def close(session: AsyncSession, actor: Actor, key: UUID, given: SupervisionClosureIn) -> SupervisionClosure:
    """销号 or 撤销. Of two people who do it at once the second reads who was first; once more by the same is the same."""
    await queries.one(session, actor, key)
    require(actor.is_person, A_PERSON)
    require(policy.may_close(actor), NOT_YOURS)
    found = await queries.hold(session, actor, key)
    if not found.part.is_active:
        return await _closed_already(session, actor, found, given)
    if why := policy.why_not_own(actor, found.unit_id, found.answered_by_id):
        raise Forbidden(why)
    if given.outcome is Outcome.DONE and found.part.supervision_status is SupervisionState.OPEN:
        raise Conflict(f"{found.part.unit_name}还没有答复，不能销号；开错了的请选撤销")
    assert actor.id, "only a signed-in person gets here"
    made = SupervisionClosure(
        project_id=found.project_id, supervision_id=key, **given.model_dump(), closed_by_id=actor.id
    )
    session.add(made)
    await session.flush()
    return made


async def _closed_already(
    session: AsyncSession, actor: Actor, found: Standing, given: SupervisionClosureIn
) -> SupervisionClosure:
    query = select(SupervisionClosure, Account.person).join(Account, col(Account.id) == SupervisionClosure.closed_by_id)
    closure, person = (await session.exec(query.where(SupervisionClosure.supervision_id == found.part.id))).one()
    if (closure.closed_by_id, closure.outcome) == (actor.id, given.outcome):
        return closure
    raise Conflict(f"{person}已于{moment(closure.closed_at)}{closure.outcome.label}，不用再办")


def _refuse_if_over(found: Standing, so: str) -> None:
    if not found.part.is_active:
        raise Conflict(f"{found.part.called}{found.part.supervision_status.label}，{so}")


Row = TypeVar("Row", SupervisionAnswer, SupervisionCheck)


async def _sent_before(
    session: AsyncSession, key: UUID, model: type[Row], given: SupervisionAnswerIn | SupervisionCheckIn
) -> Row | None:
    """The row that came before under the same id, if any. Another thing under that id is refused."""
    existing = await session.get(model, given.id) if given.id else None
    said = given.model_dump(exclude={"id"}) | {"supervision_id": key}
    if existing and any(getattr(existing, name) != value for name, value in said.items()):
        raise Conflict("这个 id 已经用在另一条记录上，请换一个 id")
    return existing


def _fields(found: Standing, given: SupervisionAnswerIn | SupervisionCheckIn) -> dict[str, Any]:
    own = {"id": given.id or uuid7(), "project_id": found.project_id, "supervision_id": found.part.id}
    return given.model_dump(exclude={"id"}) | own
