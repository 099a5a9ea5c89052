"""What the API says of that which belongs to a project: the same in its document and as an answer of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from backend.projects.models import AnnualPlan, Duty, OpeningBalance, Programme
from backend.projects.summary import Summary
from backend.projects.vocabulary import AliasKind, Condition, DutyKind, Scheme, Stage
from backend.units import Wan
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
    list_code: str


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


class MemberPart(Output):
    """A project in a list of something else: what it is now, in short. Its document says the rest."""

    code: str
    name: str
    stage: Stage | None
    condition: Condition
    total_investment_wan: Wan | None

    @classmethod
    def of(cls, summary: Summary) -> Self:
        return cls(
            code=summary.code,
            name=summary.name,
            stage=summary.stage,
            condition=summary.condition,
            total_investment_wan=summary.total_investment,
        )


class AliasPart(Output):
    kind: AliasKind
    value: str


class AnnualPlanPart(Output):
    year: int
    amount_wan: Wan

    @classmethod
    def of(cls, plan: AnnualPlan) -> Self:
        return cls(year=plan.year, amount_wan=plan.amount)


class OpeningBalancePart(Output):
    year: int
    invested_in_year_wan: Wan
    invested_before_year_wan: Wan

    @classmethod
    def of(cls, opening: OpeningBalance) -> Self:
        return cls(
            year=opening.year,
            invested_in_year_wan=opening.invested_in_year,
            invested_before_year_wan=opening.invested_before_year,
        )


class ClassificationPart(Output):
    """An entry of a list by which projects are grouped, and since when until when it is offered."""

    scheme: Scheme
    code: str
    label: str
    position: int
    valid_from: date | None
    valid_to: date | None


class CountedListPart(Output):
    """A list of a year (年度清单), with how many projects stand on it, as far as the caller may see them."""

    year: int
    list_code: str
    label: str
    projects: int


class ProgrammePart(Output):
    """`members` are those that the caller may see; `planned_members` is how many there are meant to be."""

    code: str
    name: str
    goal: str | None
    planned_members: int | None
    members: list[MemberPart]

    @classmethod
    def of(cls, programme: Programme, members: Iterable[Summary]) -> Self:
        return cls(
            code=programme.code,
            name=programme.name,
            goal=programme.goal,
            planned_members=programme.planned_members,
            members=[MemberPart.of(each) for each in members],
        )
