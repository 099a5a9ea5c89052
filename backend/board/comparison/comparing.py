"""对比: what changed between two moments, counted over all projects and told of one page of them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.board.comparison.differences import Difference, differences
from backend.clock import BEIJING
from backend.errors import Invalid
from backend.labels import Labelled
from backend.projects import service
from backend.projects.listing import Filters
from backend.timeline import comparing, older
from backend.timeline.comparing import Pair


class Kind(Labelled):
    """What may have changed of a project, as the counts tell it. Milestones and duties count when they were touched,
    though it may have been taken back since."""

    APPEARED = "appeared", "新出现"
    GONE = "gone", "不再有"
    STAGE = "stage", "阶段"
    CONDITION = "condition", "停工、复工、终止"
    SIGNAL = "signal", "灯号"
    TOTAL = "total_investment", "总投资"
    INVESTED = "invested", "完成投资"
    MILESTONES = "milestones", "节点动过"
    DUTIES = "duties", "职责动过"


IS: dict[Kind, Callable[[Pair], bool]] = {
    Kind.APPEARED: lambda pair: pair.old is None,
    Kind.GONE: lambda pair: pair.new is None,
    Kind.STAGE: lambda pair: pair.differs("stage"),
    Kind.CONDITION: lambda pair: pair.differs("condition"),
    Kind.SIGNAL: lambda pair: pair.differs("signal"),
    Kind.TOTAL: lambda pair: pair.differs("total_investment"),
    Kind.INVESTED: lambda pair: pair.differs("money_year", "invested_in_year"),
    Kind.MILESTONES: lambda pair: bool(pair.old and pair.new and "milestones" in pair.touched),
    Kind.DUTIES: lambda pair: bool(pair.old and pair.new and "duties" in pair.touched),
}


@dataclass(frozen=True)
class Told:
    """A project that differs; a version is none where it was not there, or not in sight."""

    code: str
    short_name: str
    old_version: int | None
    new_version: int | None
    differences: list[Difference]

    @property
    def note(self) -> str:
        """Where there is nothing to set side by side."""
        if self.old_version is None:
            return "前一个时间还没有，后来才有"
        return "后来不再有" if self.new_version is None else "改过，又改了回来，或只改了这里不列的内容"


@dataclass(frozen=True)
class Comparison:
    """`counts` are of all that differ; `items` the page of those that were asked for, of which there are `found`."""

    counts: Counter[Kind]
    changed: int
    alike: int
    found: int
    items: list[Told]
    next: str | None


async def compare(  # noqa: PLR0913  two moments, which projects, which page
    session: AsyncSession,
    actor: Actor,
    since: datetime,
    until: datetime,
    filters: Filters,
    *,
    kind: Kind | None = None,
    after: str = "",
    limit: int,
) -> Comparison:
    if since >= until:
        raise Invalid.field("since", "前一个时间要早于后一个时间，请把两个时间对调或重选", since.isoformat())
    found = await comparing.compared(session, actor, since, until, filters)
    wanted = [pair for pair in found.pairs if kind is None or IS[kind](pair)]
    rest = [pair for pair in wanted if pair.known.code > after]
    shown = rest[:limit]
    return Comparison(
        counts=Counter(each for each, holds in IS.items() for pair in found.pairs if holds(pair)),
        changed=len(found.pairs),
        alike=found.alike,
        found=len(wanted),
        items=await _told(session, shown, until.astimezone(BEIJING).year),
        next=shown[-1].known.code if rest[limit:] else None,
    )


async def _told(session: AsyncSession, pairs: list[Pair], year: int) -> list[Told]:
    texts = await comparing.texts(session, pairs)
    lists = await service.labels(session)
    return [
        Told(
            code=pair.known.code,
            short_name=pair.known.short_name,
            old_version=pair.old and pair.old.version,
            new_version=pair.new and pair.new.version,
            differences=differences(older.read(texts[pair.old.seq]), older.read(texts[pair.new.seq]), lists, year)
            if pair.old and pair.new
            else [],
        )
        for pair in pairs
    ]
