"""What the areas of a demonstration ask of their industry, and what its projects promise beside output and tax."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.money import thresholds
from backend.money.models import Measure
from backend.money.schemas import ThresholdIn
from backend.units import rounded
from seed.demo.plots import Plot
from seed.demo.span import chance

AREAS = ("core", "belt_emerging", "belt_logistics")
AT_LEAST = {Measure.INVESTMENT_PER_MU: "280", Measure.OUTPUT_PER_MU: "320", Measure.TAX_PER_MU: "12"}
AT_MOST = {Measure.ENERGY_PER_OUTPUT: "0.25", Measure.PAYBACK_YEARS: "8"}
TWO_HIGH = ("coal_chemical",)
"""Clusters whose projects burn much and emit much."""


async def ask(session: AsyncSession, actor: Actor, year: int) -> None:
    for area in AREAS:
        for measure, amount in AT_LEAST.items():
            given = ThresholdIn(area=area, measure=measure, at_least=Decimal(amount), valid_from=date(year, 1, 1))
            await thresholds.ask(session, actor, given)
        for measure, amount in AT_MOST.items():
            given = ThresholdIn(area=area, measure=measure, at_most=Decimal(amount), valid_from=date(year, 1, 1))
            await thresholds.ask(session, actor, given)


def promised(plot: Plot, output: Decimal) -> dict[str, Any]:
    """Yearly profit and energy that go with an output."""
    luck, two_high = chance(plot.code, "promised"), plot.facts.cluster in TWO_HIGH
    tonnes = luck.randint(300, 520) if two_high else luck.randint(20, 240)
    return {
        "expected_profit_wan": rounded(output * Decimal(luck.randint(60, 150)) / 1000),
        "expected_energy_tce": rounded(output * tonnes / 1000),
        "two_high": two_high,
    }
