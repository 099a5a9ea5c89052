"""The page of a project: everything that the house knows of it, and what its reader may do."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.assignments import policy as assigning
from backend.board import actions, nodes
from backend.board.economics import economics
from backend.board.economics_table import lines
from backend.board.facts import called, facts
from backend.board.investment import began, changes
from backend.board.looking import Looking, presets
from backend.board.money import year_of
from backend.board.people import people, standing_duties
from backend.board.questions import entry_of, four_questions
from backend.board.reported import reported
from backend.board.stage_bar import batch_name, steps
from backend.db import Session
from backend.money import thresholds, yields
from backend.money.funds import unbalanced
from backend.money.results import owed
from backend.problems.policy import may_raise, may_supervise
from backend.projects import policy, queries, service
from backend.projects.lamp import computed_of, light_of
from backend.projects.vocabulary import Scheme, Stage
from backend.timeline import older, past
from backend.timeline.document import ProjectDocument
from backend.timeline.models import ProjectVersion
from backend.timeline.moments import AsOfHere
from backend.timeline.telling import history
from backend.web.offline import keep
from backend.web.templating import page
from backend.weeks import Week

router = APIRouter(include_in_schema=False)

EVENTS, WEEKS = 8, 4
NOTHING: dict[str, Any] = {
    "may_edit": False,
    "may_report": False,
    "may_permit": False,
    "offered": [],
    "may_assign": False,
    "may_raise": False,
    "may_supervise": False,
}
"""What one may do with the past."""


class AskedHistory(AsOfHere):
    before: Annotated[int | None, Field(ge=1)] = None


@router.get("/projects/{code}")
async def show_project(
    request: Request, code: str, session: Session, person: Person, asked: Annotated[AsOfHere, Query()]
) -> Response:
    looking = Looking.at(asked.as_of)
    version, document = await stored(session, person, code, looking.moment)
    lists = await service.labels(session)
    events, rest = await history(session, version.project_id, lists, until=looking.moment, limit=EVENTS * 5)
    day = looking.day
    year = year_of(document, Week.of(day.today).year, day.closed)
    allowed = NOTHING if looking.moment else await _allowed(session, person, version, document)
    shown = page(
        request,
        "board/project.html",
        project=document,
        light=light_of(document.condition, document.signal),
        computed=computed_of(document.condition, document.signal, document.computed_signal),
        kind=called(lists, Scheme.KIND, document.kind),
        cluster=called(lists, Scheme.CLUSTER, document.cluster),
        steps=steps(document, day.today),
        questions=four_questions(document, year, day.today),
        year=year,
        parts=nodes.parts(document.milestones),
        course=nodes.course(document, day.today),
        people=people(document),
        duties=standing_duties(document),
        facts=facts(document, lists),
        weeks=[] if looking.moment else await reported(session, version.project_id, WEEKS),
        **await _accounts(session, document, day.today),
        events=events[:EVENTS],
        has_more=bool(rest) or len(events) > EVENTS,
        batch_name=batch_name,
        looking=looking,
        presets=presets(),
        **allowed,
    )
    return keep(request, shown) if allowed["may_report"] and not allowed["may_edit"] else shown


@router.get("/projects/{code}/history")
async def show_history(
    request: Request, code: str, session: Session, person: Person, asked: Annotated[AskedHistory, Query()]
) -> Response:
    looking = Looking.at(asked.as_of)
    version, document = await stored(session, person, code, looking.moment)
    lists = await service.labels(session)
    events, rest = await history(session, version.project_id, lists, before=asked.before, until=looking.moment)
    return page(
        request,
        "board/history.html",
        project=document,
        events=events,
        rest=rest,
        before=asked.before,
        looking=looking,
    )


async def stored(
    session: AsyncSession, actor: Actor, code: str, moment: datetime | None = None
) -> tuple[ProjectVersion, ProjectDocument]:
    version = await past.at(session, actor, code, moment)
    return version, older.read(version.document or "")


async def _accounts(session: AsyncSession, document: ProjectDocument, day: date) -> dict[str, Any]:
    asked = await thresholds.asked_of(session, document.area, day)
    told = economics(document, asked, day)
    producing = entry_of(document, Stage.PRODUCING)
    return {
        "accounts": told,
        "lines": lines(told.ratios),
        "changes": changes(document.investment_changes),
        "unbalanced": unbalanced((each.amount_wan for each in document.funding_sources), document.total_investment_wan),
        "results": yields.of_years(document.results),
        "producing": producing is not None,
        "owed": owed([(each.year, each.month) for each in document.results], began(producing, day), day),
    }


async def _allowed(
    session: AsyncSession, actor: Actor, version: ProjectVersion, document: ProjectDocument
) -> dict[str, Any]:
    """A button is shown exactly when it would work."""
    standing = await queries.standing(session, actor, version.project_id)
    may_edit = policy.may_edit(actor)
    return {
        "may_edit": may_edit,
        "may_report": policy.may_report(actor, standing) and document.termination is None,
        "may_permit": policy.may_report_permits(actor, standing),
        "may_assign": assigning.may_assign(actor, standing) and document.termination is None,
        "may_raise": may_raise(actor, standing) and document.termination is None,
        "may_supervise": may_supervise(actor) and document.termination is None,
        "offered": actions.offered(document) if may_edit else [],
    }
