"""All checks over some projects at a moment. Pure: the same facts and moment give the same findings, in the same order."""

from collections.abc import Iterable, Sequence

from backend.findings.checks import dates, ledger, money, problems, words
from backend.findings.checks.doubles import doubles
from backend.findings.facts import Facts, Moment
from backend.findings.found import Check, Finding
from backend.findings.rules import Rule

CHECKS: tuple[Check, ...] = (
    ledger.total,
    ledger.plan,
    ledger.day,
    ledger.batch,
    ledger.evidence,
    ledger.duties,
    money.over,
    money.backwards,
    money.jump,
    money.total_changed,
    money.funding,
    words.site_progress,
    dates.duration,
    dates.passed,
    problems.stuck,
    problems.unit,
    dates.register,
    dates.no_output,
    dates.silent,
)
PLACES = {rule: place for place, rule in enumerate(Rule)}
NO_UNIT = "~"
"""Sorts behind all codes of units."""
Key = tuple[str, str, int, str]


def check(projects: Sequence[Facts], moment: Moment) -> list[Finding]:
    """By responsible unit, project and rule. A project of which nothing is found is not in it."""
    return in_order([*(each for facts in projects for each in of_one(facts, moment)), *doubles(projects)])


def of_one(facts: Facts, moment: Moment) -> list[Finding]:
    """What can be found without looking at other projects."""
    return [finding for each in CHECKS for finding in each(facts, moment)]


def in_order(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=key)


def key(finding: Finding) -> Key:
    """Where a finding stands in the list; two of one project and rule are told apart by what they say."""
    unit = finding.unit[0] if finding.unit else NO_UNIT
    return unit, finding.project.code, PLACES[finding.rule], finding.says
