"""开工率、投产率、达效率: three pure rules over what each project entered, and with which batch.

The current batch is never in a denominator: its projects have had no time yet. Entries without a batch belong to no
cohort and are counted beside the rate. Who ended early stays in the denominator and is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from backend.projects.vocabulary import STAGES, Stage
from backend.units import share


@dataclass(frozen=True)
class Standing:
    """What the rates need of one project. `entered` names the batch of each stage that it entered, if it is known."""

    code: str
    entered: Mapping[Stage, str | None] = field(default_factory=dict)
    ended: bool = False
    expected_output: Decimal | None = None
    actual_output: Decimal | None = None
    """Output of a year in 万元."""


@dataclass(frozen=True)
class Rate:
    """A rate with the lists behind it; `percent` is none where nothing can be divided."""

    numerator: Decimal | int
    denominator: Decimal | int
    counted: tuple[str, ...]
    """Whom the denominator counts."""
    reached: tuple[str, ...]
    """Whom the numerator counts."""
    without_batch: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Whose outputs are not both known: they can be in neither part of 达效率."""
    ended: tuple[str, ...] = ()

    @property
    def percent(self) -> Decimal | None:
        return share(self.numerator, self.denominator)


def newest(batches: Iterable[str]) -> str | None:
    """The current batch: the latest by year and ordinal of those like `2026-3`."""
    return max(batches, key=_place, default=None)


def start_rate(projects: Sequence[Standing], current: str | None) -> Rate:
    """Projects of earlier 签约 batches that have started ÷ all projects of earlier 签约 batches."""
    return _of_cohort(projects, current, Stage.SIGNED, Stage.STARTED)


def production_rate(projects: Sequence[Standing], current: str | None) -> Rate:
    """Projects of earlier 开工 batches that are producing ÷ all projects of earlier 开工 batches."""
    return _of_cohort(projects, current, Stage.STARTED, Stage.PRODUCING)


def capacity_rate(projects: Sequence[Standing], current: str | None) -> Rate:
    """Actual ÷ expected annual output of the projects of earlier 投产 batches: money, not counts."""
    cohort = _cohort(projects, current, Stage.PRODUCING)
    known = [(p, p.actual_output, p.expected_output) for p in cohort]
    both = [(p.code, actual, expected) for p, actual, expected in known if actual is not None and expected is not None]
    codes = tuple(code for code, _, _ in both)
    return Rate(
        numerator=sum((actual for _, actual, _ in both), Decimal(0)),
        denominator=sum((expected for _, _, expected in both), Decimal(0)),
        counted=codes,
        reached=codes,
        without_batch=_without_batch(projects, Stage.PRODUCING),
        unknown=tuple(p.code for p in cohort if p.code not in codes),
        ended=tuple(p.code for p in cohort if p.ended and p.code in codes),
    )


def _of_cohort(projects: Sequence[Standing], current: str | None, entered: Stage, reaches: Stage) -> Rate:
    cohort = _cohort(projects, current, entered)
    reached = [p for p in cohort if _furthest(p) >= STAGES.index(reaches)]
    return Rate(
        numerator=len(reached),
        denominator=len(cohort),
        counted=tuple(p.code for p in cohort),
        reached=tuple(p.code for p in reached),
        without_batch=_without_batch(projects, entered),
        ended=tuple(p.code for p in cohort if p.ended),
    )


def _cohort(projects: Iterable[Standing], current: str | None, stage: Stage) -> list[Standing]:
    return [p for p in projects if p.entered.get(stage) not in (None, current)]


def _without_batch(projects: Iterable[Standing], stage: Stage) -> tuple[str, ...]:
    return tuple(p.code for p in projects if stage in p.entered and p.entered[stage] is None)


def _furthest(project: Standing) -> int:
    return max(STAGES.index(stage) for stage in project.entered)


def _place(batch: str) -> tuple[int, int]:
    year, _, ordinal = batch.partition("-")
    return int(year), int(ordinal)
