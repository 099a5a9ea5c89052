"""What the API says of that which belongs to a project: the same in its document and as an answer of its own."""

from datetime import date
from typing import Self
from uuid import UUID

from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.web.schema import Output


class DeveloperPart(Output):
    name: str
    credit_code: str | None


class NationalCodePart(Output):
    value: str
    since: date
    until: date | None


class AnnualListPart(Output):
    year: int
    list: str


class DutyPart(Output):
    """A person is named by name alone: how to reach them is not for programs."""

    id: UUID
    kind: DutyKind
    unit: str | None
    unit_name: str | None
    person: str | None
    since: date
    until: date | None

    @classmethod
    def of(cls, duty: Duty) -> Self:
        return cls(
            id=duty.id,
            kind=duty.kind,
            unit=duty.unit.code if duty.unit else None,
            unit_name=duty.unit.name if duty.unit else None,
            person=duty.account.person if duty.account else None,
            since=duty.since,
            until=duty.until,
        )
