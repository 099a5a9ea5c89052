"""Documents of made-up projects: one of which nothing is known, and one of which everything is."""

from datetime import UTC, datetime
from typing import Any

from pydantic.fields import FieldInfo

from backend.timeline.document import SHAPE, ProjectDocument

MADE = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def nothing(field: FieldInfo) -> Any:
    return [] if getattr(field.annotation, "__origin__", None) is list else None


def document(**given: Any) -> ProjectDocument:
    """A road of which nothing is known but what is said here."""
    known = {
        "code": "ZD-901",
        "version": 3,
        "updated_at": MADE,
        "shape": SHAPE,
        "name": "示范大道",
        "short_name": "大道",
        "kind": "road",
        "condition": "under_way",
        "signal": "unrated",
        "computed_signal": "unrated",
    }
    blank = {name: nothing(field) for name, field in ProjectDocument.model_fields.items()}
    return ProjectDocument.model_validate(blank | known | given)


def milestone(key: str, **given: Any) -> dict[str, Any]:
    known = {
        "id": "01900000-0000-7000-8000-000000000001",
        "key": key,
        "label": key,
        "phase": "works",
        "gate": None,
        "first_baseline_on": None,
        "baseline_on": None,
        "forecast_on": None,
        "forecast_reason": None,
        "forecast_sentence": None,
        "reached_on": None,
        "evidence": None,
        "file": None,
        "slip_days": None,
        "slip_current_days": None,
        "recorded_at": None,
    }
    return known | given


def duty(kind: str, **given: Any) -> dict[str, Any]:
    known = {"id": "01900000-0000-7000-8000-000000000002", "kind": kind, "unit": None, "unit_name": None}
    return known | {"person": None, "since": "2026-01-04", "until": None} | given


def entry(stage: str, on: str | None) -> dict[str, Any]:
    known = {"id": "01900000-0000-7000-8000-000000000003", "batch": None, "evidence": None, "skip_reason": None}
    return known | {"stage": stage, "occurred_on": on, "recorded_at": MADE, "withdrawn": None}


BARE = document(code="ZD-902")
FULL = document(
    stage="started",
    nature="new",
    national_code="2201-140981-89-01-123453",
    content="双向六车道，长12公里",
    site="示范镇",
    longitude="112.734000",
    latitude="38.731000",
    datum="cgcs2000",
    total_investment_wan="347900.01",
    invested_total_wan="0.00",
    planned_start_on="2026-03-01",
    planned_completion_on="2027-12-31",
    completed_on="2027-11-30",
    developers=[
        {"name": "示范建设公司", "credit_code": "91140981MA0KEXAMPL"},
        {"name": "示范投资公司", "credit_code": None},
        {"name": "示范建设公司（二分公司）", "credit_code": "91140981MA0KEXAMPL"},
    ],
    duties=[
        duty("steward", person="王磊"),
        duty("responsible", unit="zone", unit_name="开发区管委会"),
        duty("lead", unit="old", unit_name="原牵头单位", until="2026-02-01"),
    ],
    stages=[entry("signed", "2026-01-20"), entry("started", None), entry("producing", "2028-01-01")],
    milestones=[
        milestone("approval", phase="permits", reached_on="2026-01-10"),
        milestone("start", gate="start", baseline_on="2026-03-01", forecast_on="2026-04-01"),
    ],
)
