from datetime import datetime
from decimal import Decimal

from backend.briefs.figures.changes import changes
from backend.clock import BEIJING
from backend.projects.vocabulary import Stage
from tests.briefs.builders import (
    CUT_OFF,
    document,
    entry,
    milestone,
    report,
    signed,
    snapshot,
    started,
    suspended,
    terminated,
)

BEFORE = datetime(2026, 11, 13, 18, tzinfo=BEIJING)


def test_what_was_there_before_is_no_change():
    told = changes(snapshot(started("A", milestones=[milestone("基础完成", "2026-11-02")], total_investment_wan=5)))
    assert [told.arrivals, told.left, told.entered, told.reached, told.standstills] == [[]] * 5
    assert (told.totals.changed, told.totals.first) == ([], 0)


def test_an_entry_recorded_this_week_is_a_change_and_one_of_an_earlier_day_is_marked():
    then = (signed("A"), signed("B"), signed("C"))
    now = (
        document("A", stages=[entry(Stage.SIGNED), entry(Stage.STARTED, "2026-11-17")]),
        document("B", stages=[entry(Stage.SIGNED), entry(Stage.STARTED, "2026-11-12")]),
        document("C", stages=[entry(Stage.SIGNED), entry(Stage.STARTED)]),
    )
    told = changes(snapshot(*now, then=then)).entered
    assert [(each.code, each.late) for each in told] == [("A", False), ("B", True), ("C", False)]


def test_what_a_new_project_entered_long_ago_comes_with_it_and_is_not_a_change():
    old, fresh, undated = (
        document(code, stages=[entry(Stage.STARTED, day)])
        for code, day in (("A", "2025-03-01"), ("B", "2026-11-18"), ("C", None))
    )
    told = changes(snapshot(old, fresh, undated, then=()))
    assert [arrival.code for arrival in told.arrivals] == ["A", "B", "C"]
    assert [each.code for each in told.entered] == ["B"]


def test_a_withdrawn_entry_is_told_with_its_reason():
    now = document("A", stages=[entry(Stage.SIGNED, withdrawn="登记错了项目")])
    told = changes(snapshot(now, then=(signed("A"),)))
    assert [(each.code, each.reason) for each in told.withdrawn] == [("A", "登记错了项目")]
    assert told.entered == []


def test_milestones_reached_this_week_say_how_far_from_their_plan():
    then = started("A", milestones=[milestone("基础完成"), milestone("主体完成"), milestone("设备安装", "2026-11-01")])
    now = started(
        "A",
        milestones=[
            milestone("基础完成", "2026-11-19", planned="2026-11-09"),
            milestone("主体完成", "2026-11-10"),
            milestone("设备安装", "2026-11-01"),
        ],
    )
    told = changes(snapshot(now, then=(then,))).reached
    assert [(each.milestone, each.slip_days, each.late) for each in told] == [
        ("基础完成", 10, False),
        ("主体完成", None, True),
    ]


def test_stopping_going_on_and_ending_are_told():
    then = (started("A"), suspended("B"), started("C"), suspended("D"))
    now = (suspended("A"), started("B"), terminated("C"), suspended("D"))
    told = changes(snapshot(*now, then=then)).standstills
    assert [(each.code, each.kind) for each in told] == [("A", "suspended"), ("B", "resumed"), ("C", "terminated")]


def test_a_project_that_is_gone_is_named():
    assert changes(snapshot(then=(document("A", name="误录项目"),))).left == ["误录项目"]


def test_the_weeks_money_is_that_of_its_updates_and_earlier_weeks_stand_apart():
    reports = [
        report("A", 300),
        report("B", 0, unchanged=True),
        report("A", 500, "2026-W46", sent=BEFORE),
        report("B", 40, "2026-W46"),
        report("C", 60, "2026-W44"),
    ]
    told = changes(snapshot(started("A"), started("B"), started("C"), document("D"), reports=reports)).money
    assert (told.amount.amount, told.amount.known, told.amount.of) == (300, 2, 3)
    assert (told.supplements, told.supplemented) == (100, 2)
    assert (told.last_week, told.difference) == (500, -200)


def test_a_week_in_which_nobody_reported_has_no_amount_rather_than_zero():
    told = changes(snapshot(started("A"))).money
    assert (told.amount.amount, told.supplements, told.difference) == (None, None, None)


def test_changes_of_total_investment_are_listed_and_those_over_a_fifth_are_large():
    then = [("A", 100), ("B", 100), ("C", None), ("D", 100)]
    now = [("A", 120), ("B", "120.01"), ("C", 50), ("D", 100)]
    told = changes(snapshot(*map(_totalled, now), then=tuple(map(_totalled, then)))).totals
    assert [(each.code, each.percent, each.large) for each in told.changed] == [
        ("A", 20, False),
        ("B", Decimal("20.01"), True),
    ]
    assert (told.first, told.before, told.after) == (1, 300, Decimal("390.01"))


def _totalled(pair):
    code, wan = pair
    return document(code, total_investment_wan=None if wan is None else Decimal(wan))


def test_the_span_of_a_running_week_begins_at_the_cut_off_before_it():
    running = snapshot(as_of=datetime(2026, 11, 18, 9, tzinfo=BEIJING))
    assert (running.since, running.draft) == (BEFORE, True)
    assert not snapshot(as_of=CUT_OFF).draft
