"""How a made-up history begins: everything that had happened before the first week, entered on one morning."""

from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.milestones import baselines
from backend.milestones import service as milestones
from backend.milestones.models import Arrival, Forecast
from backend.milestones.schemas import BaselineIn
from backend.projects import duties, ledger
from backend.projects import service as projects
from backend.projects.schemas import AnnualEntryIn, AnnualPlanIn, DutyIn, OpeningBalanceIn
from backend.projects.vocabulary import DutyKind
from seed.demo import cast, money_plans, money_turns, nodes, stages, standing
from seed.demo.ledger import developer, facts
from seed.demo.money import Money
from seed.demo.plots import Plot
from seed.demo.schedule import Course
from seed.demo.span import Span, chance
from seed.demo.turns import steward

NOBODY = "YS-031"
"""A project of which nobody takes care yet: the data checks have something to find."""


async def open_project(session: AsyncSession, actor: Actor, plot: Plot, course: Course, span: Span) -> None:
    await projects.create(session, actor, facts(plot, course, span))
    if company := developer(plot):
        await ledger.add_developer(session, actor, plot.code, company)
    await _give_duties(session, actor, plot, span)
    entered = [each for each in stages.entries(plot, course) if each.recorded_on <= span.opening]
    await _plan_milestones(session, actor, plot, course, span, all_planned=bool(entered))
    for entry in entered:
        batch = stages.code_on(entry.recorded_on, stages.held_days(span))
        await stages.enter(plot, entry, batch)(session, actor)
    await _open_books(session, actor, plot, course, span)
    still = standing.stands(plot, span)
    if still and still[0] <= span.opening:
        await standing.suspend(plot, still[0])(session, actor)


async def _give_duties(session: AsyncSession, actor: Actor, plot: Plot, span: Span) -> None:
    unit, luck = plot.lead_unit, chance(plot.code, "duties")
    await duties.assign(session, actor, plot.code, DutyIn(kind=DutyKind.LEAD, unit=unit))
    if plot.code == NOBODY:
        return
    people = {
        DutyKind.SPONSOR: luck.choice(cast.SPONSORS),
        DutyKind.OWNER: cast.REVIEWER_OF.get(unit),
        DutyKind.STEWARD: steward(plot, span.opening, span),
    }
    await duties.assign(session, actor, plot.code, DutyIn(kind=DutyKind.RESPONSIBLE, unit=unit))
    if plot.signs:
        await duties.assign(session, actor, plot.code, DutyIn(kind=DutyKind.AGENT, unit="zone"))
    for kind, account in people.items():
        if account:
            await duties.assign(session, actor, plot.code, DutyIn(kind=kind, account=account))


async def _plan_milestones(  # noqa: PLR0913  who, which project, and its course
    session: AsyncSession, actor: Actor, plot: Plot, course: Course, span: Span, *, all_planned: bool
) -> None:
    """Forecasts and arrivals are rows made here: a service call for each of some thousand would take a minute."""
    planned = {each.key: each for each in await milestones.plan(session, actor, plot.code)}
    for node in course.nodes:
        if not nodes.is_planned(node, all_planned=all_planned):
            continue
        row = planned[node.key]
        row.planned_on = node.baseline
        reached = node.day <= span.opening
        known: dict[str, Any] = {"project_id": row.project_id, "milestone_id": row.id}
        session.add(
            Forecast(**known, forecast_on=node.day if reached else node.opening_day, made_by_id=actor.person_id)
        )
        if reached:
            proof = nodes.proof(plot, node)
            session.add(Arrival(**known, reached_on=node.day, evidence=proof, recorded_by_id=actor.person_id))
    await baselines.agree(session, actor, plot.code, BaselineIn())


async def _open_books(session: AsyncSession, actor: Actor, plot: Plot, course: Course, span: Span) -> None:
    """Plans and lists of every year that the history touches, and what had been invested by the first week."""
    money, year = Money(plot, course), span.opening.year
    books = money_plans.Books(plot, money, span)
    for each in range(year, span.end.year + 1):
        if amount := money.annual_plan(each):
            await ledger.plan_year(session, actor, plot.code, AnnualPlanIn(year=each, amount_wan=amount))
            await money_plans.plan_months(session, actor, books, each, amount)
            given = AnnualEntryIn(year=each, list_code=_list_of(plot, course, each))
            await ledger.enter_list(session, actor, plot.code, given)
    before, now = money.before(year), money.invested_by(span.opening)
    if now:
        given_balance = OpeningBalanceIn(year=year, invested_in_year_wan=now - before, invested_before_year_wan=before)
        await ledger.open_books(session, actor, plot.code, given_balance)
    await money_plans.open_funds(session, actor, books)
    await money_turns.open_statistics(session, actor, books, course.gate("production"))


def _list_of(plot: Plot, course: Course, year: int) -> str:
    if plot.signs:
        return "benchmark" if course.gate("production") <= date(year, 12, 31) else "construction"
    return "key_works"
