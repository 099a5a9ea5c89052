"""Scores by the three published formulas, totals, ties, and who is not ranked: held against numbers done by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rankings.models import Formula
from backend.rankings.scoring import Comparing, Figure, best, last, rank, score, with_ranks_before
from backend.targets.models import UnitMeasure

STARTED, INVESTED = UnitMeasure.STARTED, UnitMeasure.INVESTED
D = Decimal


def comparing(formula, weight=100, measure=STARTED, **more):
    return Comparing(measure, formula, weight, **more)


@pytest.mark.parametrize(
    ("amount", "target", "expected"),
    [
        ("216.65", "235.04", "92.18"),
        ("3", "4", "75.00"),
        ("9", "4", "100"),
        ("0", "4", "0.00"),
        ("5", None, None),
        ("5", "0", None),
    ],
)
def test_share_of_plan_is_capped_and_unknown_without_a_target(amount, target, expected):
    found = score(comparing(Formula.SHARE), Figure(D(amount), target and D(target)), [])
    assert found == (expected and D(expected))


@pytest.mark.parametrize(("amount", "expected"), [("2", "60"), ("10", "100"), ("5", "75"), ("4", "70")])
def test_efficacy_gives_60_to_the_least_and_100_to_the_most(amount, expected):
    assert score(comparing(Formula.EFFICACY), Figure(D(amount)), [D(2), D(10), D(5), D(4)]) == D(expected)


def test_where_all_did_the_same_efficacy_gives_all_100():
    assert score(comparing(Formula.EFFICACY), Figure(D(3)), [D(3), D(3)]) == 100


def test_points_are_counted_and_capped():
    each = comparing(Formula.POINTS, points_each=D("12.5"), most=D(50))
    assert score(each, Figure(D(3)), []) == D("37.50")
    assert score(each, Figure(D(9)), []) == 50


def figures(**amounts):
    return {unit: {STARTED: Figure(D(amount))} for unit, amount in amounts.items()}


def test_equal_totals_share_a_rank_and_the_next_one_is_left_out():
    rows = rank([comparing(Formula.POINTS, points_each=D(1))], figures(a=5, b=9, c=5, d=1), dict.fromkeys("abcd", 1))
    assert [(row.unit, row.rank) for row in rows] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_the_weights_make_the_total():
    both = [comparing(Formula.SHARE, 70), comparing(Formula.SHARE, 30, INVESTED)]
    found = {"a": {STARTED: Figure(D(1), D(2)), INVESTED: Figure(D(80), D(100))}}
    (row,) = rank(both, found, {"a": 1})
    assert row.total == D("59.00")
    assert [each.adds for each in row.scored] == [D(35), D(24)]


def test_a_comparison_that_cannot_be_scored_leaves_its_weight_to_the_others():
    both = [comparing(Formula.SHARE, 70), comparing(Formula.SHARE, 30, INVESTED)]
    found = {
        "a": {STARTED: Figure(D(1)), INVESTED: Figure(D(80), D(100))},
        "b": {STARTED: Figure(D(1)), INVESTED: Figure(D(80))},
    }
    rows = rank(both, found, {"a": 1, "b": 1})
    assert [(row.unit, row.total, row.rank) for row in rows] == [("a", D(80), 1), ("b", None, None)]
    assert "没有目标" in rows[1].why_not


def test_who_answers_for_too_few_projects_is_named_but_not_ranked_and_moves_nobodys_score():
    comparison = [comparing(Formula.EFFICACY)]
    with_few = rank(comparison, figures(a=1, b=5, c=50), {"a": 3, "b": 3, "c": 2}, least=3)
    assert [(row.unit, row.total) for row in with_few] == [("b", D(100)), ("a", D(60)), ("c", None)]
    assert "不到3个" in with_few[-1].why_not


def test_a_change_of_rank_is_places_gained():
    points = [comparing(Formula.POINTS, points_each=D(1))]
    now = rank(points, figures(a=5, b=9, c=3), dict.fromkeys("abc", 1))
    before = rank(points, figures(a=9, b=5), dict.fromkeys("ab", 1))
    moved = {row.unit: row.change for row in with_ranks_before(now, before)}
    assert moved == {"b": 1, "a": -1, "c": None}


def test_nobody_is_named_at_both_ends():
    rows = rank([comparing(Formula.POINTS, points_each=D(1))], figures(a=4, b=3, c=2, d=1), dict.fromkeys("abcd", 1))
    assert [row.unit for row in best(rows)] == ["a", "b", "c"]
    assert [row.unit for row in last(rows)] == ["d"]


BY_COUNT = [comparing(Formula.POINTS, points_each=D(1))]


@pytest.mark.parametrize(
    ("amounts", "first", "end"),
    [
        ("1111", "", ""),  # everybody ties
        ("1", "", ""),  # nobody to be before
        ("3221", "abc", "d"),
        ("3211", "ab", ""),  # the last of all are not among the first
        ("43211111", "abc", ""),  # five equals at the end: nobody of them is picked out
        ("432111", "abc", "def"),
        ("4321100", "abc", "fg"),
    ],
)
def test_equals_are_named_together_or_not_at_all(amounts, first, end):
    units = "abcdefgh"[: len(amounts)]
    rows = rank(BY_COUNT, figures(**dict(zip(units, amounts, strict=True))), dict.fromkeys(units, 1))
    assert ["".join(row.unit for row in found) for found in (best(rows), last(rows))] == [first, end]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50), min_size=1))
def test_more_is_never_ranked_behind_less(amounts):
    for formula in (Formula.EFFICACY, Formula.POINTS):
        points = D(1) if formula is Formula.POINTS else None
        rows = rank([comparing(formula, points_each=points)], figures(**amounts), dict.fromkeys(amounts, 1))
        ranks = {row.unit: row.rank for row in rows}
        assert all(ranks[a] <= ranks[b] for a in amounts for b in amounts if amounts[a] >= amounts[b])
