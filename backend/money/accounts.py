"""会算账: what a project brings for its land, money and energy, against what the zone asks. Pure; unknown stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from backend.labels import Labelled
from backend.money.models import Measure


class Basis(Labelled):
    """Whether a ratio is made of what was promised or of what came."""

    EXPECTED = "expected", "预计"
    ACTUAL = "actual", "实际"


@dataclass(frozen=True)
class Business:
    """A year: output and tax in 万元, energy in 吨标煤."""

    output: Decimal | None = None
    tax: Decimal | None = None
    energy: Decimal | None = None


@dataclass(frozen=True)
class Facts:
    land_mu: Decimal | None = None
    investment: Decimal | None = None
    profit: Decimal | None = None
    """Expected, a year."""
    expected: Business = Business()
    actual: Business = Business()


@dataclass(frozen=True)
class Asked:
    """What the zone asks by one measure."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None


NOTHING_ASKED = Asked()
DIGITS = {Measure.ENERGY_PER_OUTPUT: Decimal("0.0001")}
TWO_DIGITS = Decimal("0.01")


@dataclass(frozen=True)
class Ratio:
    measure: Measure
    basis: Basis
    numerator: Decimal | None
    denominator: Decimal | None
    asked: Asked = NOTHING_ASKED

    @property
    def exact(self) -> Fraction | None:
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def value(self) -> Decimal | None:
        """Two decimals, half up; energy, which is small, four."""
        exact = self.exact
        if exact is None:
            return None
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        return quotient.quantize(DIGITS.get(self.measure, TWO_DIGITS), ROUND_HALF_UP)

    @property
    def met(self) -> bool | None:
        """By the exact quotient: a figure that was rounded up to the threshold does not reach it."""
        exact, asked = self.exact, self.asked
        if exact is None or asked == NOTHING_ASKED:
            return None
        enough = asked.at_least is None or exact >= Fraction(asked.at_least)
        return enough and (asked.at_most is None or exact <= Fraction(asked.at_most))


def ratios(facts: Facts, asked: Mapping[Measure, Asked]) -> list[Ratio]:
    """Every measure in its order, what was promised before what came."""
    expected, actual = facts.expected, facts.actual
    earned = _sum(facts.profit, expected.tax)
    made_of = [
        (Measure.INVESTMENT_PER_MU, Basis.EXPECTED, facts.investment, facts.land_mu),
        (Measure.OUTPUT_PER_MU, Basis.EXPECTED, expected.output, facts.land_mu),
        (Measure.OUTPUT_PER_MU, Basis.ACTUAL, actual.output, facts.land_mu),
        (Measure.TAX_PER_MU, Basis.EXPECTED, expected.tax, facts.land_mu),
        (Measure.TAX_PER_MU, Basis.ACTUAL, actual.tax, facts.land_mu),
        (Measure.ENERGY_PER_OUTPUT, Basis.EXPECTED, expected.energy, expected.output),
        (Measure.ENERGY_PER_OUTPUT, Basis.ACTUAL, actual.energy, actual.output),
        (Measure.PAYBACK_YEARS, Basis.EXPECTED, facts.investment, earned),
    ]
    return [
        Ratio(measure, basis, over, under, asked.get(measure, NOTHING_ASKED)) for measure, basis, over, under in made_of
    ]


def _sum(profit: Decimal | None, tax: Decimal | None) -> Decimal | None:
    """Unknown if one of them is: half a sum would be a guess."""
    return None if profit is None or tax is None else profit + tax
