"""Made-up money that fits the course of the works: what was invested by a day, and what each year was to bring."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from backend.units import rounded
from seed.demo.plots import Plot
from seed.demo.schedule import Course
from seed.demo.span import chance

BEFORE_START = Decimal("0.06")  # land, design and fees
BY_PRODUCTION = Decimal("0.97")  # the rest is what is kept back until the accounts are settled
FULFILLED = (0.72, 0.85, 0.93, 0.98, 1.04, 1.12)  # what a year brings, as a share of what was planned

HUNDRED = Decimal("1E2")


@dataclass(frozen=True)
class Money:
    plot: Plot
    course: Course

    def invested_by(self, day: date) -> Decimal:
        begun = self.course.nodes[0].day
        start, production = self.course.gate("start"), self.course.gate("production")
        if day < start:
            return self._share(_part(begun, start, day) * BEFORE_START)
        built = BEFORE_START + _part(start, production, day) * (BY_PRODUCTION - BEFORE_START)
        return self._share(built)

    def invested_in(self, year: int) -> Decimal:
        return self.invested_by(date(year, 12, 31)) - self.before(year)

    def before(self, year: int) -> Decimal:
        return self.invested_by(date(year, 1, 1) - timedelta(days=1))

    def annual_plan(self, year: int) -> Decimal | None:
        """Round, as plans are; none for a year that brings next to nothing."""
        luck = chance(self.plot.code, "plan", str(year))
        plan = self.invested_in(year) / Decimal(str(luck.choice(FULFILLED)))
        plan = min(plan, self.plot.total - self.before(year))
        return plan.quantize(HUNDRED, ROUND_DOWN) + 0 if plan >= HUNDRED else None

    def _share(self, share: Decimal) -> Decimal:
        return rounded(self.plot.total * share)


def _part(since: date, until: date, day: date) -> Decimal:
    """How much of the time has passed; slow at the beginning and the end, as works are."""
    part = Decimal((day - since).days) / max((until - since).days, 1)
    part = min(max(part, Decimal(0)), Decimal(1))
    return part * part * (3 - 2 * part)
