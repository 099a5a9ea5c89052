from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from backend.accounts.auth import Caller
from backend.clock import today
from backend.db import Session
from backend.replay.routing import Router
from backend.targets import counting, service
from backend.targets.models import UnitMeasure
from backend.targets.parts import AchievedPart, TargetPart
from backend.targets.periods import Period
from backend.targets.schemas import AskedFigure, TargetIn
from backend.targets.shown import board, one, unit_called
from backend.web.conditional import answer, place
from backend.web.pagination import Page, page
from backend.web.schema import Input

router = Router(prefix="/targets", tags=["考核"])


class AskedTargets(Input):
    year: Annotated[int | None, Field(ge=2000, le=2099)] = None
    """哪一年，不写是今年"""
    unit: str | None = None
    """只要这个单位"""
    measure: UnitMeasure | None = None
    """只要这个指标"""


@router.get("", response_model=Page[TargetPart])
async def list_targets(
    request: Request, session: Session, caller: Caller, asked: Annotated[AskedTargets, Query()]
) -> Response:
    """月月红、季季红、全年红：各单位各指标在各期间的目标、完成数和相差；没定目标也没有数的不列。按全部项目算，所以只给看全部项目的密钥。"""
    found = await board(session, caller, asked.year or today().year)
    parts = (
        TargetPart.of(found.units[line.unit], line, cell).model_dump_json()
        for line in found.lines
        if asked.unit in (None, line.unit) and asked.measure in (None, line.measure)
        for cell in line.cells
        if cell.target is not None or cell.amount
    )
    return answer(request, page(parts))


@router.post("", status_code=201, response_model=TargetPart)
async def set_target(request: Request, given: TargetIn, session: Session, caller: Caller) -> Response:
    """定一个目标，或者改、撤掉它；以前定的都留着。"""
    await service.set_targets(session, caller, [given])
    period = Period.parse(given.period)
    unit, line = await one(session, caller, given.unit, given.measure, period.year)
    cell = next(cell for cell in line.cells if cell.period == period)
    path = place(request, f"/targets/{given.unit}/projects?measure={given.measure.value}&period={period.code}")
    return answer(request, TargetPart.of(unit, line, cell).model_dump_json(), status=201, location=path)


@router.get("/{unit}/projects", response_model=Page[AchievedPart])
async def list_projects_of_target(
    request: Request, unit: str, session: Session, caller: Caller, asked: Annotated[AskedFigure, Query()]
) -> Response:
    """一个完成数后面的项目，各加了多少；加起来正好是那个数。"""
    await unit_called(session, caller, unit)
    parts = await counting.behind(session, unit, asked.measure, Period.parse(asked.period))
    return answer(request, page(AchievedPart.of(part).model_dump_json() for part in parts))
