"""Dates that cannot be, that have passed, or that ask for something that is not there."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from backend.clock import BEIJING
from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.milestones.models import Gate
from backend.projects.vocabulary import Stage
from backend.signals.months import months_after
from backend.signals.taking import weeks_from
from backend.updates.owing import owes_weekly
from backend.web.formats import md
from backend.weeks import Week

LEAST_DAYS = {
    "railway": 720,
    "airport": 540,
    "rail_spur": 240,
    "energy": 180,
    "urban_area": 180,
    "industrial": 120,
    "road": 120,
}
LEAST = 60
"""Days from the start to the opening below which nothing of the kind was ever built here."""
WITHOUT_OUTPUT = {"road", "rail_spur", "railway", "airport", "urban_area", "public_works", "ecology"}
SILENT_WEEKS = 2


def duration(facts: Facts, moment: Moment) -> Iterator[Finding]:
    opening = facts.planned_production_on or facts.planned_completion_on or _forecast(facts, Gate.PRODUCTION)
    if opening is None or not facts.goes_on or facts.stage is Stage.PRODUCING:
        return
    entry, least = facts.entry(Stage.STARTED), LEAST_DAYS.get(facts.kind, LEAST)
    start = entry.occurred_on if entry else facts.planned_start_on or _forecast(facts, Gate.START)
    told = f"{'' if entry else '计划'}{md(start, year=True)}开工，计划{md(opening, year=True)}投产（投用）"
    if start and (opening - start).days < least:
        days = (opening - start).days
        yield Finding(Rule.DURATION, facts, told + (f"，工期{days}天，至少要{least}天" if days > 0 else "，早于开工"))
    elif entry is None and moment.day < opening and (opening - moment.day).days < least:
        left = (opening - moment.day).days
        says = f"还没有开工，计划{md(opening, year=True)}投产（投用），只剩{left}天，至少要{least}天"
        yield Finding(Rule.DURATION, facts, says)


def passed(facts: Facts, moment: Moment) -> Iterator[Finding]:
    if not facts.goes_on:
        return
    for node in facts.milestones:
        if node.reached_on is None and node.forecast_on and node.forecast_on < moment.day:
            days = (moment.day - node.forecast_on).days
            says = f"{node.label}预计{md(node.forecast_on, year=True)}，已过{days}天，没有登记到达"
            yield Finding(Rule.PASSED, facts, says, since=node.forecast_on, item=node.id)


def register(facts: Facts, moment: Moment) -> Iterator[Finding]:
    started = facts.entry(Stage.STARTED)
    if facts.has_ended or facts.statistics_registered_on or started is None or started.occurred_on is None:
        return
    due = months_after(started.occurred_on, 1)
    if moment.day > due:
        yield Finding(Rule.REGISTER, facts, f"{md(started.occurred_on, year=True)}开工，没有登记入库日期", since=due)


def no_output(facts: Facts, moment: Moment) -> Iterator[Finding]:
    producing = facts.entry(Stage.PRODUCING)
    if producing is None or not facts.goes_on:
        return
    if facts.kind in WITHOUT_OUTPUT and facts.expected_output_wan is None:
        return
    began = producing.occurred_on or producing.recorded_at.astimezone(BEIJING).date()
    ends = [months_after(date(y.year, y.month or 12, 1), 1) for y in facts.results if y.output_wan is not None]
    since = max([began, *ends])
    if moment.day > months_after(since, 12):
        told = f"上次报的产值到{md(max(ends), year=True)}为止" if ends else "没有报过产值"
        yield Finding(Rule.NO_OUTPUT, facts, f"{md(began, year=True)}投产，{told}", since=months_after(since, 12))


def silent(facts: Facts, moment: Moment) -> Iterator[Finding]:
    if not owes_weekly(facts.stage, facts.condition) or not facts.entries:
        return
    last = Week.parse(facts.last_update.week) if facts.last_update else None
    first = min(entry.recorded_at for entry in facts.entries)
    pauses = [(pause.since, pause.resumed_on) for pause in facts.suspensions]
    missing = list(takewhile(lambda week: last is None or week > last, weeks_from(first, pauses, moment.closed)))
    if len(missing) >= SILENT_WEEKS:
        told = f"最近一次是{last.year}年第{last.number}周" if last else "还没有报送过"
        since = missing[-1].closes_at.date()
        yield Finding(Rule.SILENT, facts, f"{told}，缺{len(missing)}周", since=since)


def _forecast(facts: Facts, gate: Gate) -> date | None:
    return next((node.forecast_on for node in facts.milestones if node.gate is gate), None)
