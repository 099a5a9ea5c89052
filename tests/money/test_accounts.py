from datetime import date
from decimal import Decimal

import pytest

from backend.money.accounts import Asked, Basis, Business, Facts, Ratio, ratios
from backend.money.changes import is_large, shift
from backend.money.models import Measure
from backend.money.parts import ResultPart
from backend.money.plans import difference, warnings
from backend.money.results import owed
from backend.money.statistics import falls
from backend.money.yields import newest_output, of_years

FACTS = Facts(
    land_mu=Decimal(120),
    investment=Decimal(36000),
    profit=Decimal(4800),
    expected=Business(Decimal(45000), Decimal(1200), Decimal(1575)),
    actual=Business(Decimal(30000), Decimal(900), Decimal(1620)),
)


def values(facts, asked=None):
    return {(each.measure, each.basis): (each.value, each.met) for each in ratios(facts, asked or {})}


def test_each_ratio_is_one_division():
    assert [value for value, _ in values(FACTS).values()] == [
        Decimal("300.00"),  # 36000 ÷ 120
        Decimal("375.00"),  # 45000 ÷ 120
        Decimal("250.00"),  # 30000 ÷ 120
        Decimal("10.00"),  # 1200 ÷ 120
        Decimal("7.50"),  # 900 ÷ 120
        Decimal("0.0350"),  # 1575 ÷ 45000
        Decimal("0.0540"),  # 1620 ÷ 30000
        Decimal("6.00"),  # 36000 ÷ (4800 + 1200)
    ]


@pytest.mark.parametrize(
    ("missing", "unknown"),
    [
        ({"land_mu": None}, 5),
        ({"land_mu": Decimal(0)}, 5),
        ({"investment": None}, 2),
        ({"profit": None}, 1),
        ({"expected": Business()}, 4),
        ({"actual": Business()}, 3),
    ],
)
def test_what_is_made_of_something_unknown_is_unknown(missing, unknown):
    found = values(Facts(**{**vars(FACTS), **missing}), {measure: Asked(at_least=Decimal(1)) for measure in Measure})
    assert [value for value, _ in found.values()].count(None) == unknown
    assert all((value is None) == (met is None) for value, met in found.values())


@pytest.mark.parametrize(
    ("over", "asked", "met"),
    [
        ("300", Asked(at_least=Decimal(3)), True),
        ("299.99", Asked(at_least=Decimal(3)), False),  # 2.9999 prints as 3.00 and is less
        ("300", Asked(at_most=Decimal(3)), True),
        ("300.01", Asked(at_most=Decimal(3)), False),
        ("250", Asked(Decimal(2), Decimal(3)), True),
        ("150", Asked(Decimal(2), Decimal(3)), False),
        ("300", Asked(), None),
    ],
)
def test_a_threshold_is_met_by_the_exact_figure(over, asked, met):
    ratio = Ratio(Measure.INVESTMENT_PER_MU, Basis.EXPECTED, Decimal(over), Decimal(100), asked)
    assert ratio.met is met


@pytest.mark.parametrize(
    ("old", "new", "by", "large"),
    [
        ("100", "120", "20.00", False),
        ("100", "120.01", "20.01", True),
        ("100000", "120000.01", "20.00", True),  # above 20 % however it prints
        ("100", "80", "-20.00", False),
        ("100", "79.99", "-20.01", True),
    ],
)
def test_a_change_of_more_than_a_fifth_is_large(old, new, by, large):
    assert shift(Decimal(old), Decimal(new)) == Decimal(by)
    assert is_large(Decimal(old), Decimal(new)) is large


def test_a_total_that_was_or_becomes_unknown_has_no_shift():
    assert (shift(None, Decimal(1)), shift(Decimal(1), None), shift(Decimal(0), Decimal(1))) == (None, None, None)
    assert not any((is_large(None, Decimal(1)), is_large(Decimal(1), None), is_large(Decimal(0), Decimal(1))))


HUNDREDS = [Decimal(100)] * 12


@pytest.mark.parametrize(
    ("months", "annual", "apart"),
    [
        (HUNDREDS, Decimal(1200), 0),
        (HUNDREDS, Decimal(1500), -300),
        (HUNDREDS, Decimal(1000), 200),
        (HUNDREDS, None, None),
        ([None] * 12, Decimal(1000), None),
    ],
)
def test_months_are_compared_with_the_year(months, annual, apart):
    assert difference(months, annual) == apart


def test_what_does_not_fit_in_a_plan_is_said():
    assert warnings(2026, HUNDREDS, Decimal(1200)) == []
    assert warnings(2026, [None] * 12, Decimal(1200)) == []
    assert "多200.00万元" in warnings(2026, HUNDREDS, Decimal(1000))[0]
    assert "还没有年度计划" in warnings(2026, HUNDREDS, None)[0]
    missing, short = warnings(2026, [*HUNDREDS[:10], None, None], Decimal(1200))
    assert missing.startswith("11月、12月还没有计划")
    assert "少200.00万元" in short


def test_a_cumulative_figure_that_falls_is_said():
    assert falls([None, Decimal(5), None, Decimal(3)]) == ["4月累计比2月少，请核对填的是不是从一月起的累计数"]
    assert falls([Decimal(5), Decimal(5), Decimal(6)]) == []


def result(year, month=None, output=None, jobs=None):
    return ResultPart.model_validate(
        {"year": year, "month": month, "output": output, "tax": None, "jobs": jobs, "energy": None}
    )


def test_a_whole_year_is_what_was_told_of_it_else_its_twelve_months():
    months = [result(2025, month, Decimal(10), month) for month in range(1, 13)]
    assert [(each.year, each.output, each.jobs) for each in of_years(months)] == [(2025, Decimal(120), 12)]
    assert newest_output([*months, result(2025, None, Decimal(125))]) == Decimal(125)
    assert newest_output([*months, result(2026, 1, Decimal(99))]) == Decimal(120)
    assert newest_output(months[:11]) is None


def test_results_are_owed_for_the_full_months_since_production_began():
    day = date(2026, 5, 1)
    assert owed([], date(2025, 8, 1), day) == [(2026, 1), (2026, 2), (2026, 3), (2026, 4)]
    assert owed([(2026, 2)], date(2026, 2, 20), day) == [(2026, 3), (2026, 4)]
    assert owed([], None, day) == []
    assert owed([], date(2025, 8, 1), date(2026, 1, 31)) == []
