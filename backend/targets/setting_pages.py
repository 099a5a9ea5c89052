"""Setting targets: one unit and measure by a form, or all of them from a sheet, looked at before they are kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.datastructures import UploadFile

from backend.accounts import queries as accounts
from backend.accounts import units as of_units
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.db import Session
from backend.errors import Invalid
from backend.files.serving import chosen, closed_after
from backend.targets import service, sheets
from backend.targets.models import UnitMeasure
from backend.targets.pages import AskedYear
from backend.targets.periods import of_year
from backend.targets.policy import require_keeper
from backend.targets.schemas import TargetIn
from backend.web.forms import Form
from backend.web.schema import Input
from backend.web.templating import page, see_other

router = APIRouter(prefix="/targets", include_in_schema=False)


class AskedTarget(AskedYear):
    unit: str = ""
    measure: str = ""


class Sheet(Input):
    year: Annotated[int, Field(ge=2000, le=2099)]
    sheet: Annotated[str, Field(max_length=500_000)] = ""
    """Cells with tabs between them, as they are pasted."""
    keep: str = ""


@router.get("/new")
async def new_target(
    request: Request, session: Session, person: Person, asked: Annotated[AskedTarget, Query()]
) -> Response:
    require_keeper(person)
    return await _form(request, session, Form.known(unit=asked.unit, measure=asked.measure, period=str(asked.of)))


@router.post("/new")
async def set_target(request: Request, session: Session, person: Person) -> Response:
    require_keeper(person)
    form = await Form.read(request, TargetIn)
    if not form.errors:
        async with form.tries(session):
            await service.set_targets(session, person, [form.value])
    if form.errors:
        return await _form(request, session, form)
    given = form.value
    query = {"measure": given.measure.value, "year": given.period[:4]}
    return see_other(request, "show_target_line", notice="目标已定", query=query, unit=given.unit)


@router.get("/import")
async def import_targets(request: Request, person: Person, asked: Annotated[AskedYear, Query()]) -> Response:
    require_keeper(person)
    return page(request, "targets/import.html", form=Form.known(year=asked.of), found=None, known={})


@router.post("/import", dependencies=[Depends(closed_after)])
async def read_targets(request: Request, session: Session, person: Person) -> Response:
    """First shown with all that is wrong; kept when the person has looked at it and says so."""
    require_keeper(person)
    form = await Form.read(request, Sheet, arranged=_without_file)
    if not form.errors:
        try:
            form.posted["sheet"] = await _sheet(request, form.value)
        except Invalid as error:
            form.refuse(error)
    if form.errors:
        return page(request, "targets/import.html", form.status, form=form, found=None, known={})
    units = (await session.exec(accounts.units())).all()
    found = sheets.read(form.posted["sheet"], form.value.year, units)
    if form.value.keep and not found.wrong:
        async with form.tries(session):
            return await _keep(request, session, person, form.value.year, found.targets)
    status = 422 if found.wrong or form.errors else 200
    before = await service.amounts(session, form.value.year)
    called = {unit.code: unit.called for unit in units}
    return page(request, "targets/import.html", status, form=form, found=found, known=before, called=called)


async def _keep(request: Request, session: AsyncSession, person: Actor, year: int, targets: list[TargetIn]) -> Response:
    count = await service.set_targets(session, person, targets)
    notice = f"已定{count}个目标" if count else "和原来一样，没有改动"
    return see_other(request, "show_targets", notice=notice, query={"year": year})


def _without_file(fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not isinstance(value, UploadFile)}


async def _sheet(request: Request, given: Sheet) -> str:
    """What was pasted, or what is in the file."""
    if (file := chosen(await request.form(), "file")) and (content := await file.read()):
        return sheets.text_of_file(file.filename or "", content)
    if not given.sheet.strip():
        raise Invalid.field("sheet", "请粘贴表格，或选一个 .xlsx、.csv 文件")
    return given.sheet


async def _form(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    units = [(unit.code, unit.name) for unit in await of_units.existing(session)]
    year = int(str(form.posted.get("period") or 2000)[:4]) if str(form.posted.get("period"))[:4].isdigit() else 2000
    periods = [(period.code, period.label) for period in reversed(of_year(year))]
    return page(request, "targets/new.html", form.status, form=form, units=units, measures=UnitMeasure, periods=periods)
