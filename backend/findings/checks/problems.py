"""Problems that nobody moves, or that nobody has."""

from collections.abc import Iterator
from datetime import timedelta

from backend.clock import BEIJING
from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.problems.vocabulary import State
from backend.web.formats import md

QUIET = timedelta(days=14)


def stuck(facts: Facts, moment: Moment) -> Iterator[Finding]:
    if facts.has_ended:
        return
    for each in facts.problems:
        said = (each.last_note_at or each.raised_at).astimezone(BEIJING).date()
        if each.problem_status is State.OPEN and each.due_on < moment.day and said + QUIET <= moment.day:
            told = f"最近一次进展是{md(said)}" if each.last_note_at else f"{md(said)}登记后没有进展"
            says = f"第{each.problem_number}号问题{md(each.due_on, year=True)}到期，{told}"
            yield Finding(Rule.PROBLEM_STUCK, facts, says, since=max(each.due_on, said + QUIET), item=each.id)


def unit(facts: Facts, _: Moment) -> Iterator[Finding]:
    if facts.has_ended:
        return
    for each in facts.problems:
        if each.problem_status in (State.OPEN, State.ASKED) and each.lead_unit is None:
            since = each.raised_at.astimezone(BEIJING).date()
            says = f"第{each.problem_number}号问题{md(since, year=True)}登记，没有牵头单位"
            yield Finding(Rule.PROBLEM_UNIT, facts, says, since=since, item=each.id)
