"""What a demonstration tells of each project: where it stands at the end, how fast it goes, what it costs."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from backend.projects.schemas import ProjectIn
from seed.reading import named_projects

HERE = Path(__file__).parent
MADE_UP = "演示数据，项目和数字均为虚构"


@dataclass(frozen=True)
class Plot:
    facts: ProjectIn
    lead_unit: str
    flavour: str
    """Which words are used for works that differ too much for one set of words."""
    at: str
    """The milestone that is being worked on when the history ends."""
    since: int | None
    """Days since the milestone before it was reached, where it matters."""
    pace: float
    """1 is usual; above it everything takes longer."""
    total: Decimal
    """Total investment in 万元."""

    @property
    def code(self) -> str:
        return self.facts.code

    @property
    def signs(self) -> bool:
        """Whether there is an investor who signs; what the place builds itself is never signed."""
        return self.facts.kind == "industrial"


def plots() -> list[Plot]:
    return [*_named(), *_made_up()]


def _named() -> Iterator[Plot]:
    """The projects of the seed, whose figures and dates are made up here."""
    named = {each.facts.code: each for each in named_projects()}
    for row in _rows("named.csv"):
        each = named[row["code"]]
        yield _plot(row, each.facts, each.lead_unit)


def _made_up() -> Iterator[Plot]:
    for row in _rows("made_up.csv"):
        plain = {name: row[name] for name in ("code", "name", "short_name", "kind", "content")}
        groups = {name: row[name] or None for name in ("area", "cluster")}
        yield _plot(row, ProjectIn(**plain, **groups, remark=MADE_UP), row["lead_unit"])


def _plot(row: dict[str, str], facts: ProjectIn, lead_unit: str) -> Plot:
    pace, total = float(row["pace"]), Decimal(row["total_wan"])
    since = int(row["since"]) if row.get("since") else None
    return Plot(facts, lead_unit, row["flavour"], row["at"], since, pace, total)


def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(newline="") as lines:
        return list(csv.DictReader(lines))
