"""The data files of the seed, read into what the services take."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backend.projects.schemas import ProjectIn
from backend.projects.vocabulary import Stage

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Named:
    """A project that is named in public, with what was said of it and nothing more."""

    facts: ProjectIn
    stage: Stage | None
    lead_unit: str


@cache
def table(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text())


def named_projects(file: str = "projects.csv") -> list[Named]:
    with (DATA / file).open(newline="") as lines:
        return [_named(row) for row in csv.DictReader(lines)]


def _named(row: dict[str, str]) -> Named:
    facts = {name: row[name] for name in ("code", "name", "short_name", "kind")}
    unknown_if_empty = {name: row[name] or None for name in ("programme", "area", "cluster", "remark")}
    aliases = [alias for alias in row["aliases"].split(";") if alias]
    return Named(
        ProjectIn(**facts, **unknown_if_empty, aliases=aliases),
        Stage(row["stage"]) if row["stage"] else None,
        row["lead_unit"],
    )
