"""Units (单位). They are renamed and dissolved, never deleted: what stands in an old brief keeps its name."""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries
from backend.accounts.actor import Actor
from backend.accounts.models import Unit, UnitName
from backend.accounts.schemas import UnitChange, UnitIn
from backend.accounts.service import require_administrator
from backend.clock import today
from backend.errors import Conflict, Invalid, NotFound


async def all_units(session: AsyncSession) -> list[Unit]:
    """Everybody who is let in may know which units there are."""
    return list((await session.exec(queries.units())).all())


async def existing(session: AsyncSession) -> list[Unit]:
    """Those that can be chosen: all that were not dissolved, in the order of their codes."""
    return [unit for unit in await all_units(session) if unit.dissolved_on is None]


async def get(session: AsyncSession, code: str) -> Unit:
    unit = (await session.exec(select(Unit).where(Unit.code == code))).one_or_none()
    if unit is None:
        raise NotFound("没有这个单位，请从单位列表里打开")
    return unit


async def former_names(session: AsyncSession, unit: Unit) -> list[UnitName]:
    return list((await session.exec(queries.former_names(unit))).all())


async def all_former_names(session: AsyncSession) -> list[UnitName]:
    return list((await session.exec(select(UnitName).order_by(col(UnitName.until).desc()))).all())


async def create(session: AsyncSession, actor: Actor, new: UnitIn) -> Unit:
    """A unit that an administrator adds needs nobody else to confirm it."""
    require_administrator(actor)
    if (await session.exec(select(Unit.id).where(Unit.code == new.code))).first():
        raise Conflict(f"编码“{new.code}”已经有单位在用，请换一个")
    _founded_by_now(new.founded_on)
    unit = Unit(code=new.code, **new.model_dump(exclude={"code"}), confirmed_on=today())
    session.add(unit)
    await session.flush()
    return unit


async def rename(session: AsyncSession, actor: Actor, code: str, change: UnitChange) -> Unit:
    """The name that it bore until today is kept; a second renaming on the same day corrects the first."""
    unit = await changeable(session, actor, code)
    _founded_by_now(change.founded_on)
    if change.name != unit.name and await session.get(UnitName, (unit.id, today())) is None:
        session.add(UnitName(unit_id=unit.id, until=today(), name=unit.name))
    unit.name, unit.short_name, unit.founded_on = change.name, change.short_name, change.founded_on
    await session.flush()
    return unit


async def set_reviewing(session: AsyncSession, actor: Actor, code: str, *, on: bool) -> Unit:
    """Whether updates of its projects that nobody has read wait on its reviewers."""
    unit = await changeable(session, actor, code)
    unit.reviews_updates = on
    await session.flush()
    return unit


async def confirm(session: AsyncSession, actor: Actor, code: str) -> Unit:
    """Take a suggested unit (待确认) for real."""
    unit = await changeable(session, actor, code)
    unit.confirmed_on = unit.confirmed_on or today()
    return unit


async def dissolve(session: AsyncSession, actor: Actor, code: str, on: date) -> Unit:
    """Since that day there is no such unit (撤销); its projects and people have to be given to others."""
    unit = await changeable(session, actor, code)
    if on > today():
        raise Invalid.field("on", "撤销日期不能晚于今天，请到那一天再办")
    unit.dissolved_on = on
    return unit


async def changeable(session: AsyncSession, actor: Actor, code: str) -> Unit:
    require_administrator(actor)
    unit = await get(session, code)
    if unit.dissolved_on:
        raise Conflict("这个单位已撤销，不能再改。需要时请新建一个单位")
    return unit


def _founded_by_now(day: date | None) -> None:
    if day and day > today():
        raise Invalid.field("founded_on", "成立日期不能晚于今天，请到那一天再填", day)
