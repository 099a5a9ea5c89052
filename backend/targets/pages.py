"""The board of targets for leaders and the office: a year at a glance, and the projects behind every figure."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.targets import counting
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.targets.schemas import AskedFigure
from backend.targets.shown import board, one, unit_called
from backend.web.schema import Blank
from backend.web.templating import page

router = APIRouter(prefix="/targets", include_in_schema=False)


class AskedYear(BaseModel):
    year: Annotated[int | None, Field(ge=2000, le=2099), Blank] = None

    @property
    def of(self) -> int:
        return self.year or today().year


class AskedLine(AskedYear):
    measure: UnitMeasure


@router.get("")
async def show_targets(
    request: Request, session: Session, person: Person, asked: Annotated[AskedYear, Query()]
) -> Response:
    found = await board(session, person, asked.of)
    day = today()
    now = [Period.month(found.year, day.month), Period.quarter(found.year, (day.month + 2) // 3)]
    return page(
        request,
        "targets/board.html",
        board=found,
        now={period.code for period in (*now, Period.whole(found.year))},
        sees_all=person.sees_all,
        may_set=person.runs_projects and person.sees_all,
    )


@router.get("/{unit}")
async def show_target_line(
    request: Request, unit: str, session: Session, person: Person, asked: Annotated[AskedLine, Query()]
) -> Response:
    found, line = await one(session, person, unit, asked.measure, asked.of)
    may_set = person.runs_projects and person.sees_all
    return page(request, "targets/line.html", unit=found, line=line, year=asked.of, may_set=may_set)


@router.get("/{unit}/projects")
async def show_projects_of_target(
    request: Request, unit: str, session: Session, person: Person, asked: Annotated[AskedFigure, Query()]
) -> Response:
    found, period = await unit_called(session, person, unit), Period.parse(asked.period)
    parts = await counting.behind(session, unit, asked.measure, period)
    return page(request, "targets/projects.html", unit=found, measure=asked.measure, period=period, parts=parts)
