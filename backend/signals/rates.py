"""The six rates (开工率、投产率、达效率、年度投资完成率、入库率、资金到位率): pure rules over what is counted of each project.

The current batch is never in a denominator: its projects have had no time yet. Who ended early stays in the denominator
and is named. What is unknown is in neither sum, and is counted beside the rate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backend.labels import Labelled
from backend.projects.vocabulary import STAGES, Stage, has_reached
from backend.units import share


class RateKind(Labelled):
    START = "start", "开工率"
    PRODUCTION = "production", "投产率"
    CAPACITY = "capacity", "达效率"
    COMPLETION = "completion", "年度投资完成率"
    REGISTRATION = "registration", "入库率"
    FUNDS = "funds", "资金到位率"

    @property
    def is_of_money(self) -> bool:
        return self in (RateKind.CAPACITY, RateKind.COMPLETION, RateKind.FUNDS)

    @property
    def is_of_cohorts(self) -> bool:
        """Whether it asks what became of batches, so that an entry without a batch is in none of its cohorts."""
        return self in (RateKind.START, RateKind.PRODUCTION, RateKind.CAPACITY)


SINCE = {
    RateKind.START: Stage.SIGNED,
    RateKind.PRODUCTION: Stage.STARTED,
    RateKind.CAPACITY: Stage.PRODUCING,
    RateKind.COMPLETION: Stage.SIGNED,
    RateKind.REGISTRATION: Stage.STARTED,
    RateKind.FUNDS: Stage.SIGNED,
}
"""The stage by whose entry a rate knows a project's batch; of one that was skipped, the entry after it."""


@dataclass(frozen=True)
class Counted:
    """What the rates count of one project; money in 万元. `entered` names the batch of each stage that it entered,
    if it is known; plan and investment are of the year that is asked for."""

    code: str
    name: str = ""
    entered: Mapping[Stage, str | None] = field(default_factory=dict)
    days: Mapping[Stage, date | None] = field(default_factory=dict)
    withdrawn: frozenset[Stage] = frozenset()
    """Stages whose entry was taken back and not made again."""
    ended: bool = False
    kind: str = ""
    area: str | None = None
    units: tuple[str, ...] = ()
    """Who is responsible for it, by code."""
    plan: Decimal | None = None
    invested: Decimal | None = None
    expected_output: Decimal | None = None
    actual_output: Decimal | None = None
    """Output of a year."""
    total: Decimal | None = None
    arrived: Decimal | None = None
    registered: bool = False

    @property
    def stage(self) -> Stage | None:
        return next((stage for stage in reversed(STAGES) if stage in self.entered), None)


@dataclass(frozen=True)
class Rate:
    """A rate with the lists behind it; `percent` is none where nothing can be divided."""

    numerator: Decimal | int
    denominator: Decimal | int
    counted: tuple[str, ...]
    """Whom the denominator counts."""
    reached: tuple[str, ...]
    """Whom the numerator counts."""
    current: tuple[str, ...] = ()
    """Who came with the current batch, and so is in no denominator."""
    without_batch: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Of whom one of two amounts is unknown: they are in neither sum."""
    ended: tuple[str, ...] = ()
    """Who ended early; they are in the denominator."""
    withdrawn: tuple[str, ...] = ()
    """Whose entry was an error and taken back: they were never meant."""

    @property
    def percent(self) -> Decimal | None:
        return share(self.numerator, self.denominator)


def newest(batches: Iterable[str]) -> str | None:
    """The current batch: the latest by year and ordinal of those like `2026-3`."""
    return max(batches, key=place, default=None)


def place(batch: str) -> tuple[int, int]:
    year, _, ordinal = batch.partition("-")
    return int(year), int(ordinal)


def rate(kind: RateKind, projects: Sequence[Counted], current: str | None) -> Rate:
    """`current` is the current batch; with none of it all batches count."""
    meant = [each for each in projects if _is_meant(kind, each)]
    batches = {each.code: batch_of(kind, each) for each in meant}
    homeless = [each.code for each in meant if kind.is_of_cohorts and batches[each.code] is None]
    new = [code for code, batch in batches.items() if current is not None and batch == current]
    asked = [each for each in meant if each.code not in {*homeless, *new}]
    found = {each.code: amounts(kind, each) for each in asked}
    known = {code: (part, whole) for code, (part, whole) in found.items() if part is not None and whole is not None}
    return Rate(
        numerator=sum((part for part, _ in known.values()), Decimal(0)),
        denominator=sum((whole for _, whole in known.values()), Decimal(0)),
        counted=tuple(known),
        reached=tuple(code for code, (part, _) in known.items() if part or kind.is_of_money),
        current=tuple(new),
        without_batch=tuple(homeless),
        unknown=tuple(code for code in found if code not in known),
        ended=tuple(each.code for each in asked if each.ended and each.code in known),
        withdrawn=tuple(p.code for p in projects if kind.is_of_cohorts and SINCE[kind] in p.withdrawn),
    )


def batch_of(kind: RateKind, project: Counted) -> str | None:
    """The batch with which a rate counts a project: that of its first entry from the rate's stage on."""
    later = STAGES[STAGES.index(SINCE[kind]) :]
    return next((project.entered[stage] for stage in later if stage in project.entered), None)


def _is_meant(kind: RateKind, project: Counted) -> bool:
    if kind.is_of_cohorts:
        return SINCE[kind] in project.entered
    return kind is not RateKind.REGISTRATION or has_reached(project.stage, Stage.STARTED)


def amounts(kind: RateKind, project: Counted) -> tuple[Decimal | None, Decimal | None]:
    """What a project adds to numerator and denominator; a project of a count adds itself."""
    return {
        RateKind.START: (Decimal(has_reached(project.stage, Stage.STARTED)), Decimal(1)),
        RateKind.PRODUCTION: (Decimal(has_reached(project.stage, Stage.PRODUCING)), Decimal(1)),
        RateKind.REGISTRATION: (Decimal(project.registered), Decimal(1)),
        RateKind.CAPACITY: (project.actual_output, project.expected_output),
        RateKind.COMPLETION: (project.invested, project.plan),
        RateKind.FUNDS: (project.arrived, project.total),
    }[kind]
