from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import unit_leaders, units
from backend.accounts.auth import Caller
from backend.accounts.models import Unit, UnitLeader, UnitName
from backend.accounts.schemas import FormerNameOut, UnitOut, UnitsOut
from backend.db import Session
from backend.ids import digest
from backend.web.conditional import answer, etag
from backend.web.schema import Output

router = APIRouter(prefix="/units", tags=["单位"])


@router.get("", response_model=UnitsOut)
async def list_units(request: Request, session: Session, _caller: Caller) -> Response:
    """全部单位，撤销的也在内。"""
    names = await units.all_former_names(session)
    leaders = await unit_leaders.in_charge(session)
    items = [shown(unit, names, leaders.get(unit.id)) for unit in await units.all_units(session)]
    return document(request, UnitsOut(items=items))


@router.get("/{code}", response_model=UnitOut)
async def read_unit(request: Request, code: str, session: Session, _caller: Caller) -> Response:
    """一个单位和它用过的名称。"""
    return document(request, await one(session, code))


async def one(session: AsyncSession, code: str) -> UnitOut:
    unit = await units.get(session, code)
    leaders = await unit_leaders.in_charge(session, [unit.id])
    return shown(unit, await units.former_names(session, unit), leaders.get(unit.id))


def shown(unit: Unit, names: list[UnitName], leader: UnitLeader | None) -> UnitOut:
    borne = [FormerNameOut(name=each.name, until=each.until) for each in names if each.unit_id == unit.id]
    return UnitOut.model_validate(
        {**unit.model_dump(), "leader": leader and leader.account.person, "former_names": borne}
    )


def document(request: Request, out: Output) -> Response:
    body = out.model_dump_json()
    return answer(request, body, etag(1, digest(body)))
