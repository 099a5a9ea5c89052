"""Taking the data of a pack: the meeting, what became of the last one's decisions, and the facts behind each item."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.assignments.models import AssignmentStanding
from backend.assignments.queries import steps_of
from backend.clock import now, today
from backend.db import ask
from backend.feed import installation
from backend.meetings import facts, queries
from backend.meetings.models import AgendaItem, AgendaSection, MeetingPack, ReviewMeeting
from backend.meetings.pack import FollowedUp, Item, Pack
from backend.problems.parts import ListedProblemPart
from backend.problems.queries import open_counts, read, visible_to
from backend.problems.standing import standing
from backend.projects.summary import Summary
from backend.timeline import older
from backend.timeline.document import ProjectDocument
from backend.timeline.reading import with_documents

COUNTED = text("""
    SELECT count(*) AS projects, count(*) FILTER (WHERE condition = 'suspended') AS suspended,
        count(*) FILTER (WHERE condition = 'under_way' AND signal = 'red') AS red,
        count(*) FILTER (WHERE condition = 'under_way' AND signal = 'amber') AS amber,
        count(*) FILTER (WHERE condition = 'under_way' AND signal = 'green') AS green,
        count(*) FILTER (WHERE condition = 'under_way' AND signal = 'unrated') AS unrated,
        count(*) FILTER (WHERE condition = 'terminated') AS terminated
    FROM summaries
""")


async def of(session: AsyncSession, meeting: ReviewMeeting) -> Pack:
    """As it lay on the table; before the meeting begins, as it would now."""
    if kept := await session.get(MeetingPack, meeting.id):
        return Pack.model_validate(kept.data)
    return await take(session, meeting)


async def take(session: AsyncSession, meeting: ReviewMeeting) -> Pack:
    """Whoever takes part reads all of it: it is not cut by what one may see elsewhere."""
    units, people = await queries.who(session, meeting)
    last = await queries.before(session, meeting)
    return Pack(
        meeting=meeting.called,
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair.person,
        units=[unit.name for unit in units],
        people=[account.person for account in people],
        as_of=now(),
        demonstration=await installation.is_demonstration(session),
        last_meeting=last.called if last else None,
        followed=await _followed(session, await queries.decisions(session, last)) if last else [],
        earlier=await _followed(session, await queries.left_over(session, last)) if last else [],
        situation=await _situation(session),
        items=await _items(session, await queries.agenda(session, meeting)),
    )


async def _followed(session: AsyncSession, decided: Sequence[queries.Decided]) -> list[FollowedUp]:
    steps = await steps_of(session, [each.assignment.id for each in decided])
    return [
        FollowedUp(
            number=each.decision.number,
            what=each.assignment.what,
            about=each.assignment.project.short_name if each.assignment.project else None,
            unit=each.assignment.unit.called,
            due_on=each.assignment.due_on,
            standing=each.assignment.standing,
            days_over=_over(each),
            last_word=told[-1].said if (told := steps[each.assignment.id]) else None,
        )
        for each in decided
    ]


def _over(decided: queries.Decided) -> int:
    is_open = decided.assignment.standing is AssignmentStanding.OPEN
    return max((today() - decided.assignment.due_on).days, 0) if is_open else 0


async def _situation(session: AsyncSession) -> list[str]:
    count = (await ask(session, COUNTED)).one()
    return facts.situation(count, *await open_counts(session, today()))


async def _items(session: AsyncSession, agenda: Sequence[AgendaItem]) -> list[Item]:
    """Two statements, whatever the number of items."""
    documents = await _documents(session, {item.project_id for item in agenda if item.project_id})
    problems = await _problems(session, {item.problem_id for item in agenda if item.problem_id})
    found = []
    for item in agenda:
        document = documents.get(item.project_id) if item.project_id else None
        problem = problems.get(item.problem_id) if item.problem_id else None
        told = facts.of_problem(problem) if problem else facts.of_project(document) if document else []
        named = document.name if document else ""
        if problem:
            named = f"{document.short_name}：{problem.what}" if document else problem.what
        found.append(
            Item(
                id=item.id,
                part=item.part,
                title=named or item.words or "",
                words=item.words if named else None,
                signal=document.signal if document and item.part is not AgendaSection.PROBLEM else None,
                facts=told,
            )
        )
    return found


async def _documents(session: AsyncSession, ids: set[UUID]) -> dict[UUID, ProjectDocument]:
    query = with_documents().where(col(Summary.project_id).in_(ids))
    rows = (await session.exec(query)).all() if ids else []
    return {summary.project_id: older.read(document) for summary, document in rows if document}


async def _problems(session: AsyncSession, ids: set[UUID]) -> dict[UUID, ListedProblemPart]:
    if not ids:
        return {}
    query = visible_to(the_house("meeting")).where(standing.c.id.in_(list(ids)))
    return {each.part.id: each.part for each in await read(session, query)}
