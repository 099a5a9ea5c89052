"""The rates for leaders: all six with their fractions, by groups, the lists behind every figure, and the cohorts."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.board.rates.asked import AskedOnPage, OneGroup
from backend.board.rates.behind import of_asked, of_group
from backend.board.rates.parts import both
from backend.board.rates.shown import Address, figures
from backend.board.rates.taking import Taken, called, names, take
from backend.clock import BEIJING
from backend.db import Session
from backend.signals.cohorts import AGES, cohorts
from backend.signals.rate_groups import By, grouped, of_all
from backend.signals.rate_lists import RULES, Behind, behind, title
from backend.signals.rates import RateKind, batch_of
from backend.timeline.moments import AsOfHere
from backend.web.templating import page, path_for

router = APIRouter(prefix="/rates", include_in_schema=False)

PAGE = 100


@router.get("")
async def show_rates(
    request: Request, session: Session, person: Person, asked: Annotated[AskedOnPage, Query()]
) -> Response:
    taken, known = await take(session, person, asked.as_of), await names(session, asked.by)
    one = of_group(taken, asked)
    rows = grouped(taken.projects, asked.by, taken.current) if asked.by is not By.ALL and one is None else {}
    return page(
        request,
        "rates/rates.html",
        **_frame(person, taken),
        asked=asked,
        groupings=By,
        group=called(asked.by, asked.group, known) if one and asked.group else None,
        figures=figures(one or of_all(taken.projects, taken.current), taken.by_code, _lists(request, taken, asked)),
        rows=[
            (called(asked.by, key, known), key, figures(rates, taken.by_code, _lists(request, taken, asked)))
            for key, rates in rows.items()
        ],
        rules=RULES,
    )


@router.get("/cohorts")
async def show_cohorts(
    request: Request, session: Session, person: Person, asked: Annotated[AsOfHere, Query()]
) -> Response:
    taken = await take(session, person, asked.as_of)
    found = cohorts(taken.projects, taken.held, taken.current, taken.day)
    return page(request, "rates/cohorts.html", **_frame(person, taken), asked=asked, cohorts=found, ages=AGES)


@router.get("/{kind}/projects")
async def show_projects_of_rate(
    request: Request, kind: RateKind, session: Session, person: Person, asked: Annotated[AskedOnPage, Query()]
) -> Response:
    taken, known = await take(session, person, asked.as_of), await names(session, asked.by)
    codes = behind(of_asked(taken, kind, asked), asked.part)
    rest = [code for code in codes if code > (asked.after or "")]
    shown = [taken.by_code[code] for code in rest[:PAGE]]
    return page(
        request,
        "rates/projects.html",
        **_frame(person, taken),
        asked=asked,
        kind=kind,
        title=title(kind, asked.part),
        group=called(asked.by, asked.group, known) if asked.group and asked.by is not By.ALL else None,
        found=len(codes),
        rows=[(each, batch_of(kind, each), *both(kind, each)) for each in shown],
        next_after=shown[-1].code if rest[PAGE:] else None,
        up=f"{path_for(request, 'show_rates')}?{urlencode(_query(taken, asked))}",
    )


def _frame(person: Actor, taken: Taken) -> dict[str, Any]:
    """What every page of rates says of its ground: when, whose, and which batch is left out."""
    return {
        "taken": taken,
        "moment": taken.moment.astimezone(BEIJING) if taken.moment else None,
        "sees_all": person.sees_all,
        "current": called(By.BATCH, taken.current, {}) if taken.current else None,
    }


def _query(taken: Taken, asked: OneGroup) -> dict[str, str]:
    """The part of an address by which a list is that of the same group and the same moment."""
    found = {"by": str(asked.by)} if asked.by is not By.ALL else {}
    found |= {"group": asked.group} if asked.group else {}
    return found | ({"as_of": taken.moment.isoformat()} if taken.moment else {})


def _lists(request: Request, taken: Taken, asked: OneGroup) -> Address:
    query = _query(taken, asked)

    def address(kind: RateKind, which: Behind) -> str:
        return f"{path_for(request, 'show_projects_of_rate', kind=kind)}?{urlencode(query | {'part': which.value})}"

    return address
