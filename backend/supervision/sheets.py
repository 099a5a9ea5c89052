"""What the paper of an order says beside the order itself: taken when it is ordered, and kept with it."""

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Account, Unit
from backend.config import settings
from backend.feed import installation
from backend.projects.models import Duty, Project
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind, Signal

STOPPED = "停"


class Sheet(BaseModel):
    """As it was on the day of the order; unknown stays empty and is printed as 待填报."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    project: str
    unit: str
    light: str
    """红, 黄, 绿, 停, or nothing while it is not rated."""
    owners: list[str]
    sponsors: list[str]
    supporting: list[str]
    office: str
    demonstration: bool


async def sheet_of(session: AsyncSession, project: Project, unit: Unit) -> dict[str, object]:
    query = select(Duty.kind, Account.title, Account.person, Unit.name)
    query = query.outerjoin(Account, col(Account.id) == Duty.account_id).outerjoin(Unit, col(Unit.id) == Duty.unit_id)
    query = query.where(Duty.project_id == project.id, col(Duty.until).is_(None)).order_by(
        col(Duty.since), col(Duty.id)
    )
    held = (await session.exec(query)).all()
    people = [(kind, f"{title or ''} {person}".strip()) for kind, title, person, _ in held if person]
    supporting = [name for kind, _, _, name in held if kind is DutyKind.SUPPORTING and name and name != unit.name]
    return Sheet(
        code=project.code,
        project=project.name,
        unit=unit.name,
        light=await _light(session, project),
        owners=[each for kind, each in people if kind is DutyKind.OWNER],
        sponsors=[each for kind, each in people if kind is DutyKind.SPONSOR],
        supporting=supporting,
        office=f"{settings.place_name}{settings.office_name}",
        demonstration=await installation.is_demonstration(session),
    ).model_dump(mode="json")


async def _light(session: AsyncSession, project: Project) -> str:
    summary = await session.get(Summary, project.id)
    if summary is None or summary.condition is Condition.TERMINATED:
        return ""
    if summary.condition is Condition.SUSPENDED:
        return STOPPED
    return "" if summary.signal is Signal.UNRATED else summary.signal.label
