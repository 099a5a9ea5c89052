"""Lists of orders: heaps and keyset pages, the same for the page and the API."""

from collections.abc import Sequence
from datetime import datetime
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
from backend.projects.summary import Summary
from backend.supervision import queries
from backend.supervision.queries import ACTIVE, Standing, standing
from backend.supervision.vocabulary import SupervisionLevel, SupervisionState
from backend.web.schema import Blank, Input

Choice = Annotated[str | None, Field(max_length=40), Blank]
KEYS = (standing.c.ordered_at, standing.c.id)


class Which(Labelled):
    """The heaps into which orders are sorted."""

    ACTIVE = "active", "办理中"
    OVERDUE = "overdue", "超期"
    UNANSWERED = "unanswered", "待答复"
    OVER = "over", "已销号和撤销"
    ALL = "all", "全部"


class Asked(Input):
    """Which orders; what is not given does not limit."""

    which: Annotated[Which | None, Blank] = None
    """不给就是办理中的"""
    level: Annotated[SupervisionLevel | None, Blank] = None
    unit: Choice = None
    """承办单位编号"""
    project: Choice = None

    @property
    def heap(self) -> Which:
        return self.which or Which.ACTIVE


async def page_of(
    session: AsyncSession, actor: Actor, asked: Asked, limit: int, after: Sequence[Any] = ()
) -> tuple[list[Standing], list[Any] | None]:
    """The newest first, and the key after which to go on."""
    query = _narrowed(queries.visible_to(actor), asked).where(_of_heap(asked.heap))
    if after:
        query = query.where(tuple_(*KEYS) < tuple_(datetime.fromisoformat(after[0]), UUID(after[1])))
    found = await queries.read(session, query.order_by(*(key.desc() for key in KEYS)).limit(limit + 1))
    last = found[limit - 1].part if len(found) > limit else None
    return found[:limit], [last.ordered_at.isoformat(), str(last.id)] if last else None


async def counts(session: AsyncSession, actor: Actor, asked: Asked) -> dict[Which, int]:
    """How many there are in each heap under the other filters."""
    heaps = [func.count().filter(_of_heap(which)) for which in Which]
    query = columns(*heaps).select_from(standing).join(Summary, col(Summary.project_id) == standing.c.project_id)
    row = (await session.exec(_narrowed(query.where(queries.visible(actor)), asked))).one()
    return dict(zip(Which, row, strict=True))


def _narrowed(query: Any, asked: Asked) -> Any:
    for name, value in (("level", asked.level), ("unit", asked.unit)):
        if value:
            query = query.where(standing.c[name] == str(value))
    return query.where(col(Summary.code) == asked.project) if asked.project else query


def _of_heap(which: Which) -> Any:
    state = standing.c.supervision_status
    match which:
        case Which.ACTIVE:
            return state.in_(ACTIVE)
        case Which.OVERDUE:
            return queries.overdue(today())
        case Which.UNANSWERED:
            return state == SupervisionState.OPEN.value
        case Which.OVER:
            return state.not_in(ACTIVE)
    return state.is_not(None)
