"""Briefs for people: the list, and each brief to be read on a screen with its paper beside it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.briefs import policy, queries, reading, scoping, service
from backend.briefs.appendix.printing import progress
from backend.briefs.comparing.service import before
from backend.briefs.data import Edition, Picked
from backend.briefs.data.scope import ScopeKind
from backend.briefs.delivery import deliveries
from backend.briefs.following.addresses import addresses
from backend.briefs.lending import lend, paper
from backend.briefs.life import editions, standing
from backend.briefs.models import Brief, BriefKind, BriefState
from backend.briefs.picturing import page_of, pages_of
from backend.briefs.rendering import called, front_of, issue_of, on_screen, text_of
from backend.briefs.schemas import BriefIn
from backend.briefs.searching import excerpt, holds
from backend.briefs.sentences.marks import linked, plain
from backend.db import Session
from backend.web.conditional import answer
from backend.web.forms import Form
from backend.web.templating import page, path_for, see_other
from backend.weeks import Week

router = APIRouter(prefix="/briefs", include_in_schema=False)
OFFERED = (ScopeKind.UNIT, ScopeKind.AREA, ScopeKind.PROGRAMME, ScopeKind.SPONSOR, ScopeKind.PROJECT)
SHOWN = 60  # a year and its drafts; older ones are found by the API


@router.get("")
async def list_briefs(
    request: Request, session: Session, person: Person, q: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    return await _list(request, session, person, Form.known(), q.strip())


@router.post("")
async def make_brief(request: Request, session: Session, person: Person) -> Response:
    form = await Form.read(request, BriefIn)
    if not form.errors:
        async with form.tries(session):
            given = form.value
            week, subject = Week.parse(given.week), given.subject
            brief = await service.make(session, person, week, given.scope, given.kind, subject=subject)
    if form.errors:
        return await _list(request, session, person, form)
    return see_other(request, "show_brief", brief=brief.id)


@router.get("/{brief}.pdf")
async def show_brief_pdf(brief: str, session: Session, person: Person) -> FileResponse:
    return paper(await standing.of(session, await reading.get(session, person, brief)))


@router.get("/{brief}/pages/{number}.webp")
async def show_brief_page(brief: str, number: int, session: Session, person: Person) -> FileResponse:
    found = await standing.of(session, await reading.get(session, person, brief))
    return FileResponse(page_of(found, number), media_type="image/webp", headers={"cache-control": "private, no-cache"})


@router.get("/{brief}.json")
async def show_brief_json(request: Request, brief: str, session: Session, person: Person) -> Response:
    return answer(request, text_of(await editions.of(session, await reading.get(session, person, brief))))


@router.get("/{brief}")
async def show_brief(request: Request, brief: str, session: Session, person: Person) -> Response:
    return await shown(request, session, person, brief, Form.known())


async def shown(request: Request, session: AsyncSession, person: Actor, brief: str, form: Form[Any]) -> Response:
    """The document with what can be done about it."""
    found = await standing.of(session, await reading.get(session, person, brief))
    edition = await editions.of(session, found.brief)
    data = edition.data
    return page(
        request,
        "briefs/show.html",
        form.status,
        found=found,
        brief=found.brief,
        title=f"{front_of(edition).name} {issue_of(edition) if found.issuance else called(data)}",
        text=Markup(_text(request, person, found.brief, edition)),  # noqa: S704  made by an escaping template
        pictures=pages_of(found),
        lent=await lend(session, found.brief),
        deliveries=await deliveries(session, found.brief) if policy.may_make(person) else [],
        names=await standing.names_of(session, found),
        may=policy.Doable.by(person, found),
        corrects=edition.corrects,
        has_earlier=await before(session, person, found.brief) is not None,
        states=BriefState,
        appendix=await _appendix(session, person, found.brief),
        progress=progress(found.brief.id, data.listed) if found.brief.kind is BriefKind.APPENDIX else None,
        week=Week(found.brief.week_start),
        form=form,
    )


async def _appendix(session: AsyncSession, person: Actor, brief: Brief) -> Brief | None:
    if brief.kind is not BriefKind.WEEKLY or not policy.may_read_all(person):
        return None
    return await service.appendix_of(session, brief)


def _text(request: Request, person: Actor, brief: Brief, edition: Edition) -> str:
    """With the photos where this site shows them, and with links behind the figures for who may follow them."""
    ink = linked(addresses(request, brief, edition.data)) if policy.may_follow(person) else plain

    def photo(picked: Picked) -> str:
        return path_for(request, "show_brief_photo", brief_id=brief.id, sha256=picked.sha256)

    return on_screen(edition, ink, photo)


async def _list(request: Request, session: AsyncSession, person: Actor, form: Form[Any], words: str = "") -> Response:
    query = queries.visible_to(person)
    rows = list((await session.exec((query.where(holds(words)) if words else query).limit(SHOWN))).all())
    briefs = await standing.of_all(session, rows)
    return page(
        request,
        "briefs/list.html",
        form.status,
        briefs=briefs,
        alarms=[] if words else policy.alarms(briefs),
        words=words,
        excerpts={row.id: excerpt(row.data, words) for row in rows} if words else {},
        form=form,
        may_make=policy.may_make(person),
        scopes=await _offered(session) if policy.may_make(person) else {},
        closed=Week.last_closed(),
        current=Week.current(),
    )


async def _offered(session: AsyncSession) -> dict[ScopeKind, list[tuple[str, str]]]:
    """Of what a brief can be made beside all projects, by kind: its key and its name."""
    known = {kind: await scoping.choices(session, kind) for kind in OFFERED}
    return {kind: [(f"{kind}:{code}", name) for code, name in found.items()] for kind, found in known.items()}
