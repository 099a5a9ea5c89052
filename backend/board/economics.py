"""会算账 of a project: its ratios beside what its area asks, from its document. Pure but for the thresholds' day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import PlainSerializer

from backend.money import yields
from backend.money.accounts import Asked, Basis, Business, Facts, Ratio, ratios
from backend.money.models import Measure
from backend.money.yields import Yield
from backend.timeline.document import ProjectDocument
from backend.units import Wan
from backend.web.schema import Output

Quotient = Annotated[Decimal, PlainSerializer(str, return_type=str, when_used="json")]


class RatioPart(Output):
    """One ratio; null where one of its two figures is unknown, and `met` also where nothing is asked."""

    measure: Measure
    basis: Basis
    numerator: Wan | None
    denominator: Wan | None
    ratio: Quotient | None
    at_least: Wan | None
    at_most: Wan | None
    met: bool | None

    @classmethod
    def of(cls, ratio: Ratio) -> Self:
        return cls(
            measure=ratio.measure,
            basis=ratio.basis,
            numerator=ratio.numerator,
            denominator=ratio.denominator,
            ratio=ratio.value,
            at_least=ratio.asked.at_least,
            at_most=ratio.asked.at_most,
            met=ratio.met,
        )


class EconomicsPart(Output):
    """`actual_year` is the newest whole year of which something is known."""

    code: str
    area: str | None
    land_mu: Wan | None
    standard_land: bool | None
    two_high: bool | None
    actual_year: int | None
    thresholds_on: date
    ratios: list[RatioPart]


def economics(document: ProjectDocument, asked: Mapping[Measure, Asked], day: date) -> EconomicsPart:
    newest = next(reversed(yields.of_years(document.results)), None)
    return EconomicsPart(
        code=document.code,
        area=document.area,
        land_mu=document.land_mu,
        standard_land=document.standard_land,
        two_high=document.two_high,
        actual_year=newest.year if newest else None,
        thresholds_on=day,
        ratios=[RatioPart.of(each) for each in ratios(_facts(document, newest), asked)],
    )


def _facts(document: ProjectDocument, newest: Yield | None) -> Facts:
    return Facts(
        land_mu=document.land_mu,
        investment=document.total_investment_wan,
        profit=document.expected_profit_wan,
        expected=Business(
            document.expected_output_wan,
            document.expected_tax_wan,
            document.expected_energy_tce,
        ),
        actual=Business(newest.output, newest.tax, newest.energy) if newest else Business(),
    )
