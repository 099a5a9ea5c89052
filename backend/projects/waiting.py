"""What waits on the project office: projects that nobody looks after."""

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.projects.models import Duty
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind
from backend.waiting import Waiting

ASKED = {DutyKind.STEWARD: "steward", DutyKind.OWNER: "owner", DutyKind.SPONSOR: "sponsor"}
"""Each with the rule of the data checks that names the projects."""


async def without_people(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """How many projects have no steward, owner or sponsor: one statement; the data checks name them."""
    if not actor.runs_projects:
        return []

    def lacks(kind: DutyKind) -> object:
        held = select(Duty.project_id).where(Duty.kind == kind, col(Duty.until).is_(None))
        return func.count().filter(col(Summary.project_id).not_in(held))

    query = select(*(lacks(kind) for kind in ASKED)).select_from(Summary)  # type: ignore[call-overload]
    query = query.where(readable(actor), Summary.condition != Condition.TERMINATED)
    counts = (await session.exec(query)).one()
    return [
        Waiting("待分派职责", f"{count}个项目没有{kind.label}", f"/findings?rule={rule}", "逐个分派，或一次移交多个")
        for (kind, rule), count in zip(ASKED.items(), counts, strict=True)
        if count
    ]
