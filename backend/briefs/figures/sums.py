"""What every section counts with: where a project stands, and sums that know over how many projects they are."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from backend.briefs.data import Completion, Row, Sum
from backend.projects.vocabulary import Condition, Stage
from backend.signals.rates import RateKind, rate
from backend.timeline.document import ProjectDocument, YearPart
from backend.timeline.figures import counted, figures
from backend.updates.owing import owes_weekly

APART = {Condition.SUSPENDED: Row.SUSPENDED, Condition.TERMINATED: Row.TERMINATED}
OF_STAGE = {None: Row.PIPELINE, Stage.SIGNED: Row.SIGNED, Stage.STARTED: Row.STARTED, Stage.PRODUCING: Row.PRODUCING}


def row_of(document: ProjectDocument) -> Row:
    """Standing still and having ended come before the stage, so that every project is in one row."""
    return APART.get(document.condition) or OF_STAGE[document.stage]


def owes(document: ProjectDocument) -> bool:
    """Whether it has to report weekly."""
    return owes_weekly(document.stage, document.condition)


def total(amounts: Iterable[Decimal | None]) -> Sum:
    asked = list(amounts)
    known = [amount for amount in asked if amount is not None]
    return Sum(amount=sum(known, Decimal(0)) if known else None, known=len(known), of=len(asked))


def money_of(document: ProjectDocument, year: int) -> YearPart | None:
    return next((part for part in document.years if part.year == year), None)


def plan_of(document: ProjectDocument, year: int) -> Decimal | None:
    part = money_of(document, year)
    return part.annual_plan_wan if part else None


def invested_of(document: ProjectDocument, year: int) -> Decimal | None:
    part = money_of(document, year)
    return part.invested_wan if part else None


def comparable(documents: Iterable[ProjectDocument], year: int) -> list[YearPart]:
    """The years of the projects of which both plan and investment are known."""
    parts = [money_of(document, year) for document in documents]
    return [p for p in parts if p and p.annual_plan_wan is not None and p.invested_wan is not None]


def completion(documents: Sequence[ProjectDocument], year: int) -> Completion:
    """年度投资完成率 of all of them: a brief adds up every project, those of the current batch too."""
    found = rate(RateKind.COMPLETION, [counted(each, figures(each), year) for each in documents], None)
    known = len(found.counted)
    return Completion(
        invested=Decimal(found.numerator) if known else None,
        plan=Decimal(found.denominator) if known else None,
        known=known,
        percent=found.percent,
    )
