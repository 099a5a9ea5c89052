"""Everything that a brief says, as one frozen value: taken in one go, stored as JSON, and the only source of its text.

Money is in 万元. Unknown is null, never zero: each sum says over how many projects it is known."""

from backend.briefs.data.blocks import Block, Member, Step
from backend.briefs.data.brief import BriefData, Head
from backend.briefs.data.changes import (
    Arrival,
    Changes,
    Entered,
    Reached,
    Standstill,
    TotalChange,
    Totals,
    WeekMoney,
    Withdrawn,
)
from backend.briefs.data.edition import Corrected, Edition, Imprint
from backend.briefs.data.edits import Edits, Picked, Remark, Section
from backend.briefs.data.notes import Finding, Listed, Missing, Notes, Reporting, Supplement
from backend.briefs.data.overall import CapacityRate, CountRate, Overall, Rates, StageRow, YearProgress
from backend.briefs.data.parts import Completion, Part, Row, Signed, Sum
from backend.briefs.data.scope import Scope
from backend.findings.rules import Rule

__all__ = [
    "Arrival",
    "Block",
    "BriefData",
    "CapacityRate",
    "Changes",
    "Completion",
    "Corrected",
    "CountRate",
    "Edition",
    "Edits",
    "Entered",
    "Finding",
    "Head",
    "Imprint",
    "Listed",
    "Member",
    "Missing",
    "Notes",
    "Overall",
    "Part",
    "Picked",
    "Rates",
    "Reached",
    "Remark",
    "Reporting",
    "Row",
    "Rule",
    "Scope",
    "Section",
    "Signed",
    "StageRow",
    "Standstill",
    "Step",
    "Sum",
    "Supplement",
    "TotalChange",
    "Totals",
    "WeekMoney",
    "Withdrawn",
    "YearProgress",
]
