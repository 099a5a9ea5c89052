from pydantic import Field

from backend.briefs.data.parts import Part, Row
from backend.findings.rules import Rule
from backend.projects.vocabulary import Signal
from backend.units import Wan


class Missing(Part):
    """A project whose update of the week is not there."""

    code: str
    name: str
    last: str | None
    """The last week that it reported, such as `2026-W46`; null when it never did."""
    weeks: int | None = None
    """How many weeks in a row are missing, this one included; null in briefs from before this was counted."""


class Supplement(Part):
    """An update of an earlier week, sent between the two cut-offs."""

    code: str
    name: str
    week: str


class Reporting(Part):
    """Who sent the update of the week."""

    owed: int
    """Signed and started projects that neither stand still nor have ended."""
    on_time: int
    unchanged: int
    """How many of those on time said 本周无变化."""
    missing: list[Missing]
    supplements: list[Supplement]
    returned: list[str] = Field(default_factory=list)
    """Those on time that a reviewer sent back and nobody has mended: their figures count, marked as not confirmed."""


class Finding(Part):
    rule: Rule
    names: list[str]
    """Short names of the projects that it concerns."""


class Notes(Part):
    """八、数据说明"""

    reporting: Reporting
    findings: list[Finding]


class Listed(Part):
    """A row of 全部项目一览."""

    code: str
    name: str
    row: Row
    total: Wan | None
    plan: Wan | None
    invested: Wan | None
    signal: Signal
