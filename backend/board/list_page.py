"""The list of projects: filters, counts by light, orders, a page at a time."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backend.accounts import queries as accounts
from backend.accounts.auth import Person
from backend.board import lists
from backend.db import Session
from backend.projects import policy, service
from backend.projects.classifications import choices
from backend.projects.listing import Filters, Sort, StageFilter, beyond, key_of, keys, matching
from backend.projects.queries import readable
from backend.projects.vocabulary import Scheme
from backend.web import pagination
from backend.web.schema import Blank
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)

PAGE = 100
LIGHTS: dict[str, dict[str, str | None]] = {  # how a light is asked for in the address of the list
    "red": {"signal": "red", "condition": "under_way"},
    "amber": {"signal": "amber", "condition": "under_way"},
    "green": {"signal": "green", "condition": "under_way"},
    "stop": {"signal": None, "condition": "suspended"},
    "none": {"signal": "unrated", "condition": None},
}
PICKED = ("stage", "kind", "unit", "area", "annual_list")


class Asked(Filters):
    """The address of a list: which projects, in which order, and after which row."""

    sort: Annotated[Sort, Blank] = Sort.CODE
    after: Annotated[str | None, Field(max_length=2000), Blank] = None

    @property
    def bound(self) -> dict[str, Any]:
        """What a cursor is good for."""
        return self.model_dump(mode="json", exclude={"after"})


@router.get("/projects")
async def list_projects(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    lists_of_codes = await service.labels(session)
    kinds = {code: entry.label for code, entry in lists_of_codes[Scheme.KIND].items()}
    query = lists.shown().where(readable(person), *matching(asked)).order_by(*keys(asked.sort))
    if asked.after:
        query = beyond(query, asked.sort, pagination.read("", asked.bound, asked.after))
    rows = await lists.rows(session, query.limit(PAGE + 1), kinds)
    lights, total = await lists.counts(session, person, asked)
    return page(
        request,
        "board/list.html",
        rows=[row for _, row in rows[:PAGE]],
        asked=asked,
        lights=[(light, lights[light], asks, _current(asked, asks)) for light, asks in LIGHTS.items()],
        found=sum(lights.values()),
        total=total,
        picked=sum(getattr(asked, name) is not None for name in PICKED),
        sorts=Sort,
        stages=StageFilter,
        kinds=choices(lists_of_codes[Scheme.KIND].values(), asked.kind),
        areas=choices(lists_of_codes[Scheme.AREA].values(), asked.area),
        units=[(unit.code, unit.called) for unit in await session.exec(accounts.units())],
        annual_lists=_annual_lists(lists_of_codes[Scheme.ANNUAL_LIST].values()),
        next_after=pagination.write("", asked.bound, key_of(rows[PAGE - 1][0], asked.sort)) if rows[PAGE:] else None,
        may_create=policy.may_create(person),
    )


def _current(asked: Asked, asks: dict[str, str | None]) -> bool:
    return (asked.signal, asked.condition) == (asks["signal"], asks["condition"])


def _annual_lists(entries: Any) -> list[tuple[str, str]]:
    """The lists of this year, then those of the year before."""
    year = Week.current().year
    return [(f"{each}:{entry.code}", f"{each}年{entry.label}") for each in (year, year - 1) for entry in entries]
