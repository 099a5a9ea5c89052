from datetime import datetime
from typing import Literal

from backend.briefs.data.blocks import Block
from backend.briefs.data.changes import Changes
from backend.briefs.data.due import Due
from backend.briefs.data.lights import Lights
from backend.briefs.data.notes import Listed, Notes
from backend.briefs.data.overall import Overall
from backend.briefs.data.parts import Part
from backend.briefs.data.problems import Problems
from backend.briefs.data.ranking import UnitRanking
from backend.briefs.data.scope import Scope


class Head(Part):
    """What the installation prints on the masthead and in the colophon."""

    name: str
    mark: str
    unit: str
    place: str
    """全市, 全县 or 全区; of a scope its name."""
    report_to: str
    send_to: str
    copies: int


class BriefData(Part):
    """A brief (周报, 专报 or a sheet) as of one moment."""

    version: Literal[1] = 1
    kind: Literal["weekly", "special", "sponsor", "circular", "appendix"] = "weekly"
    scope: Scope | None = None
    """Null is all projects. Neither this nor the kind is in briefs of before there were others."""
    head: Head
    week: str
    """Such as `2026-W48`."""
    week_year: int
    week_number: int
    as_of: datetime
    """The moment whose state is told: the cut-off of the week, or the moment of asking in a running week."""
    since: datetime
    """The cut-off of the week before: what was recorded after it is a change of this week."""
    draft: bool
    demonstration: bool
    overall: Overall | None
    """Null in a week before the first record."""
    changes: Changes | None
    blocks: list[Block]
    lights: Lights | None = None
    """Not in documents of other kinds, nor in briefs of before each light was told of."""
    problems: Problems | None = None
    """Not in briefs of before there was a register."""
    ranking: UnitRanking | None = None
    """Not in briefs of some projects only, nor of before units were ranked in them."""
    due: Due | None = None
    """Not in documents of other kinds, nor in briefs of before what comes was told of."""
    notes: Notes | None
    listed: list[Listed]
    """Every project, by code, while they are few enough to be printed; empty when they are too many, which they never are for an appendix."""
