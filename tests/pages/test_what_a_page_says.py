"""What pages say of figures and states, computed without a page: questions, money, stages, rows, batches."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from backend.board.list_page import number
from backend.board.listed import Day, light_of, listed
from backend.board.mine import closing
from backend.board.money import year_of
from backend.board.nodes import parts
from backend.board.people import people
from backend.board.questions import four_questions
from backend.board.stage_bar import steps
from backend.lifecycle.outcomes import outcomes
from backend.milestones.models import Gate, Phase
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, DutyKind, Signal, Stage
from backend.signals.models import Axis
from backend.timeline.document import PermitsPart, YearPart
from backend.updates.models import Update
from backend.updates.owing import owes_weekly, weeks_missing
from backend.updates.sums import sums
from backend.weeks import Week

TODAY = date(2026, 11, 25)
CLOSED = Week.parse("2026-W47")


def entry(stage, **given):
    known = {"occurred_on": date(2024, 9, 26), "evidence": "首桩记录", "batch": "2024-3", "skip_reason": None}
    return SimpleNamespace(**{"stage": stage, "withdrawn": None} | known | given)


def document(**given):
    known = {
        "stages": [],
        "permits": None,
        "planned_start_on": None,
        "planned_production_on": None,
        "statistics_registered_on": None,
        "milestones": [],
        "duties": [],
        "baseline_plans": [],
        "suspensions": [],
        "lights": [],
    }
    return SimpleNamespace(**known | given)


GATE = SimpleNamespace(
    gate=Gate.PRODUCTION,
    first_baseline_on=date(2027, 3, 31),
    baseline_on=date(2027, 3, 31),
    forecast_on=date(2027, 6, 30),
    reached_on=None,
    slip_days=91,
    slip_current_days=91,
)


def year_in(*parts, closed=CLOSED, last_update=None):
    return year_of(document(years=parts, last_update=last_update), 2026, closed)


NO_YEAR = year_in()


def answers(year=NO_YEAR, **given):
    return {
        each.question: (each.answer, each.why, each.good) for each in four_questions(document(**given), year, TODAY)
    }


@pytest.mark.parametrize(
    ("permits", "answer"),
    [
        (None, ("待填报", "还没有安排节点，不知道要办几项", None)),
        (PermitsPart(done=16, total=16, missing=[]), ("齐了", "16项都办了", True)),
        (PermitsPart(done=15, total=16, missing=["不动产权证"]), ("还差1项", "16项办了15项，缺不动产权证", False)),
        (PermitsPart(done=0, total=4, missing=list("甲乙丙丁")), ("还差4项", "4项办了0项，缺甲、乙、丙等", False)),
    ],
)
def test_permits_are_counted_and_the_missing_named(permits, answer):
    assert answers(permits=permits)["手续齐不齐"] == answer


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"stages": [entry(Stage.STARTED)]}, ("已开工", "2024年9月26日，依据：首桩记录", True)),
        (
            {"stages": [entry(Stage.STARTED, occurred_on=None, evidence=None)]},
            ("已开工", "日期待填报，依据待填报", True),
        ),
        ({"stages": [entry(Stage.STARTED, withdrawn=object())]}, ("没开工", "计划开工日期待填报", None)),
        ({"planned_start_on": date(2026, 11, 1)}, ("没开工", "计划2026年11月开工", None)),
        ({"planned_start_on": date(2026, 8, 1)}, ("没开工", "计划2026年8月开工", False)),
    ],
)
def test_a_start_counts_with_its_entry_and_a_date_that_passed_is_none(given, answer):
    assert answers(**given)["开工没开工"] == answer


def test_the_register_is_asked_for_after_the_start():
    assert answers()["入库没入库"][0] == "还不到时候"
    assert answers(stages=[entry(Stage.STARTED)])["入库没入库"] == ("没有登记入库", "已开工，统计入库日期待填报", False)
    assert answers(statistics_registered_on=date(2024, 11, 12))["入库没入库"][1] == "2024年11月12日入库"


def part(plan=None, invested=None, opening=None, months=None, monthly=None):
    return YearPart(
        year=2026,
        annual_plan_wan=plan,
        monthly_plan_wan=monthly or [None] * 12,
        statistics_wan=[None] * 12,
        opening_wan=opening,
        months_wan=months or [None] * 12,
        invested_wan=invested,
    )


def year(*given, **named):
    return year_in(part(*given, **named))


NO_PACE = "今年完成2.85亿元，年计划4.20亿元；分月计划待填报，不知道快慢"


@pytest.mark.parametrize(
    ("money", "answer"),
    [
        (year(Decimal(42000), Decimal(28450)), ("完成67.74%", NO_PACE, None)),
        (year(None, Decimal(28450)), ("待填报", "年度计划待填报", None)),
        (year(Decimal(42000)), ("待填报", "今年完成投资待填报", None)),
        (NO_YEAR, ("待填报", "年度计划待填报", None)),
    ],
)
def test_pace_is_a_share_of_the_plan_and_unknown_is_said(money, answer):
    assert answers(money)["进度快不快"] == answer


MONTHLY = [Decimal(0)] * 9 + [Decimal(34272), Decimal(0), Decimal(7728)]


@pytest.mark.parametrize(
    ("invested", "signal", "answer"),
    [
        (28450, Signal.AMBER, ("慢13.86点", "完成67.74%，计划81.60%（到11月20日）", False)),
        (34272, Signal.GREEN, ("与计划持平", "完成81.60%，计划81.60%（到11月20日）", True)),
        (42000, Signal.UNRATED, ("快18.40点", "完成100.00%，计划81.60%（到11月20日）", None)),
    ],
)
def test_pace_is_said_in_points_and_its_light_says_whether_that_is_good(invested, signal, answer):
    lights = [SimpleNamespace(axis=Axis.PROGRESS, signal=signal)]
    assert answers(year(Decimal(42000), Decimal(invested), monthly=MONTHLY), lights=lights)["进度快不快"] == answer


@pytest.mark.parametrize(("week", "points"), [("2026-W47", "-13.86"), ("2026-W48", "-15.34")])
def test_what_the_running_week_reports_early_does_not_count_before_its_cut_off(week, points):
    last = SimpleNamespace(week=week, invested_wan=Decimal(620))
    known = part(Decimal(42000), Decimal(28450), monthly=MONTHLY)
    assert year_in(known, last_update=last).pace.points == Decimal(points)


def test_a_year_that_has_had_no_cut_off_has_no_pace():
    assert year_in(part(Decimal(42000), monthly=MONTHLY), closed=Week.parse("2025-W52")).pace is None


def test_a_year_shows_its_fraction_and_says_its_picture():
    shown = year(Decimal(42000), Decimal(28450), months=[None] * 9 + [Decimal(0), Decimal(1840), None])
    assert (shown.rate, shown.fraction) == (Decimal("67.74"), "28,450.00/42,000.00")
    assert shown.says == "2026年各月完成：11月1840万元"
    assert [done for _, _, done in shown.months].count(None) == 10, (
        "a month in which nothing was invested is not one that nobody reported"
    )
    assert not NO_YEAR.has_bars


def test_the_week_is_added_to_its_month_and_year_and_not_to_itself():
    reported = [Update(week_start=Week.parse(week).start, invested=Decimal(amount)) for week, amount in (
        ("2025-W52", 9), ("2026-W44", 100), ("2026-W47", 580), ("2026-W48", 620))]  # fmt: skip
    found = sums(reported, Decimal(25000), Week.parse("2026-W48"))
    assert (found.month, found.year) == (Decimal(580), Decimal(25680))


def test_the_stage_bar_is_solid_where_entered_and_says_how_late_the_next_is():
    drawn = steps(document(stages=[entry(Stage.STARTED, skip_reason="公路不签约")], milestones=[GATE]), TODAY)
    assert [(step.label, step.entered, step.date, step.note, step.late) for step in drawn] == [
        ("签约", False, "—", "没有记录，公路不签约", ""),
        ("开工", True, "2024-09-26", "2024年第3期", ""),
        ("投产", False, "2027-06-30", "预计", "比首版晚91天"),
    ]


def test_the_stage_bar_names_the_days_stood_still_and_the_slip_against_a_changed_plan():
    agreed = [SimpleNamespace(agreed_on=date(2026, 1, 5)), SimpleNamespace(agreed_on=date(2026, 11, 20))]
    stops = [SimpleNamespace(since=date(2026, 11, 5), resumed_on=None)]
    gate = SimpleNamespace(**vars(GATE) | {"baseline_on": date(2027, 6, 20), "slip_current_days": 10})
    drawn = steps(document(milestones=[gate], baseline_plans=agreed, suspensions=stops), TODAY)
    assert drawn[2].late == "比首版晚91天（其中停工20天），比现版晚10天（其中停工5天）"


def test_of_the_permits_only_the_missing_are_listed():
    def node(phase, reached):
        return SimpleNamespace(phase=phase, reached_on=TODAY if reached else None)

    permits, works = parts([node(Phase.PERMITS, True), node(Phase.PERMITS, False), node(Phase.WORKS, True)])
    assert (permits.heading, len(permits.nodes)) == ("前期手续 1/2，只列没办的", 1)
    assert (works.heading, len(works.nodes)) == ("建设 1/1", 1)


def test_people_who_are_always_asked_for_are_unknown_until_named():
    duty = SimpleNamespace(kind=DutyKind.STEWARD, unit_name=None, person="王磊", until=None)
    ended = SimpleNamespace(kind=DutyKind.OWNER, unit_name=None, person="前任", until=TODAY)
    assert people(document(duties=[duty, ended])) == [
        ("包联领导", None),
        ("责任单位", None),
        ("责任人", None),
        ("专员", "王磊"),
    ]


def summary(**given):
    fields = {"code": "T-1", "name": "甲", "short_name": "甲", "kind": "road", "version": 1, "seq": 1}
    return Summary(**fields | {"condition": Condition.UNDER_WAY, "signal": Signal.UNRATED} | given)


DAY = Day(TODAY, Week.parse("2026-W47"))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"stage": Stage.STARTED, "last_week": "2026-W47"}, ""),
        ({"stage": Stage.STARTED, "last_week": "2026-W45"}, "缺2周报送"),
        ({"stage": Stage.SIGNED}, "还没有报送过"),
        ({}, ""),
        ({"stage": Stage.PRODUCING}, ""),
        ({"stage": Stage.STARTED, "condition": Condition.SUSPENDED}, "停工缓建（用地），自9月10日"),
    ],
)
def test_a_row_says_what_a_reader_should_know_first(given, why):
    row = listed(summary(**given), DAY, {}, None, {"cause": "land", "since": "2026-09-10"})
    assert row.why == why


def test_money_of_another_year_is_not_shown_as_this_years():
    known = {"plan": "100.00", "invested": "50.00"}
    assert listed(summary(figures={"years": {"2026": known}}), DAY, {}, None).rate == Decimal("50.00")
    assert listed(summary(figures={"years": {"2025": known}}), DAY, {}, None).plan is None


def test_days_since_the_last_update_are_days_of_the_calendar_in_beijing():
    late_evening = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # already the 23rd in Beijing
    assert listed(summary(last_update_at=late_evening), DAY, {}, None).since == 2


def test_a_standing_project_shows_its_stop_and_an_ended_one_nothing():
    assert light_of(Condition.SUSPENDED, Signal.RED) == "stop"
    assert light_of(Condition.TERMINATED, Signal.RED) == "none"
    assert light_of(Condition.UNDER_WAY, Signal.RED) == "red"


def test_only_signed_and_started_projects_that_go_on_owe_each_week():
    owing = {(stage, condition) for stage in (None, *Stage) for condition in Condition if owes_weekly(stage, condition)}
    assert owing == {(Stage.SIGNED, Condition.UNDER_WAY), (Stage.STARTED, Condition.UNDER_WAY)}


def test_missing_weeks_are_counted_across_a_year_of_53_weeks():
    assert weeks_missing("2026-W52", Week.parse("2027-W01")) == 2
    assert weeks_missing("2026-W48", Week.parse("2026-W47")) == 0


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-27T10:00+08:00", "今天18:00"),
        ("2026-11-26T10:00+08:00", "明天18:00"),
        ("2026-11-24T00:30+08:00", "11月27日18:00"),
    ],
)
def test_the_closing_hour_is_said_as_people_say_it(at, said):
    assert closing(Week.parse("2026-W48"), datetime.fromisoformat(at)) == said


def test_a_batch_counts_who_went_on_and_names_who_ended():
    rows = [
        (entry(Stage.SIGNED), summary(stage=Stage.PRODUCING, total_investment=Decimal(10))),
        (entry(Stage.SIGNED), summary(stage=Stage.SIGNED, condition=Condition.TERMINATED)),
        (entry(Stage.SIGNED), summary(stage=Stage.SIGNED, total_investment=Decimal(5))),
    ]
    (signed,) = outcomes(rows)
    assert (signed.total, signed.known, signed.onward, signed.ended) == (Decimal(15), 2, 1, ["甲"])
    assert signed.sentence == "其中1个已开工，1/3，33.33%"


def test_projects_are_counted_by_light_and_condition_or_by_either_alone():
    states = Counter(
        {
            (Condition.UNDER_WAY, Signal.RED): 1,
            (Condition.UNDER_WAY, Signal.GREEN): 2,
            (Condition.SUSPENDED, Signal.RED): 4,
        }
    )
    assert number(states, Signal.RED, Condition.UNDER_WAY) == 1
    assert number(states, None, Condition.SUSPENDED) == 4
    assert number(states, Signal.RED, None) == 5
    assert number(states, None, None) == 7
