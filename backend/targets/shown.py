"""The board of a year as pages and programs read it: one reading for both."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.accounts.models import Unit
from backend.clock import today
from backend.errors import NotFound
from backend.targets import counting, service
from backend.targets.board import Line, YearOfTargets
from backend.targets.models import UnitMeasure
from backend.targets.policy import require_some, sees_unit


@dataclass(frozen=True)
class Board:
    year: int
    units: dict[str, Unit]
    """Those whom the reader may see, by code."""
    lines: list[Line]

    def by_measure(self) -> dict[UnitMeasure, list[Line]]:
        found = {measure: [line for line in self.lines if line.measure is measure] for measure in UnitMeasure}
        return {measure: rows for measure, rows in found.items() if rows}


async def board(session: AsyncSession, actor: Actor, year: int) -> Board:
    """Three statements: units, targets, what was achieved."""
    units = await _units(session, actor)
    return Board(year, units, (await _year(session, year)).lines(list(units)))


async def one(session: AsyncSession, actor: Actor, code: str, measure: UnitMeasure, year: int) -> tuple[Unit, Line]:
    """A unit's year by one measure, also where nothing was asked and nothing reached."""
    unit = await unit_called(session, actor, code)
    return unit, (await _year(session, year)).line(code, measure)


async def _year(session: AsyncSession, year: int) -> YearOfTargets:
    targets, achieved = await service.amounts(session, year), await counting.achieved(session, year)
    return YearOfTargets(year, targets, achieved, today())


async def unit_called(session: AsyncSession, actor: Actor, code: str) -> Unit:
    if found := (await _units(session, actor)).get(code):
        return found
    raise NotFound("没有这个单位，或者您看不到它的目标")


async def _units(session: AsyncSession, actor: Actor) -> dict[str, Unit]:
    require_some(actor)
    return {unit.code: unit for unit in await session.exec(accounts.units()) if sees_unit(actor, unit)}
