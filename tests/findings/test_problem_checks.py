"""Problems that nobody moves, or that nobody has."""

from datetime import date

import pytest

from backend.findings.rules import Rule
from backend.ids import stable_id
from tests.briefs.builders import started, terminated


def problem(due="2026-11-10", said=None, status="open", unit="zone", raised="2026-10-30"):
    return {
        "id": stable_id("problem", "1"),
        "problem_number": 3,
        "problem_status": status,
        "lead_unit": unit,
        "due_on": due,
        "raised_at": f"{raised}T09:00:00+08:00",
        "last_note_at": f"{said}T09:00:00+08:00" if said else None,
    }


def having(*problems, base=started):
    return base("A").model_dump() | {"problems": list(problems)}


@pytest.mark.parametrize(
    ("said", "told"),
    [(None, "10月30日登记后没有进展"), ("2026-11-11", "最近一次进展是11月11日")],
)
def test_an_overdue_problem_of_which_nobody_said_anything_for_two_weeks(found, said, told):
    one = having(problem(said=said))
    assert [each.says for each in found(one, rule=Rule.PROBLEM_STUCK)] == [f"第3号问题2026年11月10日到期，{told}"]


@pytest.mark.parametrize(
    "given", [{"said": "2026-11-12"}, {"due": "2026-11-25"}, {"status": "asked"}, {"status": "closed"}]
)
def test_a_problem_that_moves_has_time_waits_or_is_over_is_not_found(found, given):
    assert found(having(problem(**given)), rule=Rule.PROBLEM_STUCK) == []


def test_a_finding_leads_to_its_problem_and_says_since_when(found):
    (each,) = found(having(problem()), rule=Rule.PROBLEM_STUCK)
    assert each.mend == f"/problems/{stable_id('problem', '1')}"
    assert each.since == date(2026, 11, 13)


def test_a_problem_that_no_unit_leads(found):
    told = "第3号问题2026年10月30日登记，没有牵头单位"
    assert [each.says for each in found(having(problem(unit=None)), rule=Rule.PROBLEM_UNIT)] == [told]
    for given in ({}, {"unit": None, "status": "closed"}):
        assert found(having(problem(**given)), rule=Rule.PROBLEM_UNIT) == []


def test_problems_of_a_project_that_has_ended_are_left_alone(found):
    ended = having(problem(unit=None), base=terminated)
    assert found(ended, rule=Rule.PROBLEM_STUCK) == found(ended, rule=Rule.PROBLEM_UNIT) == []
