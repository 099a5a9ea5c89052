"""Amounts that cannot be true, each rule at its borders."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from backend.clock import BEIJING
from backend.findings.rules import Rule
from backend.ids import stable_id
from backend.money.models import FundKind
from backend.money.parts import FundingSourcePart, InvestmentChangePart, ResultPart
from tests.briefs.builders import document, money, started, terminated


def changed(*totals, document=None):
    """The first total is the one that was known before."""
    at = datetime(2026, 6, 1, tzinfo=BEIJING)
    steps = pairwise(totals)
    return [
        InvestmentChangePart(old_wan=old, new_wan=new, reason="方案变了", document=document, changed_at=at)
        for old, new in steps
    ]


def months(*amounts):
    return [Decimal(each) for each in amounts] + [Decimal(0)] * (12 - len(amounts))


def to_month(*amounts):
    told = [None if each is None else Decimal(each) for each in amounts]
    return told + [None] * (12 - len(told))


@pytest.mark.parametrize(
    ("invested", "says"), [("100", []), ("100.01", ["累计完成100.01万元，总投资100万元，多0.01万元"])]
)
def test_more_invested_than_the_total(found, invested, says):
    for project in (started, terminated):
        told = found(project("A", total_investment_wan=100, invested_total_wan=invested), rule=Rule.OVER)
        assert [each.says for each in told] == says


def test_nothing_is_above_an_unknown_total(found):
    assert found(document("A", invested_total_wan=5), rule=Rule.OVER) == []


@pytest.mark.parametrize(
    ("totals", "count"), [((100, 120), 0), ((100, "120.01"), 1), ((100, 80), 0), ((100, "79.99"), 1), ((None, 100), 0)]
)
def test_a_total_that_changed_by_more_than_a_fifth_without_a_document(found, totals, count):
    project = document("A", total_investment_wan=totals[-1], investment_changes=changed(*totals))
    assert len(found(project, rule=Rule.TOTAL_CHANGED)) == count
    proved = document("A", total_investment_wan=totals[-1], investment_changes=changed(*totals, document="发改2026-7"))
    assert found(proved, rule=Rule.TOTAL_CHANGED) == []


def test_small_steps_of_a_total_add_up_until_a_document_proves_one(found):
    small = changed(100, 115, 130)
    (told,) = found(document("A", total_investment_wan=130, investment_changes=small), rule=Rule.TOTAL_CHANGED)
    assert told.says == "总投资从100万元变为130万元，增30.00%，没有文件"
    assert told.since == date(2026, 6, 1)
    proved = [*small, *changed(130, 131, document="发改2026-7")]
    assert found(document("A", total_investment_wan=131, investment_changes=proved), rule=Rule.TOTAL_CHANGED) == []


def test_funding_sources_that_do_not_add_up_to_the_total(found):
    sources = [FundingSourcePart(kind=kind, amount_wan=50) for kind in list(FundKind)[:2]]
    told = [
        found(document("A", total_investment_wan=total, funding_sources=sources), rule=Rule.FUNDING)
        for total in (100, 101)
    ]
    assert [[each.says for each in some] for some in told] == [
        [],
        ["资金来源合计100万元，总投资101万元，少1万元"],
    ]
    assert found(terminated("A", total_investment_wan=101, funding_sources=sources), rule=Rule.FUNDING) == []
    assert found(document("A", total_investment_wan=101), rule=Rule.FUNDING) == []


@pytest.mark.parametrize(("typed", "count"), [("620_0000", 1), ("620_000", 1), ("619_999", 0), ("900", 0)])
def test_a_month_in_yuan_stands_out_by_its_size(found, typed, count):
    year = money(invested=1, months_wan=months("620", "600", "640", typed))
    assert len(found(started("A", years=year), rule=Rule.JUMP)) == count


def test_two_months_are_too_few_to_say_what_is_usual(found):
    assert found(started("A", years=money(months_wan=months("1", "10000"))), rule=Rule.JUMP) == []


@pytest.mark.parametrize(("new", "count"), [(100_0000, 1), (10_0000, 1), (9_9999, 0), (1, 0)])
def test_a_total_a_thousand_times_the_one_before(found, new, count):
    project = document("A", total_investment_wan=new, investment_changes=changed(100, new))
    assert len(found(project, rule=Rule.JUMP)) == count


def test_a_plan_or_the_bureaus_figure_or_an_output_in_yuan(found):
    plan = document("A", total_investment_wan=100, years=money(plan=100_000))
    bureau = document("A", years=money(months_wan=months(5), statistics_wan=to_month(5000)))
    outputs = [
        ResultPart(year=2026, month=month, output_wan=amount, tax_wan=None, jobs=None, energy_tce=None)
        for month, amount in ((1, 30), (2, 31), (3, 310_000))
    ]
    assert [each.mend for each in found(plan, rule=Rule.JUMP)] == ["/projects/A/annual-plans/new"]
    assert [each.mend for each in found(bureau, rule=Rule.JUMP)] == ["/projects/A/statistics/new"]
    assert [each.says for each in found(document("A", results=outputs), rule=Rule.JUMP)] == [
        "2026年3月产值31.00亿元，平常月份30.50万元"
    ]


def test_the_bureaus_figures_add_up_and_so_never_fall(found):
    falls = document("A", years=money(statistics_wan=to_month(None, 30, None, 29)))
    assert [each.says for each in found(falls, rule=Rule.BACKWARDS)] == ["2026年统计数4月累计29万元，比2月的30万元少"]
    assert found(document("A", years=money(statistics_wan=to_month(30, 30))), rule=Rule.BACKWARDS) == []


@pytest.mark.parametrize(
    ("now", "count"),
    [
        ("主体完成85%，开始装修", 1),
        ("主体完成90%", 0),
        ("装修完成10%", 0),
        ("主体完成85%，上次填错，更正", 0),
        ("主体完成90%，装修完成5%和10%", 0),
    ],
)
def test_the_same_sentence_with_a_smaller_percentage(found, now, count):
    update = {
        "id": stable_id("u"),
        "week": "2026-W47",
        "unchanged": False,
        "invested_wan": 5,
        "site_progress": now,
        "next_step": None,
        "milestones_reached": [],
        "late": False,
        "submitted_by": None,
        "submitted_at": "2026-11-20T10:00:00+08:00",
        "version": 1,
    }
    told = found(started("A", last_update=update), rule=Rule.BACKWARDS, said_before="主体完成90%；设备订货")
    assert len(told) == count
    assert count == 0 or told[0].says == "第47周写主体完成85%，上一次写的是90%"
