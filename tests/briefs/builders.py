"""Documents and snapshots for tests. Say only what the test is about; everything else is unknown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from backend.briefs.data import BriefData
from backend.briefs.figures.composing import compose
from backend.briefs.snapshot import Report, Snapshot
from backend.clock import BEIJING
from backend.config import Settings
from backend.ids import stable_id
from backend.lifecycle.parts import StagePart, SuspensionPart, TerminationPart, WithdrawalPart
from backend.milestones.models import Phase
from backend.milestones.parts import MilestonePart
from backend.projects.vocabulary import STAGES, Cause, Condition, Signal, Stage
from backend.timeline.document import SHAPE, ProjectDocument, YearPart
from backend.weeks import Week

WEEK = Week.parse("2026-W47")
CUT_OFF = datetime(2026, 11, 20, 18, tzinfo=BEIJING)
DEFAULTS: dict[str, Any] = {
    "shape": SHAPE,
    "condition": Condition.UNDER_WAY,
    "signal": Signal.UNRATED,
    "computed_signal": Signal.UNRATED,
    "kind": "industrial",
}
UNPLANNED: dict[str, Any] = {"monthly_plan_wan": [None] * 12, "statistics_wan": [None] * 12}


def document(code: str, **given: Any) -> ProjectDocument:
    """A project with the stages, years and milestones given; the stage follows from the entries."""
    lists = {name for name, field in ProjectDocument.model_fields.items() if str(field.annotation).startswith("list[")}
    empty = {name: [] if name in lists else None for name in ProjectDocument.model_fields}
    empty |= {
        "version": 1,
        "shape": SHAPE,
        "updated_at": CUT_OFF,
        "name": f"{code}污水处理厂项目",
        "short_name": f"{code}厂",
    }
    entered = {entry.stage for entry in given.get("stages", []) if entry.withdrawn is None}
    stage = next((each for each in reversed(STAGES) if each in entered), None)
    return ProjectDocument(**empty | DEFAULTS | {"code": code, "stage": stage} | given)


def entry(
    stage: Stage, on: str | None = None, batch: str | None = None, *, withdrawn: str = "", key: str = "1", **given: Any
) -> StagePart:
    """Entries of one stage and key are the same entry, at both cut-offs."""
    why = WithdrawalPart(reason=withdrawn, withdrawn_at=CUT_OFF) if withdrawn else None
    return StagePart(
        **{"evidence": None, "skip_reason": None, "recorded_at": CUT_OFF} | given,
        id=stable_id("entry", stage, key),
        stage=stage,
        batch=batch,
        occurred_on=date.fromisoformat(on) if on else None,
        withdrawn=why,
    )


def signed(code: str, **given: Any) -> ProjectDocument:
    return document(code, stages=[entry(Stage.SIGNED)], **given)


def started(code: str, **given: Any) -> ProjectDocument:
    return document(code, stages=[entry(Stage.STARTED)], **given)


def producing(code: str, **given: Any) -> ProjectDocument:
    return document(code, stages=[entry(Stage.PRODUCING)], **given)


def suspended(code: str, since: str = "2026-11-17") -> ProjectDocument:
    stop = SuspensionPart(
        cause=Cause.FUNDS, since=date.fromisoformat(since), expected_until=None, note=None, resumed_on=None
    )
    stages = [entry(Stage.STARTED)]
    return document(code, stages=stages, condition=Condition.SUSPENDED, suspension=stop, suspensions=[stop])


def terminated(code: str, **given: Any) -> ProjectDocument:
    ended = TerminationPart(ended_on=date(2026, 11, 18), reason="业主退出")
    return document(code, condition=Condition.TERMINATED, termination=ended, **given)


def money(plan: int | None = None, invested: int | None = None, year: int = 2026, **given: Any) -> list[YearPart]:
    return [
        YearPart(
            **UNPLANNED | {"opening_wan": None, "months_wan": [None] * 12} | given,
            year=year,
            annual_plan_wan=None if plan is None else Decimal(plan),
            invested_wan=None if invested is None else Decimal(invested),
        )
    ]


def milestone(key: str, reached: str | None = None, planned: str | None = None, **given: Any) -> MilestonePart:
    reached_on = date.fromisoformat(reached) if reached else None
    baseline_on = date.fromisoformat(planned) if planned else None
    slip_days = (reached_on - baseline_on).days if reached_on and baseline_on else None
    unknown = dict.fromkeys(("gate", "forecast_on", "forecast_reason", "forecast_sentence", "evidence", "file"))
    return MilestonePart(
        **unknown | {"label": key, "phase": Phase.WORKS} | given,
        id=stable_id("milestone", key),
        key=key,
        first_baseline_on=baseline_on,
        baseline_on=baseline_on,
        reached_on=reached_on,
        slip_days=slip_days,
        slip_current_days=slip_days,
        recorded_at=CUT_OFF,
    )


def report(code: str, invested: int = 0, week: str = "2026-W47", sent: datetime = CUT_OFF, **given: Any) -> Report:
    words = {"unchanged": False, "site_progress": None, "next_step": None} | given
    return Report(code=code, week=Week.parse(week), invested=Decimal(invested), submitted_at=sent, **words)


def snapshot(*now: ProjectDocument, then: tuple[ProjectDocument, ...] | None = None, **given: Any) -> Snapshot:
    """Without `then` the projects are as they were a week before."""
    fields = {"week": WEEK, "as_of": CUT_OFF} | given
    return Snapshot(now=now, then=now if then is None else then, **fields)


def brief(
    *now: ProjectDocument, blocks: str = "", then: tuple[ProjectDocument, ...] | None = None, **given: Any
) -> BriefData:
    return compose(snapshot(*now, then=then, **given), Settings(brief_blocks=blocks))
