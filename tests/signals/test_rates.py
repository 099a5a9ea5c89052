from decimal import Decimal

import pytest

from backend.projects.vocabulary import Stage
from backend.signals.rates import Counted, RateKind, newest, rate

SIGNED, STARTED, PRODUCING = Stage
START, PRODUCTION, CAPACITY, COMPLETION, REGISTRATION, FUNDS = RateKind
NOW = "2026-4"


def signed(number, batch="2026-1", *, started=False, **more):
    entered = {SIGNED: batch} | ({STARTED: "2026-2"} if started else {})
    return Counted(f"S-{number:03}", entered=entered, **more)


def started(number, batch="2026-1", *, producing=False, **more):
    return Counted(f"T-{number:03}", entered={STARTED: batch} | ({PRODUCING: "2026-3"} if producing else {}), **more)


def of_money(code, entered=None, **amounts):
    known = {name: None if amount is None else Decimal(amount) for name, amount in amounts.items()}
    return Counted(code, entered=entered or {}, **known)


def producing(code, actual, expected, batch="2026-1"):
    return of_money(code, {PRODUCING: batch}, actual_output=actual, expected_output=expected)


def test_the_published_bulletin_comes_out_to_the_second_decimal():
    start = rate(START, [signed(n, started=n < 82) for n in range(94)], NOW)
    assert (start.numerator, start.denominator, start.percent) == (82, 94, Decimal("87.23"))

    production = rate(PRODUCTION, [started(n, producing=n < 67) for n in range(107)], NOW)
    assert (production.numerator, production.denominator, production.percent) == (67, 107, Decimal("62.62"))

    capacity = rate(CAPACITY, [producing("A", "2000000", "2200000"), producing("B", "166500", "150400")], NOW)
    assert (capacity.numerator, capacity.denominator) == (2_166_500, 2_350_400)
    assert capacity.percent == Decimal("92.18")


def test_what_came_with_the_current_batch_is_in_no_denominator_and_is_named():
    projects = [
        Counted(
            f"X-{batch}",
            entered=dict.fromkeys(Stage, batch),
            **dict.fromkeys(("plan", "invested", "expected_output", "actual_output", "total", "arrived"), Decimal(100)),
        )
        for batch in ("2026-1", "2026-3")
    ]
    for kind in RateKind:
        found = rate(kind, projects, newest(["2026-1", "2026-3", "2025-9"]))
        assert (found.counted, found.current) == (("X-2026-1",), ("X-2026-3",)), kind


def test_a_project_is_of_the_current_batch_only_where_it_came_with_it():
    """Signed long ago and started just now: it has started, but nobody asks yet whether it produces."""
    project = Counted("X", entered={SIGNED: "2026-1", STARTED: NOW}, plan=Decimal(9), invested=Decimal(9))
    assert rate(START, [project], NOW).reached == ("X",)
    assert rate(PRODUCTION, [project], NOW).current == ("X",)
    assert rate(REGISTRATION, [project], NOW).current == ("X",)
    assert rate(COMPLETION, [project], NOW).counted == ("X",)


def test_a_batch_is_current_by_year_and_ordinal_and_not_as_text():
    assert newest(["2026-9", "2026-10", "2025-12"]) == "2026-10"
    assert newest([]) is None


def test_entries_without_a_batch_are_in_no_cohort_and_are_counted_beside_the_rate():
    found = rate(START, [signed(1, None), signed(2, started=True)], NOW)
    assert (found.denominator, found.without_batch) == (1, ("S-001",))


def test_a_started_project_is_to_be_registered_whatever_its_batch():
    projects = [started(1, None, registered=True), started(2), signed(3, registered=True)]
    found = rate(REGISTRATION, projects, NOW)
    assert (found.reached, found.counted, found.without_batch) == (("T-001",), ("T-001", "T-002"), ())


def test_a_project_that_skipped_the_start_and_produces_has_started():
    straight = Counted("X", entered={SIGNED: "2026-1", PRODUCING: "2026-2"})
    assert rate(START, [straight], NOW).reached == ("X",)
    assert rate(REGISTRATION, [straight], NOW).counted == ("X",)
    assert rate(PRODUCTION, [straight], NOW).counted == ()


def test_who_ended_early_stays_in_the_denominator_and_is_named():
    found = rate(START, [signed(1, ended=True), signed(2, started=True)], NOW)
    assert (found.numerator, found.denominator, found.ended) == (1, 2, ("S-001",))


def test_an_entry_that_was_taken_back_was_none_and_is_named_beside():
    error = Counted("E", entered={SIGNED: "2026-1"}, withdrawn=frozenset({STARTED}))
    found = rate(PRODUCTION, [error, started(1)], NOW)
    assert (found.counted, found.withdrawn) == (("T-001",), ("E",))
    assert rate(START, [error], NOW).withdrawn == ()


@pytest.mark.parametrize(
    ("kind", "part", "whole", "entered"),
    [
        (CAPACITY, "actual_output", "expected_output", {PRODUCING: "2026-1"}),
        (COMPLETION, "invested", "plan", {}),
        (FUNDS, "arrived", "total", {}),
    ],
)
def test_money_that_is_unknown_is_in_neither_sum_and_is_counted_beside(kind, part, whole, entered):
    projects = [
        of_money("A", entered, **{part: "50", whole: "100"}),
        of_money("B", entered, **{part: None, whole: "900"}),
        of_money("C", entered, **{part: "5", whole: None}),
    ]
    found = rate(kind, projects, None)
    assert (found.percent, found.counted, found.unknown) == (Decimal("50.00"), ("A",), ("B", "C"))


def test_nothing_invested_is_known_and_counts():
    found = rate(COMPLETION, [of_money("A", invested="0", plan="100"), of_money("B", invested="60", plan="100")], None)
    assert (found.percent, found.reached) == (Decimal("30.00"), ("A", "B"))


@pytest.mark.parametrize("kind", RateKind)
def test_without_anybody_there_is_no_rate(kind):
    assert rate(kind, [], None).percent is None


def test_a_plan_of_nothing_divides_nothing():
    assert rate(COMPLETION, [of_money("A", invested="5", plan="0")], None).percent is None


def test_a_rate_is_rounded_half_up():
    projects = [signed(n, started=n < 1) for n in range(800)]  # 0.125 %
    assert rate(START, projects, None).percent == Decimal("0.13")
