"""What the standard's checker says, also of the worst that a document can hold, and how our words become its words."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.oc4ids import packages
from backend.oc4ids.mapping import project
from backend.oc4ids.packages import Package
from backend.oc4ids.values import without_blanks
from backend.projects.vocabulary import Condition, Datum, Nature, Stage
from backend.timeline.document import ProjectDocument
from tests.oc4ids.conftest import PREFIX, checked
from tests.oc4ids.documents import BARE, FULL, document

CLEAN = {}


def package(*documents, **more):
    about = packages.about(Package.INFRASTRUCTURE, "/api/v1/oc4ids.json", demonstration=False)
    shown = [project(each, PREFIX) for each in documents]
    return about | {"projects": shown, "publishedDate": "2026-11-25T10:32:00+08:00"} | more


def test_the_checker_finds_nothing_in_what_can_be_and_each_trap_where_it_is_set():
    """The traps show that all five fields are read, and that the code lists are there."""
    bare, full = project(BARE, PREFIX), project(FULL, PREFIX)
    traps = [
        full | {"updated": "2026-11-25"},
        full | {"period": {"startDate": "2026-11-25T00:00:00"}},
        full | {"title": None},
        full | {"parties": []},
        full | {"status": "started"},
        full | {"budget": {"amount": {"amount": 1, "currency": "RMB"}}},
        full | {"budget": {"amount": {"amount": 1}}},
        full | {"sector": ["transport", "transport.spaceship"]},
        full | {"id": "ZD-001"},
        full | {"publicAuthority": {"id": "unit-nobody", "name": "没有这个单位"}},
    ]
    good, *bad = checked(
        package(BARE, FULL), *(package() | {"projects": [bare | {"id": f"{PREFIX}-1"}, each]} for each in traps)
    )
    assert good == CLEAN
    wrong = [set(found) for found in bad]
    closed, opened = "additional_closed_codelist_values", "additional_open_codelist_values"
    invalid, additional, conformance = "validation_errors", "additional_checks", "conformance_checks"
    for found, expected in zip(
        wrong,
        [invalid, invalid, invalid, invalid, closed, closed, additional, opened, conformance, additional],
        strict=True,
    ):
        assert expected in found


@pytest.mark.parametrize(
    ("stage", "condition", "status"),
    [
        (None, Condition.UNDER_WAY, "identification"),
        (Stage.SIGNED, Condition.UNDER_WAY, "preparation"),
        (Stage.STARTED, Condition.UNDER_WAY, "implementation"),
        (Stage.PRODUCING, Condition.UNDER_WAY, "maintenance"),
        (Stage.STARTED, Condition.SUSPENDED, "implementation"),
        (Stage.SIGNED, Condition.TERMINATED, "cancelled"),
    ],
)
def test_a_stage_becomes_a_status_and_stays_beside_it_in_our_own_words(stage, condition, status):
    shown = project(document(stage=stage, condition=condition), PREFIX)
    assert shown["status"] == status
    assert shown["sanpi"]["stage"] == (stage or "pipeline")
    assert shown["sanpi"]["condition"] == condition


def test_what_stands_still_meets_no_milestone_but_those_that_it_has_met():
    def statuses(condition):
        shown = project(FULL.model_copy(update={"condition": condition}), PREFIX)
        return {each["id"]: each["status"] for each in shown["milestones"]}

    assert statuses(Condition.UNDER_WAY) == {"approval": "met", "start": "scheduled"}
    assert statuses(Condition.SUSPENDED) == {"approval": "met", "start": "notMet"}


def test_money_is_in_yuan_and_days_are_moments_here():
    shown = project(FULL, PREFIX)
    assert shown["budget"]["amount"] == {"amount": 3_479_000_100, "currency": "CNY"}
    assert shown["period"] == {"startDate": "2026-03-01T00:00:00+08:00", "endDate": "2027-12-31T23:59:59+08:00"}


def test_a_point_on_a_shifted_grid_is_left_out():
    """GCJ-02 lies some 500 m beside what the standard means."""
    at = {"longitude": Decimal("112.734000"), "latitude": Decimal("38.731000")}
    [place] = project(document(datum=Datum.CGCS2000, **at), PREFIX)["locations"]
    assert place["geometry"] == {"type": "Point", "coordinates": [112.734, 38.731]}
    assert "locations" not in project(document(datum=Datum.GCJ02, **at), PREFIX)


def test_what_a_wordless_nature_or_kind_would_be_is_not_guessed():
    shown = project(document(nature=Nature.RELOCATION, kind="made_up_kind"), PREFIX)
    assert not {"type", "sector"} & set(shown)


def test_persons_stay_in_the_house():
    assert "王磊" not in json.dumps(project(FULL, PREFIX), ensure_ascii=False)


blank = st.sampled_from(["", " ", "\t\n", "\u3000"]) | st.none()
day = st.none() | st.dates(date(1000, 1, 1), date(9999, 12, 31))
wan = st.none() | st.decimals(0, 9_999_999, places=2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            document,
            content=blank,
            site=blank,
            nature=st.sampled_from([None, *Nature]),
            stage=st.sampled_from([None, *Stage]),
            condition=st.sampled_from(list(Condition)),
            planned_start_on=day,
            planned_completion_on=day,
            completed_on=day,
            total_investment_wan=wan,
            invested_total_wan=wan,
            datum=st.sampled_from([None, *Datum]),
            longitude=st.none() | st.decimals(73, 135, places=6),
            latitude=st.none() | st.decimals(3, 54, places=6),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_null_no_blank_and_nothing_empty_gets_out(documents):
    for each in documents:
        assert_clean(project(each, PREFIX))


def assert_clean(value):
    assert value is not None
    if isinstance(value, str):
        assert value.strip()
    elif isinstance(value, dict | list):
        assert value
        for each in value.values() if isinstance(value, dict) else value:
            assert_clean(each)


def test_a_zero_and_a_no_are_known():
    assert without_blanks({"amount": 0, "yes": False, "no": None, "in": {"it": [" ", {}]}}) == {
        "amount": 0,
        "yes": False,
    }


def test_every_document_field_is_one_that_there_is():
    assert set(FULL.model_dump()) == set(ProjectDocument.model_fields)
