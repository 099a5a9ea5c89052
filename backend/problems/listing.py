"""Lists of problems: filters and keyset pages, the same for the page and the API."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, tuple_
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.labels import Labelled
from backend.problems.queries import ACTIVE, Standing, read, visible_to
from backend.problems.standing import standing
from backend.problems.vocabulary import Category, ProblemLevel, State
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.web.schema import Blank, Input


class Which(Labelled):
    """The heaps into which the register is sorted."""

    ACTIVE = "active", "未销号"
    OVERDUE = "overdue", "超期"
    ASKED = "asked", "待销号"
    CLOSED = "closed", "已销号"
    ALL = "all", "全部"


Choice = Annotated[str | None, Field(max_length=40), Blank]
NEWEST_FIRST = (Which.CLOSED, Which.ALL)


class Asked(Input):
    """Which problems; what is not given does not limit."""

    which: Annotated[Which | None, Blank] = None
    """不给就是未销号的"""
    category: Annotated[Category | None, Blank] = None
    level: Annotated[ProblemLevel | None, Blank] = None
    unit: Choice = None
    """牵头单位的代码"""
    project: Choice = None

    @property
    def heap(self) -> Which:
        return self.which or Which.ACTIVE


def narrowed(query: Any, asked: Asked) -> Any:
    for name, value in (("category", asked.category), ("level", asked.level), ("lead_unit", asked.unit)):
        if value:
            query = query.where(standing.c[name] == str(value))
    return query.where(col(Summary.code) == asked.project) if asked.project else query


def of_heap(which: Which) -> Any:
    state, overdue = standing.c.problem_status, standing.c.due_on < today()
    match which:
        case Which.ACTIVE:
            return state.in_(ACTIVE)
        case Which.OVERDUE:
            return (state == State.OPEN.value) & overdue
        case Which.ASKED | Which.CLOSED:
            return state == which.value
    return state.is_not(None)


async def page_of(
    session: AsyncSession, actor: Actor, asked: Asked, limit: int, after: Sequence[Any] = ()
) -> tuple[list[Standing], list[Any] | None]:
    """So many after the one with this key, and the key after which to go on. The most urgent first; of what is
    settled the newest."""
    keys = (standing.c.due_on, standing.c.id)
    query = narrowed(visible_to(actor), asked).where(of_heap(asked.heap))
    newest_first = asked.heap in NEWEST_FIRST
    if after:
        key = (date.fromisoformat(after[0]), UUID(after[1]))
        query = query.where(tuple_(*keys) < tuple_(*key) if newest_first else tuple_(*keys) > tuple_(*key))
    query = query.order_by(*(each.desc() if newest_first else each for each in keys))
    found = await read(session, query.limit(limit + 1))
    last = found[limit - 1].part if len(found) > limit else None
    return found[:limit], [last.due_on.isoformat(), str(last.id)] if last else None


async def counts(session: AsyncSession, actor: Actor, asked: Asked) -> dict[Which, int]:
    """How many there are in each heap under the other filters."""
    heaps = [func.count().filter(of_heap(which)) for which in Which]
    query = columns(*heaps).select_from(standing).join(Summary, col(Summary.project_id) == standing.c.project_id)
    row = (await session.exec(narrowed(query.where(readable(actor)), asked))).one()
    return dict(zip(Which, row, strict=True))
