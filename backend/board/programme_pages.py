"""Programmes (项目群) with their members: how far each is, and what it said last."""

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.board import lists
from backend.board.listed import Listed
from backend.db import Session
from backend.projects import policy, programmes, service
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import Scheme
from backend.timeline import older
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Member:
    """`progress` is the last sentence that was reported, with its week."""

    row: Listed
    progress: str | None


@router.get("/programmes")
async def list_programmes(request: Request, session: Session, person: Person) -> Response:
    found = (await session.exec(programmes.in_order())).all()
    members = await session.exec(select(Summary.programme).where(readable(person)))
    return page(
        request,
        "programmes/list.html",
        programmes=found,
        members=Counter(members),
        may_create=policy.may_create(person),
    )


@router.get("/programmes/{code}")
async def show_programme(request: Request, code: str, session: Session, person: Person) -> Response:
    programme = await programmes.find(session, code)
    members = await _members(session, person, code)
    return page(
        request,
        "programmes/programme.html",
        programme=programme,
        members=members,
        stages=Counter(each.row.stage for each in members),
        may_edit=policy.may_edit(person),
    )


async def _members(session: AsyncSession, actor: Actor, code: str) -> list[Member]:
    kinds = {each.code: each.label for each in (await service.labels(session))[Scheme.KIND].values()}
    members = (readable(actor), col(Summary.programme) == code)
    documents = select(Summary.project_id, ProjectVersion.document).join(
        ProjectVersion, col(ProjectVersion.seq) == Summary.seq
    )
    texts = {project_id: text or "" for project_id, text in await session.exec(documents.where(*members))}
    query = lists.shown().where(*members).order_by(Summary.code)
    return [
        Member(row, last_words(older.read(texts[summary.project_id])))
        for summary, row in await lists.rows(session, query, kinds)
    ]


def last_words(document: ProjectDocument) -> str | None:
    last = document.last_update
    if last is None:
        return None
    return (
        f"第{Week.parse(last.week).number}周：{'本周无变化' if last.unchanged else last.site_progress or '没有写进展'}"
    )
