"""Programmes (项目群) with their members: how far each is, and what it said last."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import queries as accounts
from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.board import lists, lists_then
from backend.board.listed import Listed
from backend.board.looking import Looking, presets
from backend.db import Session
from backend.projects import policy, programmes, service
from backend.projects.listing import Filters
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Scheme
from backend.timeline import older
from backend.timeline.models import ProjectVersion
from backend.timeline.moments import AsOfHere
from backend.timeline.standing import standing
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)

MOST = 1000
"""More members than a programme has."""


@dataclass(frozen=True)
class Member:
    """`progress` is the last sentence that was reported, with its week."""

    row: Listed
    progress: str | None


@router.get("/programmes")
async def list_programmes(
    request: Request, session: Session, person: Person, asked: Annotated[AsOfHere, Query()]
) -> Response:
    looking = Looking.at(asked.as_of)
    of = standing(asked.as_of) if asked.as_of else Summary
    found = (await session.exec(programmes.in_order())).all()
    members = await session.exec(select(of.programme).where(readable(person, of)))
    return page(
        request,
        "programmes/list.html",
        programmes=found,
        members=Counter(members),
        may_create=policy.may_create(person) and not looking.moment,
        looking=looking,
        presets=presets(),
    )


@router.get("/programmes/{code}")
async def show_programme(
    request: Request, code: str, session: Session, person: Person, asked: Annotated[AsOfHere, Query()]
) -> Response:
    looking = Looking.at(asked.as_of)
    programme = await programmes.find(session, code)
    kinds = {each.code: each.label for each in (await service.labels(session))[Scheme.KIND].values()}
    members = await (
        _then(session, person, code, looking, kinds) if looking.moment else _now(session, person, code, kinds)
    )
    return page(
        request,
        "programmes/programme.html",
        programme=programme,
        members=members,
        stages=Counter(each.row.stage for each in members),
        may_edit=policy.may_edit(person) and not looking.moment,
        looking=looking,
        presets=presets(),
    )


async def _now(session: AsyncSession, actor: Actor, code: str, kinds: dict[str, str]) -> list[Member]:
    members = (readable(actor), col(Summary.programme) == code)
    documents = select(Summary.project_id, ProjectVersion.document).join(
        ProjectVersion, col(ProjectVersion.seq) == Summary.seq
    )
    texts = {project_id: text or "" for project_id, text in await session.exec(documents.where(*members))}
    query = lists.shown().where(*members).order_by(Summary.code)
    return [
        Member(row, last_words(older.brought_up(texts[summary.project_id])))
        for summary, row in await lists.rows(session, query, kinds)
    ]


async def _then(
    session: AsyncSession, actor: Actor, code: str, looking: Looking, kinds: dict[str, str]
) -> list[Member]:
    units = {unit.code: unit.called for unit in await session.exec(accounts.units())}
    found = await lists_then.rows(
        session, actor, looking, Filters(programme=code), lists_then.Words(kinds, units), limit=MOST
    )
    return [Member(each.row, last_words(each.document)) for each in found]


def last_words(document: older.Document) -> str | None:
    last = document["last_update"]
    if last is None:
        return None
    said = "本周无变化" if last["unchanged"] else last["site_progress"] or "没有写进展"
    return f"第{Week.parse(last['week']).number}周：{said}"
