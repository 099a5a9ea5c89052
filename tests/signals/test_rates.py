from decimal import Decimal

from backend.projects.vocabulary import Stage
from backend.signals.rates import Standing, capacity_rate, newest, production_rate, start_rate

SIGNED, STARTED, PRODUCING = Stage


def signed(number, batch="2026-1", *, started=False, **more):
    entered = {SIGNED: batch} | ({STARTED: "2026-2"} if started else {})
    return Standing(f"S-{number:03}", entered, **more)


def started(number, batch="2026-1", *, producing=False):
    return Standing(f"T-{number:03}", {STARTED: batch} | ({PRODUCING: "2026-3"} if producing else {}))


def producing(code, actual, expected, batch="2026-1"):
    outputs = {"actual_output": actual, "expected_output": expected}
    return Standing(code, {PRODUCING: batch}, **{k: None if v is None else Decimal(v) for k, v in outputs.items()})


def test_the_published_bulletin_comes_out_to_the_second_decimal():
    start = start_rate([signed(n, started=n < 82) for n in range(94)], "2026-4")
    assert (start.numerator, start.denominator, start.percent) == (82, 94, Decimal("87.23"))

    production = production_rate([started(n, producing=n < 67) for n in range(107)], "2026-4")
    assert (production.numerator, production.denominator, production.percent) == (67, 107, Decimal("62.62"))

    capacity = capacity_rate([producing("A", "2000000", "2200000"), producing("B", "166500", "150400")], "2026-4")
    assert (capacity.numerator, capacity.denominator) == (2_166_500, 2_350_400)
    assert capacity.percent == Decimal("92.18")


def test_the_current_batch_is_in_no_denominator():
    projects = [signed(1, "2026-1", started=True), signed(2, "2026-3"), signed(3, "2026-3", started=True)]
    rate = start_rate(projects, newest(["2026-1", "2026-3", "2025-9"]))
    assert (rate.numerator, rate.denominator) == (1, 1)
    assert rate.counted == ("S-001",)


def test_a_batch_is_current_by_year_and_ordinal_and_not_as_text():
    assert newest(["2026-9", "2026-10", "2025-12"]) == "2026-10"
    assert newest([]) is None


def test_entries_without_a_batch_are_counted_beside_the_rate():
    rate = start_rate([signed(1, None), signed(2, started=True)], "2026-4")
    assert (rate.denominator, rate.without_batch) == (1, ("S-001",))


def test_a_project_that_skipped_the_start_and_produces_has_started():
    straight = Standing("X", {SIGNED: "2026-1", PRODUCING: "2026-2"})
    assert start_rate([straight], "2026-4").reached == ("X",)


def test_who_ended_early_stays_in_the_denominator_and_is_named():
    rate = start_rate([signed(1, ended=True), signed(2, started=True)], "2026-4")
    assert (rate.numerator, rate.denominator, rate.ended) == (1, 2, ("S-001",))


def test_capacity_leaves_out_whom_it_knows_too_little_of_and_says_so():
    rate = capacity_rate([producing("A", "50", "100"), producing("B", None, "900"), producing("C", "5", None)], None)
    assert (rate.percent, rate.counted, rate.unknown) == (Decimal("50.00"), ("A",), ("B", "C"))


def test_without_anybody_there_is_no_rate():
    assert start_rate([], None).percent is None
    assert production_rate([signed(1)], None).percent is None
    assert capacity_rate([producing("A", "0", "0")], None).percent is None


def test_a_rate_is_rounded_half_up():
    projects = [signed(n, started=n < 1) for n in range(800)]  # 0.125 %
    assert start_rate(projects, None).percent == Decimal("0.13")
