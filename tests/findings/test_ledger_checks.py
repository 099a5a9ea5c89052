"""What is missing in the ledger, in stage entries, and among those who answer for a project."""

from datetime import date

import pytest

from backend.findings.rules import Rule
from backend.ids import stable_id
from backend.projects.parts import DutyPart
from backend.projects.vocabulary import DutyKind, Stage
from tests.briefs.builders import document, entry, money, producing, signed, started, suspended, terminated

KNOWN = {"batch": "2026-1", "evidence": "施工许可"}


def duty(kind, until=None, unit=None):
    return DutyPart(
        id=stable_id("duty", kind),
        kind=kind,
        unit=unit,
        unit_name=unit,
        person=None if unit else "王敏",
        since=date(2026, 1, 1),
        until=until,
    )


def test_a_start_without_evidence(found):
    assert [each.item for each in found(started("A"), rule=Rule.START_EVIDENCE)] == [entry(Stage.STARTED).id]
    proved = document("A", stages=[entry(Stage.STARTED, "2026-11-01", **KNOWN)])
    withdrawn = document("A", stages=[entry(Stage.STARTED, withdrawn="登记错了")])
    assert found(proved, withdrawn, signed("B"), rule=Rule.START_EVIDENCE) == []


@pytest.mark.parametrize(("rule", "lacks"), [(Rule.DAY, "on"), (Rule.BATCH, "batch"), (Rule.EVIDENCE, "evidence")])
def test_an_entry_into_a_stage_with_something_unknown(found, rule, lacks):
    told = {"on": "2026-03-01", "batch": "2026-1", "evidence": "投资协议"}
    whole, part = (document("A", stages=[entry(Stage.SIGNED, **given)]) for given in (told, told | {lacks: None}))
    assert found(whole, rule=rule) == []
    assert [each.mend for each in found(part, rule=rule)] == [f"/projects/A/stages/{entry(Stage.SIGNED).id}/withdrawal"]


def test_the_start_has_a_rule_of_its_own_for_evidence(found):
    assert found(started("A"), rule=Rule.EVIDENCE) == []
    assert len(found(producing("A"), rule=Rule.EVIDENCE)) == 1


def test_no_steward_owner_sponsor_or_unit(found):
    gone = document("A", duties=[duty(DutyKind.STEWARD, until=date(2026, 11, 1))])
    held = document("A", duties=[duty(DutyKind.STEWARD), duty(DutyKind.LEAD, unit="zone")])
    (missing,) = found(gone, rule=Rule.STEWARD)
    assert (missing.says, missing.since) == ("没有专员，前一任已卸任", date(2026, 11, 1))
    assert found(held, rule=Rule.STEWARD) == found(held, rule=Rule.UNIT) == []
    for rule in (Rule.OWNER, Rule.SPONSOR):
        assert len(found(held, rule=rule)) == 1
    assert len(found(gone, rule=Rule.UNIT)) == 1


def test_who_has_ended_needs_nobody_and_no_total(found):
    for rule in (Rule.UNIT, Rule.STEWARD, Rule.OWNER, Rule.SPONSOR, Rule.TOTAL):
        assert found(terminated("A"), rule=rule) == []
        assert len(found(suspended("A"), rule=rule)) == 1


def test_the_plan_of_the_running_year_is_asked_of_who_owes_updates(found):
    assert len(found(started("A", years=money(plan=5, year=2025)), rule=Rule.PLAN)) == 1
    assert found(started("A", years=money(plan=0)), producing("B"), document("C"), rule=Rule.PLAN) == []
    assert found(suspended("A"), rule=Rule.PLAN) == []
