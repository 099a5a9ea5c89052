from datetime import date

import pytest

from backend.projects.vocabulary import Stage
from backend.signals.cohorts import cohorts
from backend.signals.rate_groups import NOBODY, By, grouped
from backend.signals.rates import Counted, RateKind

SIGNED, STARTED, PRODUCING = Stage
DAY = date(2026, 11, 25)


def counts(projects, by, kind=RateKind.START, current="2026-4"):
    found = grouped(projects, by, current)
    return {key: (len(rates[kind].reached), len(rates[kind].counted)) for key, rates in found.items()}


def test_by_batch_each_rate_goes_by_the_batch_of_its_own_stage():
    projects = [
        Counted("A", entered={SIGNED: "2025-4", STARTED: "2026-1"}, registered=True),
        Counted("B", entered={SIGNED: "2026-1"}),
        Counted("C", entered={SIGNED: "2026-4"}),
        Counted("D", entered={STARTED: None}),
    ]
    assert counts(projects, By.BATCH) == {"2026-1": (0, 1), "2025-4": (1, 1), NOBODY: (0, 0)}
    assert counts(projects, By.BATCH, RateKind.PRODUCTION) == {"2026-1": (0, 1), "2025-4": (0, 0), NOBODY: (0, 0)}
    assert counts(projects, By.BATCH, RateKind.REGISTRATION) == {"2026-1": (1, 1), "2025-4": (0, 0), NOBODY: (0, 1)}


def test_a_project_of_two_units_counts_with_both_and_one_of_none_apart():
    projects = [
        Counted("A", entered={SIGNED: "2026-1", STARTED: "2026-2"}, units=("energy", "zone")),
        Counted("B", entered={SIGNED: "2026-1"}, units=("zone",)),
        Counted("C", entered={SIGNED: "2026-1"}),
    ]
    assert counts(projects, By.UNIT) == {"energy": (1, 1), "zone": (1, 2), NOBODY: (0, 1)}


@pytest.mark.parametrize("by", [By.BATCH, By.AREA, By.KIND])
def test_the_groups_add_up_to_all(by):
    projects = [
        Counted(
            f"P-{n:02}",
            entered={SIGNED: f"2026-{n % 3 + 1}"} | ({STARTED: None} if n % 2 else {}),
            area=f"area{n % 4}" if n % 4 else None,
            kind=f"kind{n % 5}",
        )
        for n in range(40)
    ]
    for kind in RateKind:
        whole = counts(projects, By.ALL, kind)["all"]
        assert tuple(map(sum, zip(*counts(projects, by, kind).values(), strict=True))) == whole


def of_batch(code, started=None, **more):
    entered = {SIGNED: "2026-1"} | ({STARTED: None} if started else {})
    days = {STARTED: date.fromisoformat(started)} if started else {}
    return Counted(code, entered=entered, days=days, **more)


def test_a_cohort_tells_how_many_had_started_at_each_age_and_that_it_is_not_that_old_yet():
    projects = [of_batch("A", "2026-04-20"), of_batch("B", "2026-04-21"), of_batch("C", "2026-11-01"), of_batch("D")]
    (cohort,) = cohorts(projects, {"2026-1": date(2026, 1, 20)}, "2026-4", DAY)
    assert [(age.months, age.started and len(age.started)) for age in cohort.ages] == [
        (3, 1),  # the very day counts, the next one does not
        (6, 2),
        (12, None),
        (18, None),
    ]
    assert str(cohort.ages[0].percent) == "25.00"
    assert cohort.ages[2].on == date(2027, 1, 20)
    assert len(cohort.started) == 3


def test_a_cohort_is_so_many_months_old_at_the_end_of_a_shorter_month():
    (cohort,) = cohorts([of_batch("A", "2026-02-28")], {"2026-1": date(2025, 11, 30)}, None, DAY)
    assert (cohort.ages[0].on, cohort.ages[0].started) == (date(2026, 2, 28), ("A",))


def test_who_ended_stays_in_the_cohort_and_a_start_without_its_day_is_said_and_not_guessed():
    undated = Counted("U", entered={SIGNED: "2026-1", STARTED: None})
    proved = Counted("V", entered=dict.fromkeys(Stage, "2026-1"), days={PRODUCING: date(2026, 5, 1)})
    projects = [of_batch("A", ended=True), undated, proved]
    (cohort,) = cohorts(projects, {"2026-1": date(2026, 1, 20)}, None, DAY)
    assert (cohort.members, cohort.ended, cohort.undated) == (("A", "U", "V"), ("A",), ("U", "V"))
    assert [age.started for age in cohort.ages[:2]] == [(), ("V",)]


def test_of_a_batch_whose_day_is_unknown_no_age_is_told():
    (cohort,) = cohorts([of_batch("A", "2026-02-01")], {"2026-1": None}, None, DAY)
    assert {(age.on, age.started) for age in cohort.ages} == {(None, None)}


def test_batches_stand_in_the_order_of_their_numbers():
    projects = [Counted(f"P-{batch}", entered={SIGNED: batch}) for batch in ("2026-9", "2026-10", "2025-12")]
    assert [each.batch for each in cohorts(projects, {}, "2026-10", DAY)] == ["2026-10", "2026-9", "2025-12"]
