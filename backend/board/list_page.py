"""The list of projects: filters, counts by light, orders, a page at a time."""

from collections import Counter
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.board import lists, lists_then
from backend.board.listed import Listed
from backend.board.lists_then import Words
from backend.board.looking import Looking, presets
from backend.db import Session
from backend.projects import policy, service
from backend.projects.classifications import choices
from backend.projects.listing import Filters, Sort, StageFilter, beyond, key_of, keys, matching
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, Scheme, Signal
from backend.timeline import past
from backend.timeline.moments import AsOfHere
from backend.timeline.standing import standing
from backend.web import pagination
from backend.web.schema import Blank
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)

PAGE = 100
LIGHTS: dict[str, tuple[Signal | None, Condition]] = {  # how a light is asked for in the address of the list
    "red": (Signal.RED, Condition.UNDER_WAY),
    "amber": (Signal.AMBER, Condition.UNDER_WAY),
    "green": (Signal.GREEN, Condition.UNDER_WAY),
    "stop": (None, Condition.SUSPENDED),
    "none": (Signal.UNRATED, Condition.UNDER_WAY),
}
PICKED = ("stage", "kind", "unit", "area", "annual_list")


class Asked(Filters, AsOfHere):
    """The address of a list: which projects, in which order, after which row, and as they stood when."""

    sort: Annotated[Sort | None, Blank] = None
    """Without it the worst light comes first for who answers for all projects, and the code for others."""
    after: Annotated[str | None, Field(max_length=2000), Blank] = None

    def order(self, actor: Actor) -> Sort:
        return self.sort or (Sort.SIGNAL if actor.sees_all else Sort.CODE)

    @property
    def bound(self) -> dict[str, Any]:
        """What a cursor is good for."""
        return self.model_dump(mode="json", exclude={"after"})


@router.get("/projects")
async def list_projects(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    looking = Looking.at(asked.as_of)
    codes = await service.labels(session)
    units = {unit.code: unit.called for unit in await session.exec(accounts.units())}
    words = Words({code: entry.label for code, entry in codes[Scheme.KIND].items()}, units)
    rows = await _rows(session, person, asked, looking, words)
    states, total = await lists.counts(session, person, asked, standing(asked.as_of) if asked.as_of else Summary)
    chosen, sort = (asked.signal, asked.condition), asked.order(person)
    return page(
        request,
        "board/list.html",
        rows=[row for _, row in rows[:PAGE]],
        asked=asked,
        sort=sort,
        lights=[(light, number(states, *asks), asks, asks == chosen) for light, asks in LIGHTS.items()],
        ended=number(states, None, Condition.TERMINATED),
        found=number(states, *chosen),
        total=total,
        picked=sum(getattr(asked, name) is not None for name in PICKED),
        sorts=(Sort.SIGNAL, Sort.CODE, Sort.NAME),
        stages=StageFilter,
        kinds=choices(codes[Scheme.KIND].values(), asked.kind),
        areas=choices(codes[Scheme.AREA].values(), asked.area),
        units=list(units.items()),
        annual_lists=_annual_lists(codes[Scheme.ANNUAL_LIST].values()),
        next_after=pagination.write("", asked.bound, key_of(rows[PAGE - 1][0], sort)) if rows[PAGE:] else None,
        may_create=policy.may_create(person) and not looking.moment,
        looking=looking,
        presets=presets(),
        first=await past.first(session, person) if looking.moment and not total else None,
        as_asked=urlencode(asked.model_dump(mode="json", include={*Filters.model_fields, "sort"}, exclude_none=True)),
    )


async def _rows(
    session: AsyncSession, actor: Actor, asked: Asked, looking: Looking, words: Words
) -> list[tuple[Summary, Listed]]:
    """One more than a page shows, if there are."""
    sort = asked.order(actor)
    after = pagination.read("", asked.bound, asked.after) if asked.after else []
    if looking.moment:
        found = await lists_then.rows(session, actor, looking, asked, words, sort=sort, limit=PAGE + 1, after=after)
        return [(each.summary, each.row) for each in found]
    query = lists.shown().where(readable(actor), *matching(asked)).order_by(*keys(sort))
    if after:
        query = beyond(query, sort, after)
    return await lists.rows(session, query.limit(PAGE + 1), words.kinds)


def number(states: Counter[lists.State], signal: Signal | None, condition: Condition | None) -> int:
    """How many projects are of a light and condition; none asks for any."""
    return sum(count for (is_in, has), count in states.items() if condition in (None, is_in) and signal in (None, has))


def _annual_lists(entries: Any) -> list[tuple[str, str]]:
    """The lists of this year, then those of the year before."""
    year = Week.current().year
    return [(f"{each}:{entry.code}", f"{each}年{entry.label}") for each in (year, year - 1) for entry in entries]
