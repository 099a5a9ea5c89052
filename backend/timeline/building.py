"""From a project's rows to its document. Pure: the same rows give the same document."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from backend.milestones.following import slip
from backend.money import yields
from backend.money.parts import ResultPart
from backend.projects.vocabulary import STAGES, AliasKind, Signal, Stage
from backend.signals.models import Axis
from backend.signals.rows import Row, Rows
from backend.signals.standing import condition, furthest, worst
from backend.timeline.document import ProjectDocument
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
    "expected_energy_tce",
    "two_high",
    "new_capacity",
    "remark",
]
MONEY = ["total_investment", "fixed_investment", "expected_output", "expected_tax", "expected_profit"]
NOTHING = Decimal("0.00")
MONTHS = range(1, 13)
AXES = tuple(Axis)
LISTS = [
    "national_codes",
    "developers",
    "duties",
    "suspensions",
    "investment_changes",
    "funding_sources",
    "fund_plans",
    "fund_arrivals",
    "results",
    "baseline_plans",
    "assignments",
    "problems",
    "supervisions",
]


def build(rows: Rows) -> ProjectDocument:
    project, programme, last = rows["project"], rows["programme"], rows["last_updates"]
    still = [each for each in rows["suspensions"] if each["resumption_id"] is None]
    current = [code["value"] for code in rows["national_codes"] if code["until"] is None]
    return ProjectDocument.model_validate(
        {name: project[name] for name in PLAIN}
        | {name: rows[name] for name in LISTS}
        | {f"{name}_wan": project[name] for name in MONEY}
        | {f"{kind.value}s": _aliases(rows, kind) for kind in (AliasKind.FORMER_NAME, AliasKind.MERGED_CODE)}
        | {
            "aliases": _aliases(rows, AliasKind.ALIAS),
            "national_code": current[-1] if current else None,
            "programme": programme and programme["code"],
            "programme_name": programme and programme["name"],
            "annual_lists": rows["annual_entries"],
            "stage": furthest(rows["entries"]),
            "condition": condition(rows),
            "signal": _shown(rows),
            "computed_signal": _computed(rows),
            "override": rows["overrides"][0] if rows["overrides"] else None,
            "lights": sorted(rows["lights"], key=lambda light: AXES.index(light["axis"])),
            "stages": sorted(rows["entries"], key=_place),
            "suspension": still[0] if still else None,
            "termination": rows["terminations"][0] if rows["terminations"] else None,
            "invested_total_wan": _invested_total(rows),
            "years": _years(rows),
            "permits": _permits(rows["milestones"]),
            "milestones": [milestone | _slips(milestone) for milestone in rows["milestones"]],
            "funds_arrived_wan": _sum(rows["fund_arrivals"]),
            "actual_output_wan": yields.newest_output(ResultPart.model_validate(each) for each in rows["results"]),
            "last_update": _update(last[0]) if last else None,
        }
    )


def _shown(rows: Rows) -> Signal:
    overrides = rows["overrides"]
    return Signal(overrides[0]["signal"]) if overrides else _computed(rows)


def _computed(rows: Rows) -> Signal:
    return worst(light["signal"] for light in rows["lights"])


def _slips(milestone: Row) -> Row:
    known = _day(milestone["reached_on"] or milestone["forecast_on"])
    return {
        "slip_days": slip(known, _day(milestone["first_baseline_on"])),
        "slip_current_days": slip(known, _day(milestone["baseline_on"])),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
    monthly, counted = (
        {(m["year"], m["month"]): m["amount"] for m in rows[name]} for name in ("monthly_plans", "statistics")
    )
    known = {*plans, *openings, *months, *(year for year, _ in (*monthly, *counted))}
    return [
        {
            "year": year,
            "annual_plan_wan": plans.get(year),
            "monthly_plan_wan": [monthly.get((year, month)) for month in MONTHS],
            "opening_wan": openings.get(year),
            "months_wan": [months.get(year, {}).get(month) for month in MONTHS],
            "invested_wan": _in_year(openings.get(year), months.get(year)),
            "statistics_wan": [counted.get((year, month)) for month in MONTHS],
        }
        for year in sorted(known)
    ]


def _in_year(opening: Decimal | None, months: dict[int, Decimal] | None) -> Decimal | None:
    if opening is None and months is None:
        return None
    return (opening or NOTHING) + sum((months or {}).values(), NOTHING)


def _sum(rows: list[Row]) -> Decimal | None:
    return sum((row["amount"] for row in rows), NOTHING) if rows else None


def _invested_total(rows: Rows) -> Decimal | None:
    """Since the start: the earliest opening balance carries what was before; later ones only their own year."""
    openings, invested = rows["openings"], rows["invested"]
    if not openings and not invested:
        return None
    before = openings[0]["invested_before_year"] if openings else NOTHING
    opened = sum((opening["invested_in_year"] for opening in openings), NOTHING)
    return Decimal(before + opened + sum((each["amount"] for each in invested), NOTHING))
