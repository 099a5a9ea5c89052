"""Rates by batch, responsible unit, area or kind. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from backend.labels import Labelled
from backend.signals.rates import Counted, Rate, RateKind, batch_of, place, rate

NOBODY = "-"
"""Stands for the batch, unit or area of those that have none; no code begins so."""


class By(Labelled):
    ALL = "all", "全部"
    BATCH = "batch", "期次"
    UNIT = "unit", "责任单位"
    AREA = "area", "片区"
    KIND = "kind", "类型"


Rates = Mapping[RateKind, Rate]


def keys(by: By, kind: RateKind, project: Counted) -> Sequence[str]:
    """The groups in which a rate counts a project: several where several units are responsible."""
    match by:
        case By.BATCH:
            return (batch_of(kind, project) or NOBODY,)
        case By.UNIT:
            return project.units or (NOBODY,)
        case By.AREA:
            return (project.area or NOBODY,)
        case By.KIND:
            return (project.kind,)
    return (By.ALL.value,)


def of_all(projects: Sequence[Counted], current: str | None) -> Rates:
    return {kind: rate(kind, projects, current) for kind in RateKind}


def grouped(projects: Sequence[Counted], by: By, current: str | None) -> dict[str, Rates]:
    """The rates of every group, the newest batch first and else by code; who is in no group comes last. The current
    batch has no rates yet."""
    members: dict[str, dict[RateKind, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    for project in projects:
        for kind in RateKind:
            for key in keys(by, kind, project):
                members[key][kind].append(project)
    named = sorted(set(members) - {NOBODY, current if by is By.BATCH else NOBODY})
    if by is By.BATCH:
        named.sort(key=place, reverse=True)
    last = [NOBODY] if NOBODY in members else []
    return {key: {kind: rate(kind, members[key][kind], current) for kind in RateKind} for key in [*named, *last]}
