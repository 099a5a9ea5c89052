"""What the API says of a project's lifecycle: the same in its document and as an answer of its own."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from backend.lifecycle.models import StageEntry, Suspension
from backend.projects.vocabulary import Cause, Stage
from backend.web.schema import Output


class WithdrawalPart(Output):
    reason: str
    withdrawn_at: datetime


class StagePart(Output):
    """An entry into a stage; a withdrawn one stays and says why."""

    id: UUID
    stage: Stage
    batch: str | None
    occurred_on: date | None
    evidence: str | None
    skip_reason: str | None
    recorded_at: datetime
    withdrawn: WithdrawalPart | None

    @classmethod
    def of(cls, entry: StageEntry) -> Self:
        return cls(
            id=entry.id,
            stage=entry.stage,
            batch=entry.batch.code if entry.batch else None,
            occurred_on=entry.occurred_on,
            evidence=entry.evidence,
            skip_reason=entry.skip_reason,
            recorded_at=entry.recorded_at,
            withdrawn=WithdrawalPart.model_validate(entry.withdrawal) if entry.withdrawal else None,
        )


class SuspensionPart(Output):
    cause: Cause
    since: date
    expected_until: date | None
    note: str | None
    resumed_on: date | None

    @classmethod
    def of(cls, suspension: Suspension) -> Self:
        return cls(
            cause=suspension.cause,
            since=suspension.since,
            expected_until=suspension.expected_until,
            note=suspension.note,
            resumed_on=suspension.resumption.resumed_on if suspension.resumption else None,
        )


class TerminationPart(Output):
    ended_on: date
    reason: str
