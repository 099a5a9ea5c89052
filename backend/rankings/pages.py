"""Rankings of units: preview with every figure behind the score, and the table that says what is compared."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.rankings import tables
from backend.rankings.models import Formula
from backend.rankings.picture import picture
from backend.rankings.ranking import ranking
from backend.rankings.schemas import AskedRanking, TableIn, arranged
from backend.rankings.scoring import best, last
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period, of_year
from backend.web.forms import Form
from backend.web.templating import page, see_other
from backend.weeks import Week

router = APIRouter(prefix="/rankings", include_in_schema=False)


@router.get("")
async def show_ranking(
    request: Request, session: Session, person: Person, asked: Annotated[AskedRanking, Query()]
) -> Response:
    period = asked_or_running(asked)
    found = await ranking(session, person, period)
    ends = best(found.rows), last(found.rows)
    called = {code: unit.called for code, unit in found.units.items()}
    begun = [each for each in of_year(today().year) if each.starts_on <= today()]
    return page(
        request,
        "rankings/ranking.html",
        found=found,
        best=ends[0],
        last=ends[1],
        picture=picture(found.rows, called, ends, period),
        periods=begun if period in begun else [period, *begun],
        may_decide=person.runs_projects,
        closed=Week.last_closed(),
    )


@router.get("/tables")
async def show_comparisons(request: Request, session: Session, person: Person) -> Response:
    rules = [*await tables.every(session), tables.DEFAULT]
    may_decide = person.runs_projects and person.sees_all
    return page(request, "rankings/tables.html", rules=rules, formulas=Formula, may_decide=may_decide)


@router.get("/tables/new")
async def new_comparisons(request: Request, session: Session, person: Person) -> Response:
    tables.require_keeper(person)
    now = await tables.in_force(session, today())
    known = {"valid_from": today(), "least_projects": now.least_projects}
    for each in now.comparisons:
        parts = {"formula": each.formula, "weight": each.weight, "points_each": each.points_each, "most": each.most}
        known |= {f"{each.measure.value}_{name}": value for name, value in parts.items()}
    return _form(request, Form.known(**known))


@router.post("/tables/new")
async def decide_comparisons(request: Request, session: Session, person: Person) -> Response:
    tables.require_keeper(person)
    form = await Form.read(request, TableIn, arranged=arranged, beside=_beside)
    form.posted = dict(await request.form())
    if not form.errors:
        async with form.tries(session):
            await tables.decide(session, person, form.value)
    if form.errors:
        return _form(request, form)
    return see_other(request, "show_comparisons", notice=f"已定，{form.value.valid_from}起按它排名")


def asked_or_running(asked: AskedRanking) -> Period:
    return Period.parse(asked.period) if asked.period else Period.month(today().year, today().month)


def _form(request: Request, form: Form[Any]) -> Response:
    return page(request, "rankings/new.html", form.status, form=form, measures=UnitMeasure, formulas=Formula)


def _beside(posted: dict[str, Any], pointer: str) -> str:
    """A line's error stands at its weight; what is about all of them, above the form."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "comparisons" or len(parts) == 1:
        return parts[0] if parts[0] in ("valid_from", "least_projects", "reason") else ""
    weighed = [measure for measure in UnitMeasure if str(posted.get(f"{measure.value}_weight") or "").strip()]
    field = parts[2] if len(parts) > 2 else "weight"
    return f"{weighed[int(parts[1])].value}_{field}"
