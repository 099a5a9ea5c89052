"""Units, for administrators."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import service, unit_leaders, units
from backend.accounts.auth import Person
from backend.accounts.schemas import DissolutionIn, InChargeIn, UnitChange, UnitIn
from backend.clock import today
from backend.db import Session
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/units")


@router.get("")
async def list_units(request: Request, session: Session, actor: Person) -> Response:
    service.require_administrator(actor)
    return await show_all(request, session, Form.known())


@router.post("")
async def create_unit(request: Request, session: Session, actor: Person) -> Response:
    form = await Form.read(request, UnitIn)
    if not form.errors:
        async with form.tries(session):
            await units.create(session, actor, form.value)
    if form.errors:
        service.require_administrator(actor)
        return await show_all(request, session, form)
    return see_other(request, "show_unit", notice="单位已建好", code=form.value.code)


@router.get("/{code}")
async def show_unit(request: Request, code: str, session: Session, actor: Person) -> Response:
    service.require_administrator(actor)
    unit = await units.get(session, code)
    return await show(request, session, code, Form.known(name=unit.name, short_name=unit.short_name))


@router.post("/{code}")
async def rename_unit(request: Request, code: str, session: Session, actor: Person) -> Response:
    form = await Form.read(request, UnitChange)
    if not form.errors:
        async with form.tries(session):
            await units.rename(session, actor, code, form.value)
    if form.errors:
        service.require_administrator(actor)
        return await show(request, session, code, form)
    return see_other(request, "show_unit", notice="已保存", code=code)


@router.post("/{code}/confirm")
async def confirm_unit(request: Request, code: str, session: Session, actor: Person) -> Response:
    await units.confirm(session, actor, code)
    return see_other(request, "show_unit", notice="单位已确认", code=code)


@router.post("/{code}/reviewing")
async def set_unit_reviewing(request: Request, code: str, session: Session, actor: Person) -> Response:
    on = (await request.form()).get("on") == "true"
    unit = await units.set_reviewing(session, actor, code, on=on)
    said = "要求审阅周报送" if unit.reviews_updates else "不再要求审阅周报送"
    return see_other(request, "show_unit", notice=f"{unit.called}{said}", code=code)


@router.post("/{code}/leader")
async def put_in_charge(request: Request, code: str, session: Session, actor: Person) -> Response:
    form = await Form.read(request, InChargeIn)
    if not form.errors:
        async with form.tries(session):
            await unit_leaders.put_in_charge(session, actor, code, form.value.leader)
    if form.errors:
        service.require_administrator(actor)
        return await show(request, session, code, form)
    return see_other(request, "show_unit", notice="分管领导已保存", code=code)


@router.post("/{code}/dissolve")
async def dissolve_unit(request: Request, code: str, session: Session, actor: Person) -> Response:
    form = await Form.read(request, DissolutionIn)
    if not form.errors:
        async with form.tries(session):
            await units.dissolve(session, actor, code, form.value.on)
    if form.errors:
        service.require_administrator(actor)
        return await show(request, session, code, form)
    return see_other(request, "show_unit", notice="单位已撤销，原有名称和记录都保留", code=code)


async def show_all(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    return page(request, "accounts/units.html", form.status, units=await units.all_units(session), form=form)


async def show(request: Request, session: AsyncSession, code: str, form: Form[Any]) -> Response:
    unit = await units.get(session, code)
    told = {
        "names": await units.former_names(session, unit),
        "leaders": [(each.name, each.person) for each in await unit_leaders.leaders(session)],
        "in_charge": (await unit_leaders.in_charge(session, [unit.id])).get(unit.id),
    }
    return page(request, "accounts/unit.html", form.status, unit=unit, form=form, today=today(), **told)
