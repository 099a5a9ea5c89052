from datetime import date
from typing import Annotated

from pydantic import Field

from backend.projects.schemas import OptionalDate
from backend.projects.vocabulary import Cause, Level, Stage
from backend.web.schema import Blank, Input, OptionalText

Reason = Annotated[str, Field(min_length=2, max_length=500)]


class StageEntryIn(Input):
    """A project enters a stage. Day, batch and evidence may be unknown; they are then 待填报 and a finding."""

    stage: Stage
    batch: Annotated[str | None, Field(max_length=10), Blank] = None
    """Such as `2026-3`."""
    occurred_on: OptionalDate = None
    evidence: Annotated[str | None, Field(max_length=300), Blank] = None
    skip_reason: Annotated[str | None, Field(max_length=300), Blank] = None
    """Needed when the stage before this one was never entered."""


class WithdrawalIn(Input):
    reason: Reason


class SuspensionIn(Input):
    cause: Cause
    since: date
    expected_until: OptionalDate = None
    note: OptionalText = None


class ResumptionIn(Input):
    resumed_on: date
    note: Annotated[str | None, Field(max_length=500), Blank] = None


class TerminationIn(Input):
    ended_on: date
    reason: Reason


class BatchIn(Input):
    """A term of the 三个一批. `number` is the running total; without it the next one."""

    year: int = Field(ge=2015, le=2100)
    ordinal: int = Field(ge=1, le=99)
    level: Level
    held_on: OptionalDate = None
    number: Annotated[int | None, Field(ge=1, le=9999), Blank] = None
