from collections import defaultdict

from fastapi import Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.projects import programmes
from backend.projects.parts import ProgrammePart
from backend.projects.queries import readable
from backend.projects.schemas import ProgrammeIn, ProgrammePatch
from backend.projects.summary import Summary
from backend.replay.routing import Router
from backend.web.conditional import IF_MATCH, answer, answer_with, place, require_match, tag_of
from backend.web.pagination import Page, page

router = Router(prefix="/programmes", tags=["项目群"])


@router.get("", response_model=Page[ProgrammePart])
async def list_programmes(request: Request, session: Session, caller: Caller) -> Response:
    """各项目群和其中的项目，只列密钥看得到的项目。"""
    members: dict[str | None, list[Summary]] = defaultdict(list)
    query = select(Summary).where(readable(caller), col(Summary.programme).is_not(None)).order_by(col(Summary.code))
    for each in await session.exec(query):
        members[each.programme].append(each)
    found = (await session.exec(programmes.in_order())).all()
    return answer(request, page(ProgrammePart.of(each, members[each.code]).model_dump_json() for each in found))


@router.post("", status_code=201, response_model=ProgrammePart)
async def create_programme(request: Request, given: ProgrammeIn, session: Session, caller: Caller) -> Response:
    """新建项目群；给项目定项目群要改项目的 programme。"""
    programme = await programmes.create(session, caller, given)
    made = place(request, f"/programmes/{programme.code}")
    return answer(request, ProgrammePart.of(programme, ()).model_dump_json(), status=201, location=made)


@router.get("/{code}", response_model=ProgrammePart)
async def read_programme(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一个项目群。"""
    return answer_with(request, await one(session, caller, code))


@router.patch("/{code}", response_model=ProgrammePart, openapi_extra=IF_MATCH)
async def change_programme(
    request: Request, code: str, given: ProgrammePatch, session: Session, caller: Caller
) -> Response:
    """只改给出的字段；要带 If-Match。"""
    programmes.may_change(caller)
    await session.refresh(await programmes.find(session, code), with_for_update=True)
    stands = (await one(session, caller, code)).model_dump_json()
    require_match(request, tag_of(stands), stands, given)
    await programmes.change(session, caller, code, given)
    return answer_with(request, await one(session, caller, code))


async def one(session: AsyncSession, actor: Actor, code: str) -> ProgrammePart:
    query = select(Summary).where(readable(actor), Summary.programme == code).order_by(col(Summary.code))
    return ProgrammePart.of(await programmes.find(session, code), await session.exec(query))
