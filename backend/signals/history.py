"""How a project's lights came about: the rows that were kept, and the spells of one colour that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.projects.vocabulary import Signal
from backend.signals.models import Axis, Light
from backend.signals.standing import worst

MOST = 2000  # some years of one project


@dataclass(frozen=True)
class Spell:
    """A time in which the worst axis had one colour. `until` is the day of the next spell, none while it lasts."""

    signal: Signal
    since: date
    until: date | None = None


async def of_project(session: AsyncSession, project_id: UUID) -> Sequence[Light]:
    """The newest first."""
    query = select(Light).where(Light.project_id == project_id).order_by(col(Light.number).desc())
    return (await session.exec(query.limit(MOST))).all()


def newest(lights: Iterable[Light]) -> dict[Axis, Light]:
    """What counts now, by axis; lights come the newest first."""
    found: dict[Axis, Light] = {}
    for light in lights:
        found.setdefault(light.axis, light)
    return {axis: found[axis] for axis in Axis if axis in found}


def spells(lights: Sequence[Light]) -> list[Spell]:
    """Of the project as a whole, the newest first; lights come the newest first as well. A day counts as it ended."""
    by_day: dict[date, Signal] = {}
    stands: dict[Axis, Signal] = {}
    for light in reversed(lights):
        stands[light.axis] = light.signal
        by_day[light.judged_on] = worst(stands.values())
    found: list[Spell] = []
    for day, signal in by_day.items():
        if found and found[-1].signal == signal:
            continue
        if found:
            found[-1] = Spell(found[-1].signal, found[-1].since, day)
        found.append(Spell(signal, day))
    return found[::-1]
