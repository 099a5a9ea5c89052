"""What happened to problems that somebody should hear of: given to a unit, about to be due, climbed, sent back, struck off."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import false, or_, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import the_house
from backend.accounts.models import Account
from backend.db import ask
from backend.labels import Labelled
from backend.problems import queries
from backend.problems.handling import BY_PLAN
from backend.problems.parts import ListedProblemPart
from backend.problems.queries import Standing
from backend.problems.standing import standing
from backend.problems.vocabulary import State
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind
from backend.reminders.recipients import concerned, heads_of_units
from backend.reminders.standing_in import Matters, by_present, keep
from backend.web.formats import md

HOUSE = the_house("worker")
HAPPENED = text("""
    SELECT 'raised' AS event, d.problem_id, NULL::uuid AS account_id, d.made_by_id AS by_id
    FROM problem_dispatches d WHERE d.made_at > :since AND d.made_at <= :until AND d.why IS DISTINCT FROM :by_plan
    UNION SELECT 'climbed', e.problem_id, n.account_id, NULL
    FROM escalations e JOIN escalation_notices n ON n.escalation_id = e.id
    WHERE e.made_at > :since AND e.made_at <= :until
    UNION SELECT 'sent_back', s.problem_id, q.asked_by_id, s.sent_by_id
    FROM send_backs s JOIN closure_requests q ON q.id = s.request_id WHERE s.sent_at > :since AND s.sent_at <= :until
    UNION SELECT 'closed', c.problem_id, told.who, c.closed_by_id
    FROM closures c JOIN problems p ON p.id = c.problem_id
    CROSS JOIN LATERAL unnest(ARRAY[c.asked_by_id, p.raised_by_id]) AS told(who)
    WHERE c.closed_at > :since AND c.closed_at <= :until AND told.who IS NOT NULL
""")


class Event(Labelled):
    """In the order in which a person reads of them."""

    CLIMBED = "climbed", "超期上报"
    DUE = "due", "快到期"
    SENT_BACK = "sent_back", "退回"
    RAISED = "raised", "交办"
    CLOSED = "closed", "销号"


ORDER = list(Event)


@dataclass(frozen=True)
class Matter:
    event: Event
    found: Standing
    instead_of: str | None = None

    @property
    def item(self) -> dict[str, Any]:
        part = self.found.part
        of = {"code": part.project, "name": part.project_name, "problem": str(part.id), "what": part.what}
        return of | {"told": told(self.event, part), "instead_of": self.instead_of}


def told(event: Event, part: ListedProblemPart) -> str:
    match event:
        case Event.CLIMBED:
            return f"{md(part.due_on)}到期，超期上报" + (part.climbed_to.label if part.climbed_to else "")
        case Event.DUE:
            return f"{md(part.due_on)}到期"
        case Event.SENT_BACK:
            return f"销号申请被退回：{part.sent_back_because or '见问题页'}"
        case Event.RAISED:
            return f"交本单位办，{md(part.due_on)}前办结"
        case Event.CLOSED:
            return "已销号"


async def by_person(
    session: AsyncSession, since: datetime, until: datetime, due: tuple[date, date] | None
) -> dict[UUID, tuple[Account, list[Matter]]]:
    """Each who is to be told, with what. `due` is from and until when something counts as about to be due."""
    happened = (await ask(session, HAPPENED, since=since, until=until, by_plan=BY_PLAN)).all()
    standing_now = await _standing(session, {row.problem_id for row in happened}, due)
    of_unit = await _of_unit(session, standing_now)
    matters: Matters[Event] = {}
    for event, problem_id, account_id, by_id in happened:
        if found := standing_now.get(problem_id):
            for who in [account_id] if account_id else of_unit[problem_id]:
                if who != by_id and _still_so(Event(event), found):
                    keep(matters, who, problem_id, Event(event), ORDER)
    for problem_id, found in standing_now.items():
        if due and found.part.problem_status is State.OPEN and due[0] <= found.part.due_on <= due[1]:
            for who in of_unit[problem_id]:
                keep(matters, who, problem_id, Event.DUE, ORDER)
    told_of = await by_present(session, matters, ORDER, until.date())
    return {
        who: (account, [Matter(event, standing_now[key], instead) for key, (event, instead) in mine.items()])
        for who, (account, mine) in told_of.items()
    }


def _still_so(event: Event, found: Standing) -> bool:
    """Nobody is told to do what has been done meanwhile."""
    if event is Event.CLOSED:
        return found.part.problem_status is State.CLOSED
    return found.part.problem_status is State.OPEN


async def _standing(session: AsyncSession, ids: set[UUID], due: tuple[date, date] | None) -> dict[UUID, Standing]:
    soon = (standing.c.problem_status == State.OPEN.value) & standing.c.due_on.between(*due) if due else false()
    wanted = or_(standing.c.id.in_(list(ids)), soon)
    query = queries.visible_to(HOUSE).where(wanted, col(Summary.condition) != Condition.TERMINATED)
    return {
        each.part.id: each for each in await queries.read(session, query.order_by(standing.c.due_on, standing.c.id))
    }


async def _of_unit(session: AsyncSession, found: dict[UUID, Standing]) -> dict[UUID, list[UUID]]:
    """Whose a problem is: heads of the unit that has it, and the project's officers who are of that unit; while no
    unit has it, all officers."""
    heads = await heads_of_units(session)
    of = await concerned(session, {each.project_id for each in found.values()})
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for key, each in found.items():
        unit, officers = each.lead_unit_id, of[each.project_id].people[DutyKind.STEWARD]
        people[key] = [head.id for head in heads.get(unit, ())] if unit else []
        people[key] += [one.id for one in officers if unit in (None, one.unit_id)]
    return people
