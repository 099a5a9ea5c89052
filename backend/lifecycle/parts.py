"""What the API says of a project's lifecycle: the same in its document and as an answer of its own."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self
from uuid import UUID

from backend.lifecycle.models import Batch, StageEntry, Suspension
from backend.lifecycle.outcomes import Outcome
from backend.projects.parts import MemberPart
from backend.projects.vocabulary import Cause, Level, Stage
from backend.units import Wan
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


class BatchPart(Output):
    """A term (期次), with how many projects entered each stage with it, as far as the caller may see them."""

    code: str
    year: int
    ordinal: int
    number: int
    level: Level
    held_on: date | None
    signed: int
    started: int
    producing: int

    @classmethod
    def of(cls, batch: Batch, counts: Mapping[Stage, int]) -> Self:
        return cls(
            code=batch.code,
            year=batch.year,
            ordinal=batch.ordinal,
            number=batch.number,
            level=batch.level,
            held_on=batch.held_on,
            signed=counts.get(Stage.SIGNED, 0),
            started=counts.get(Stage.STARTED, 0),
            producing=counts.get(Stage.PRODUCING, 0),
        )


class OutcomePart(Output):
    """Those who entered a stage with a batch, and what became of them: `onward` have reached a later stage since.

    `total_investment_wan` is the sum of those `known` members whose total is known."""

    stage: Stage
    members: list[MemberPart]
    total_investment_wan: Wan | None
    known: int
    onward: int
    ended: int

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        return cls(
            stage=outcome.stage,
            members=[MemberPart.of(summary) for _, summary in outcome.members],
            total_investment_wan=outcome.total,
            known=outcome.known,
            onward=outcome.onward,
            ended=len(outcome.ended),
        )


class BatchWithOutcomes(BatchPart):
    outcomes: list[OutcomePart]
