"""Facts for checks: the documents of the briefs' tests, read as the checks read them, on a Wednesday."""

from datetime import date

import pytest

from backend.findings.checking import check
from backend.findings.facts import Facts, Moment
from backend.findings.rules import Rule
from backend.weeks import Week

DAY = date(2026, 11, 25)


def moment(day: date = DAY) -> Moment:
    return Moment(day=day, closed=Week.of(day).previous, year=day.year)


@pytest.fixture
def found():
    """found(document, …, rule=…): what that rule says of these projects, in order."""

    def of(*documents, rule: Rule, day: date = DAY, said_before: str | None = None):
        facts = [Facts.model_validate(each) for each in documents]
        for each in facts:
            each.said_before = said_before
        return [each for each in check(facts, moment(day)) if each.rule is rule]

    return of
