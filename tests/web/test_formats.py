from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from backend.web import formats


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("620", "620.00万元"),
        ("9999.994", "9,999.99万元"),
        ("9999.995", "1.00亿元"),
        ("12000", "1.20亿元"),
        ("1864249.999", "186.42亿元"),
        ("12345000.00", "1,234.50亿元"),
        ("0.125", "0.13万元"),
        ("0", "0.00万元"),
        ("-12000", "-1.20亿元"),
    ],
)
def test_an_amount_is_said_in_wan_and_from_ten_thousand_on_in_yi(amount, words):
    assert formats.wan(Decimal(amount)) == words


def test_an_amount_in_a_column_leaves_the_unit_to_the_heading():
    assert formats.wan_plain(Decimal(12600)) == "12,600.00"


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(82, 94, "87.23%"), (67, 107, "62.62%"), ("216.65", "235.04", "92.18%")]
)
def test_the_rates_of_a_published_bulletin_print_as_published(part, whole, words):
    assert formats.percent(Decimal(part) * 100 / Decimal(whole)) == words


def test_halves_go_up():
    assert formats.percent(Decimal("67.745")) == "67.75%"


def test_what_nobody_reported_is_said_to_be_missing():
    filters = (formats.wan, formats.wan_plain, formats.md, formats.iso, formats.moment)
    assert {each(None) for each in filters} == {"待填报"}


def test_what_cannot_be_computed_is_a_dash():
    assert {each(None) for each in (formats.percent, formats.slip, formats.points)} == {"—"}


def test_days_are_said_as_people_say_them():
    day = date(2026, 1, 5)
    assert [formats.md(day), formats.md(day, year=True), formats.iso(day)] == ["1月5日", "2026年1月5日", "2026-01-05"]


def test_a_moment_is_told_by_the_clock_of_beijing():
    at = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)
    assert formats.moment(at) == "11月24日 00:05"
    assert formats.moment(at, year=True) == "2026年11月24日 00:05"


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2026, 11, 23), "2026年第48周（11月23日至29日）"),
        (date(2026, 12, 28), "2026年第53周（12月28日至1月3日）"),
        (date(2024, 12, 30), "2025年第1周（12月30日至1月5日）"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(monday, words):
    assert formats.week_label(monday) == words


@pytest.mark.parametrize(("days", "words"), [(91, "晚91天"), (-6, "早6天"), (0, "按期")])
def test_slip_is_said_in_days_late_or_early(days, words):
    assert formats.slip(days) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [("-13.86", "慢13.86"), ("1.2", "快1.20"), ("0", "持平"), ("-0.004", "持平"), ("-0.005", "慢0.01")],
)
def test_points_against_the_plan_are_said_as_fast_or_slow(ahead, words):
    assert formats.points(Decimal(ahead)) == words
