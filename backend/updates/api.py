from typing import Annotated, Any

from fastapi import Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.errors import Conflict, Invalid, NotFound
from backend.feed import cursors
from backend.projects import service as projects
from backend.projects.models import Project
from backend.replay.routing import Router
from backend.updates import queries, reviewing, service
from backend.updates.models import Update
from backend.updates.parts import UpdatePart
from backend.updates.photos import service as photos
from backend.updates.schemas import UpdateIn
from backend.web.conditional import IF_MATCH, answer, answer_with, place, require_match, tag_of
from backend.web.errors import as_problem
from backend.web.pagination import Page, Paging, page
from backend.weeks import Week

router = Router(prefix="/projects/{code}/updates", tags=["周报送"])


@router.get("", response_model=Page[UpdatePart])
async def list_updates(
    request: Request, code: str, session: Session, caller: Caller, asked: Annotated[Paging, Query()]
) -> Response:
    """项目的周报送，新的在前。"""
    project = await projects.get(session, caller, code)
    bound_to = {"updates": project.code}
    before: list[Any] = await cursors.read(session, bound_to, asked.cursor) if asked.cursor else []
    found = await queries.latest(session, project.id, asked.limit + 1, before=Week.parse(before[0]) if before else None)
    hung = await photos.of_updates(session, [update.id for update in found[: asked.limit]])
    reviews = await reviewing.standing(session, found[: asked.limit])
    shown = [UpdatePart.of(each, hung.get(each.id, ()), reviews.get(each.id)) for each in found[: asked.limit]]
    following = await cursors.write(session, bound_to, [shown[-1].week]) if found[asked.limit :] else None
    return answer(request, page((update.model_dump_json() for update in shown), following))


@router.post("", status_code=201, response_model=UpdatePart)
async def submit_update(request: Request, code: str, given: UpdateIn, session: Session, caller: Caller) -> Response:
    """报送一周的进展；一个项目一周一份，用同一个 id 重发是同样的答复。"""
    taken = await service.report(session, caller, code, given)
    if isinstance(taken, Conflict):
        return as_problem(request, taken)
    shown = await part(session, taken)
    made = place(request, f"/projects/{code}/updates/{shown.week}")
    return answer(request, shown.model_dump_json(), status=201, location=made)


@router.get("/{week}", response_model=UpdatePart)
async def read_update(request: Request, code: str, week: str, session: Session, caller: Caller) -> Response:
    """一周的报送；周写成 2026-W48 这样。"""
    project = await projects.get(session, caller, code)
    return answer_with(request, await part(session, await the_update(session, project, week)))


@router.put("/{week}", response_model=UpdatePart, openapi_extra=IF_MATCH)
async def revise_update(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, week: str, given: UpdateIn, session: Session, caller: Caller
) -> Response:
    """截止前更正一周的报送；要带 If-Match。"""
    if given.week not in (None, week):
        raise Invalid.field("week", f"内容里的周要和网址里的 {week} 一致，或者不写", given.week)
    update = await the_update(session, await service.for_reporting(session, caller, code), week)
    await session.refresh(update, with_for_update=True)
    stands = (await part(session, update)).model_dump_json()
    require_match(request, tag_of(stands), stands, given)
    revised = given.model_copy(update={"week": week})
    return answer_with(
        request, await part(session, await service.revise(session, caller, code, revised, update.version))
    )


async def the_update(session: AsyncSession, project: Project, week: str) -> Update:
    found = await queries.of_week(session, project, Week.parse(week))
    if found is None:
        raise NotFound(f"{project.short_name}还没有报 {week} 这一周")
    return found


async def part(session: AsyncSession, update: Update) -> UpdatePart:
    await session.refresh(update, ["submitted_by"])
    hung = (await photos.of_updates(session, [update.id])).get(update.id, ())
    return UpdatePart.of(update, hung, (await reviewing.standing(session, [update])).get(update.id))
