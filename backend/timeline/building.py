"""From a project's rows to its document. Pure: the same rows give the same document."""

from decimal import Decimal

from backend.lifecycle.models import StageEntry
from backend.lifecycle.parts import StagePart, SuspensionPart, TerminationPart
from backend.milestones.models import Milestone, Phase
from backend.milestones.parts import MilestonePart
from backend.projects.parts import AnnualListPart, DeveloperPart, DutyPart, NationalCodePart
from backend.projects.vocabulary import STAGES, AliasKind, Condition, Signal, Stage
from backend.timeline.document import PermitsPart, ProjectDocument, YearPart
from backend.timeline.rows import Rows
from backend.updates.parts import UpdatePart
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


def build(rows: Rows) -> ProjectDocument:
    project = rows.project
    current = next((code for code in reversed(rows.national_codes) if code.until is None), None)
    open_ones = [each for each in rows.suspensions if each.resumption is None]
    return ProjectDocument(
        **{name: getattr(project, name) for name in PLAIN},
        **{f"{name}_wan": getattr(project, name) for name in MONEY},
        aliases=_aliases(rows, AliasKind.ALIAS),
        former_names=_aliases(rows, AliasKind.FORMER_NAME),
        merged_codes=_aliases(rows, AliasKind.MERGED_CODE),
        national_code=current.value if current else None,
        national_codes=[NationalCodePart.model_validate(code) for code in rows.national_codes],
        programme=project.programme.code if project.programme else None,
        programme_name=project.programme.name if project.programme else None,
        annual_lists=[AnnualListPart.model_validate(entry) for entry in rows.annual_entries],
        developers=[DeveloperPart.model_validate(share.developer) for share in rows.shares],
        duties=[DutyPart.of(duty) for duty in rows.duties],
        stage=stage_of(rows.entries),
        condition=_condition(rows),
        signal=Signal.UNRATED,
        stages=[StagePart.of(entry) for entry in sorted(rows.entries, key=_place)],
        suspension=SuspensionPart.of(open_ones[0]) if open_ones else None,
        suspensions=[SuspensionPart.of(each) for each in rows.suspensions],
        termination=TerminationPart.model_validate(rows.terminations[0]) if rows.terminations else None,
        invested_total_wan=_invested_total(rows),
        years=_years(rows),
        permits=_permits(rows.milestones),
        milestones=[MilestonePart.model_validate(milestone) for milestone in rows.milestones],
        last_update=UpdatePart.of(rows.updates[-1]) if rows.updates else None,
    )


def stage_of(entries: list[StageEntry]) -> Stage | None:
    """The furthest stage entered and not withdrawn; none is the pipeline (储备)."""
    entered = {entry.stage for entry in entries if entry.withdrawal_id is None}
    return next((stage for stage in reversed(STAGES) if stage in entered), None)


def _condition(rows: Rows) -> Condition:
    if rows.terminations:
        return Condition.TERMINATED
    standing_still = any(each.resumption is None for each in rows.suspensions)
    return Condition.SUSPENDED if standing_still else Condition.UNDER_WAY


def _place(entry: StageEntry) -> int:
    return STAGES.index(entry.stage)


def _aliases(rows: Rows, kind: AliasKind) -> list[str]:
    return [alias.value for alias in rows.aliases if alias.kind is kind]


def _permits(milestones: list[Milestone]) -> PermitsPart | None:
    permits = [milestone for milestone in milestones if milestone.phase is Phase.PERMITS]
    missing = [milestone.label for milestone in permits if milestone.reached_on is None]
    if not permits:
        return None
    return PermitsPart(done=len(permits) - len(missing), total=len(permits), missing=missing)


def _years(rows: Rows) -> list[YearPart]:
    plans = {plan.year: plan.amount for plan in rows.plans}
    openings = {opening.year: opening.invested_in_year for opening in rows.openings}
    months: dict[int, list[Decimal]] = {}
    for update in rows.updates:
        week = Week(update.week_start)
        months.setdefault(week.year, [Decimal("0.00")] * 12)[week.month - 1] += update.invested
    return [
        YearPart(
            year=year,
            annual_plan_wan=plans.get(year),
            opening_wan=openings.get(year),
            months_wan=months.get(year, [Decimal("0.00")] * 12),
            invested_wan=_in_year(openings.get(year), months.get(year)),
        )
        for year in sorted({*plans, *openings, *months})
    ]


def _in_year(opening: Decimal | None, months: list[Decimal] | None) -> Decimal | None:
    if opening is None and months is None:
        return None
    return (opening or Decimal(0)) + sum(months or [], Decimal(0))


def _invested_total(rows: Rows) -> Decimal | None:
    """Since the start: the earliest opening balance carries what was before; later ones only their own year."""
    if not rows.updates and not rows.openings:
        return None
    before = rows.openings[0].invested_before_year if rows.openings else Decimal(0)
    opened = sum((opening.invested_in_year for opening in rows.openings), Decimal(0))
    return before + opened + sum((update.invested for update in rows.updates), Decimal(0))
