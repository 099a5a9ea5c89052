"""Lists of findings: filters and keyset pages, the same for the page and the API."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from backend.findings.checking import NO_UNIT, key
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.web.schema import Blank, Input

Choice = Annotated[str | None, Field(max_length=40), Blank]
WITHOUT = "none"


class Asked(Input):
    """Which findings; what is not given does not limit."""

    rule: Annotated[Rule | None, Blank] = None
    unit: Choice = None
    """责任单位的代码；none 是没有责任单位的"""
    project: Choice = None


@dataclass(frozen=True)
class UnitFindings:
    """What is found of the projects of one unit; of the page that is shown only some may be `shown`."""

    code: str
    name: str
    counts: Counter[Rule]
    shown: list[Finding]


def matching(found: Sequence[Finding], asked: Asked) -> list[Finding]:
    return [each for each in found if _matches(each, asked)]


def _matches(finding: Finding, asked: Asked) -> bool:
    units = [code for code, _ in finding.project.units] or [WITHOUT]
    return (
        asked.rule in {None, finding.rule}
        and (asked.unit is None or asked.unit in units)
        and asked.project in {None, finding.project.code}
    )


def beyond(found: Sequence[Finding], after: Sequence[Any], limit: int) -> tuple[list[Finding], list[Any] | None]:
    """So many findings after the one with this key, and the key after which to go on, if there are more."""
    rest = [each for each in found if not after or list(key(each)) > list(after)]
    return rest[:limit], list(key(rest[limit - 1])) if len(rest) > limit else None


def by_unit(found: Sequence[Finding], shown: Sequence[Finding]) -> list[UnitFindings]:
    """The units of which something is shown, each with the counts of all that is found there."""
    counts: dict[str, Counter[Rule]] = {}
    for finding in found:
        counts.setdefault(key(finding)[0], Counter())[finding.rule] += 1
    groups: dict[str, UnitFindings] = {}
    for finding in shown:
        unit = key(finding)[0]
        name = finding.unit[1] if finding.unit else "没有责任单位"
        group = groups.setdefault(unit, UnitFindings(WITHOUT if unit == NO_UNIT else unit, name, counts[unit], []))
        group.shown.append(finding)
    return list(groups.values())


def units_of(found: Sequence[Finding]) -> list[tuple[str, str]]:
    """All units of which there are findings, by code and name."""
    known = {unit[0]: unit[1] for each in found for unit in each.project.units}
    rest = [(WITHOUT, "没有责任单位")] if any(each.unit is None for each in found) else []
    return [*sorted(known.items()), *rest]
