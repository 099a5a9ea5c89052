"""Writing the seed through the services, as a careful administrator would: whoever comes second changes nothing."""

from collections.abc import Callable

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor, the_house
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.milestones import service as milestones
from backend.projects import duties, queries
from backend.projects import service as projects
from backend.projects.models import Project
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind, Stage
from seed.lists import plant_lists
from seed.reading import Named, named_projects

NOT_TOLD = "来源未载"


def size() -> int:
    """How many steps `plant` tells of."""
    return len(named_projects())


async def plant(step: Callable[[str], None], via: str = "seed") -> int:
    """Write what is missing, a transaction for each project. How many projects are new."""
    actor, added = the_house(via), 0
    async with db.begin(via) as session:
        await plant_lists(session)
    for named in named_projects():
        async with db.begin(via) as session:
            added += await plant_project(session, actor, named)
        step(named.facts.short_name)
    return added


async def plant_project(session: AsyncSession, actor: Actor, named: Named) -> bool:
    """A project that exists, also one merged into another, is never touched: by now people may know better."""
    code = named.facts.code
    if (await session.exec(select(Project.id).where(queries.coded(code)))).first():
        return False
    await projects.create(session, actor, named.facts)
    await duties.assign(session, actor, code, DutyIn(kind=DutyKind.LEAD, unit=named.lead_unit))
    await milestones.plan(session, actor, code)
    if named.stage:
        skipped = NOT_TOLD if named.stage is Stage.STARTED else None
        await lifecycle.enter_stage(session, actor, code, StageEntryIn(stage=named.stage, skip_reason=skipped))
    return True
