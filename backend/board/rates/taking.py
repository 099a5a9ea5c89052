"""What rates are made of: the projects that somebody may see, as they stand or stood, and the batches of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.board.stage_bar import batch_name
from backend.clock import BEIJING, now
from backend.lifecycle import batches
from backend.projects import service
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Scheme
from backend.signals.rate_groups import NOBODY, By
from backend.signals.rates import Counted
from backend.timeline.figures import counted
from backend.timeline.standing import columns, standing, summary
from backend.weeks import Week

WITHOUT = {By.BATCH: "没有期次", By.UNIT: "责任单位待填报", By.AREA: "片区待填报"}


@dataclass(frozen=True)
class Taken:
    """`moment` is none where the state of now is asked for; `day` and `year` are those of the moment, or of now."""

    moment: datetime | None
    day: date
    year: int
    projects: list[Counted]
    held: Mapping[str, date | None]
    """Every batch that there was by then, the newest first, and when it was held."""

    @property
    def current(self) -> str | None:
        return next(iter(self.held), None)

    @cached_property
    def by_code(self) -> Mapping[str, Counted]:
        return {project.code: project for project in self.projects}


async def take(session: AsyncSession, actor: Actor, moment: datetime | None) -> Taken:
    """Two statements, however many projects there are."""
    of = standing(moment) if moment else Summary
    at = moment or now()
    day = at.astimezone(BEIJING).date()
    year = Week.of(day).year
    query = select(*columns(of)).where(readable(actor, of)).order_by(col(of.code))
    found = [summary(row) for row in (await session.exec(query)).all()]
    return Taken(
        moment=moment,
        day=day,
        year=year,
        projects=[counted(each, each.figures, year) for each in found],
        held={batch.code: batch.held_on for batch in await batches.known_at(session, at)},
    )


async def names(session: AsyncSession, by: By) -> Mapping[str, str]:
    """What the groups are called today; batches need no asking."""
    if by is By.UNIT:
        return {unit.code: unit.called for unit in await session.exec(accounts.units())}
    if by in (By.AREA, By.KIND):
        lists = await service.labels(session)
        return {code: entry.label for code, entry in lists[Scheme(by.value)].items()}
    return {}


def called(by: By, key: str, known: Mapping[str, str]) -> str:
    if key == NOBODY:
        return WITHOUT[by]
    return batch_name(key) if by is By.BATCH else known.get(key, key)
