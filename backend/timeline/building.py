"""From a project's rows to its document. Pure: the same rows give the same document."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from backend.projects.vocabulary import STAGES, AliasKind, Condition, Signal, Stage
from backend.timeline.document import ProjectDocument
from backend.timeline.rows import Row, Rows
from backend.weeks import Week

PLAIN = [
    "code",
    "name",
    "short_name",
    "kind",
    "area",
    "cluster",
    "level",
    "nature",
    "year_category",
    "industry_code",
    "content",
    "site",
    "region_code",
    "longitude",
    "latitude",
    "datum",
    "land_mu",
    "standard_land",
    "funds_source",
    "statistics_registered_on",
    "planned_start_on",
    "planned_completion_on",
    "completed_on",
    "planned_production_on",
    "expected_jobs",
    "new_capacity",
    "remark",
]
MONEY = ["total_investment", "fixed_investment", "funds_arrived", "expected_output", "expected_tax", "actual_output"]
NOTHING = Decimal("0.00")


def build(rows: Rows) -> ProjectDocument:
    project, programme, last = rows["project"], rows["programme"], rows["last_updates"]
    still = [each for each in rows["suspensions"] if each["resumption_id"] is None]
    current = [code["value"] for code in rows["national_codes"] if code["until"] is None]
    return ProjectDocument.model_validate(
        {name: project[name] for name in PLAIN}
        | {f"{name}_wan": project[name] for name in MONEY}
        | {f"{kind.value}s": _aliases(rows, kind) for kind in (AliasKind.FORMER_NAME, AliasKind.MERGED_CODE)}
        | {
            "aliases": _aliases(rows, AliasKind.ALIAS),
            "national_code": current[-1] if current else None,
            "national_codes": rows["national_codes"],
            "programme": programme and programme["code"],
            "programme_name": programme and programme["name"],
            "annual_lists": rows["annual_entries"],
            "developers": rows["developers"],
            "duties": rows["duties"],
            "stage": stage_of(rows["entries"]),
            "condition": _condition(rows),
            "signal": Signal.UNRATED,
            "stages": sorted(rows["entries"], key=_place),
            "suspension": still[0] if still else None,
            "suspensions": rows["suspensions"],
            "termination": rows["terminations"][0] if rows["terminations"] else None,
            "invested_total_wan": _invested_total(rows),
            "years": _years(rows),
            "permits": _permits(rows["milestones"]),
            "milestones": [milestone | {"slip_days": slip_days(milestone)} for milestone in rows["milestones"]],
            "last_update": _update(last[0]) if last else None,
        }
    )


def stage_of(entries: list[Row]) -> Stage | None:
    """The furthest stage entered and not withdrawn; none is the pipeline (储备)."""
    entered = {entry["stage"] for entry in entries if entry["withdrawal_id"] is None}
    return next((stage for stage in reversed(STAGES) if stage in entered), None)


def slip_days(milestone: Row) -> int | None:
    """Days by which it is late against its baseline (negative: early); none without both dates."""
    known, planned = milestone["reached_on"] or milestone["forecast_on"], milestone["baseline_on"]
    return (date.fromisoformat(known) - date.fromisoformat(planned)).days if known and planned else None


def _condition(rows: Rows) -> Condition:
    if rows["terminations"]:
        return Condition.TERMINATED
    standing_still = any(each["resumption_id"] is None for each in rows["suspensions"])
    return Condition.SUSPENDED if standing_still else Condition.UNDER_WAY


def _place(entry: Row) -> int:
    return STAGES.index(Stage(entry["stage"]))


def _aliases(rows: Rows, kind: AliasKind) -> list[str]:
    return [alias["value"] for alias in rows["aliases"] if alias["kind"] == kind]


def _update(update: Row) -> Row:
    week = Week(date.fromisoformat(update["week_start"]))
    return update | {"week": week.label, "invested_wan": update["invested"]}


def _permits(milestones: list[Row]) -> dict[str, Any] | None:
    permits = [milestone for milestone in milestones if milestone["phase"] == "permits"]
    missing = [milestone["label"] for milestone in permits if milestone["reached_on"] is None]
    return {"done": len(permits) - len(missing), "total": len(permits), "missing": missing} if permits else None


def _years(rows: Rows) -> list[Row]:
    plans = {plan["year"]: plan["amount"] for plan in rows["plans"]}
    openings = {opening["year"]: opening["invested_in_year"] for opening in rows["openings"]}
    months = {
        year: {each["month"]: each["amount"] for each in group}
        for year, group in groupby(rows["invested"], key=lambda each: each["year"])
    }
    return [
        {
            "year": year,
            "annual_plan_wan": plans.get(year),
            "opening_wan": openings.get(year),
            "months_wan": [months.get(year, {}).get(month, NOTHING) for month in range(1, 13)],
            "invested_wan": _in_year(openings.get(year), months.get(year)),
        }
        for year in sorted({*plans, *openings, *months})
    ]


def _in_year(opening: Decimal | None, months: dict[int, Decimal] | None) -> Decimal | None:
    if opening is None and months is None:
        return None
    return (opening or NOTHING) + sum((months or {}).values(), NOTHING)


def _invested_total(rows: Rows) -> Decimal | None:
    """Since the start: the earliest opening balance carries what was before; later ones only their own year."""
    openings, invested = rows["openings"], rows["invested"]
    if not openings and not invested:
        return None
    before = openings[0]["invested_before_year"] if openings else NOTHING
    opened = sum((opening["invested_in_year"] for opening in openings), NOTHING)
    return Decimal(before + opened + sum((each["amount"] for each in invested), NOTHING))
