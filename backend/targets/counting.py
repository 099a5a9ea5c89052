"""What units achieved: counted month by month from the rows of the projects for which they answer.

A project counts for its responsible unit at the end of the month (of the running month, today): a unit that takes a
project over brings nothing along from the months before. Several responsible units count it each. What has no date
(待填报) can be in no month and is in none. Investment goes by the week's Thursday, as corrected; the opening balance, of
which no month is known, counts in the year alone, for the unit that answers at its end. A problem that was struck off
(问题销号) counts for the unit that leads in settling it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.clock import today
from backend.db import ask
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period

OPENING = 0
"""The month under which a year's opening balance stands."""

FACTS = """
    months AS (
        SELECT m AS month, least((make_date(:year, m, 1) + interval '1 month - 1 day')::date, :day) AS day
        FROM generate_series(1, 12) AS m
    ),
    answering AS (
        SELECT DISTINCT m.month, d.unit_id, d.project_id
        FROM months m JOIN duties d ON d.since <= m.day AND (d.until IS NULL OR d.until > m.day)
        WHERE d.kind = 'responsible' AND d.unit_id IS NOT NULL
    ),
    facts AS (
        SELECT project_id, stage AS measure, extract(month FROM occurred_on)::int AS month, 1::numeric AS amount
        FROM stage_entries
        WHERE withdrawal_id IS NULL AND occurred_on >= :first AND occurred_on <= least(:last, :day)
        UNION ALL
        SELECT id, 'registered', extract(month FROM statistics_registered_on)::int, 1
        FROM projects WHERE statistics_registered_on >= :first AND statistics_registered_on <= least(:last, :day)
        UNION ALL
        SELECT u.project_id, 'invested', extract(month FROM u.week_start + 3)::int, coalesce(c.invested, u.invested)
        FROM updates u LEFT JOIN LATERAL (
            SELECT invested FROM corrections WHERE update_id = u.id ORDER BY corrected_at DESC, id DESC LIMIT 1
        ) c ON true
        WHERE u.week_start + 3 BETWEEN :first AND :last
        UNION ALL
        SELECT project_id, 'invested', 0, invested_in_year FROM opening_balances WHERE year = :year
    ),
    counted AS (
        SELECT a.unit_id, f.project_id, f.measure, f.month, f.amount
        FROM facts f JOIN answering a
        ON a.project_id = f.project_id AND a.month = CASE f.month WHEN 0 THEN 12 ELSE f.month END
        UNION ALL
        SELECT d.lead_unit_id, c.project_id, 'closed', extract(month FROM c.closed_at AT TIME ZONE 'Asia/Shanghai')::int, 1
        FROM closures c JOIN LATERAL (
            SELECT lead_unit_id FROM problem_dispatches WHERE problem_id = c.problem_id ORDER BY made_at DESC, id DESC LIMIT 1
        ) d ON d.lead_unit_id IS NOT NULL
        WHERE (c.closed_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN :first AND :last
    )
"""
BY_MONTH = text(f"""
    WITH {FACTS}
    SELECT u.code, c.measure, c.month, sum(c.amount) AS amount
    FROM counted c JOIN units u ON u.id = c.unit_id GROUP BY u.code, c.measure, c.month
""")  # noqa: S608  nothing in it comes from outside
OF_ONE = text(f"""
    WITH {FACTS}
    SELECT p.code, p.short_name, sum(c.amount) AS amount
    FROM counted c JOIN units u ON u.id = c.unit_id JOIN projects p ON p.id = c.project_id
    WHERE u.code = :unit AND c.measure = :measure AND c.month = ANY(:months)
    GROUP BY p.code, p.short_name ORDER BY p.code
""")  # noqa: S608
ANSWERED_FOR = text("""
    SELECT u.code, count(DISTINCT d.project_id) AS count FROM duties d JOIN units u ON u.id = d.unit_id
    WHERE d.kind = 'responsible' AND d.since <= :day AND (d.until IS NULL OR d.until > :day) GROUP BY u.code
""")


@dataclass(frozen=True)
class Achieved:
    """What all units achieved in a year, by unit, measure and month."""

    amounts: dict[tuple[str, UnitMeasure, int], Decimal] = field(default_factory=dict)

    def of(self, unit: str, measure: UnitMeasure, period: Period) -> Decimal:
        return sum((self.amounts.get((unit, measure, month), Decimal(0)) for month in months_of(period)), Decimal(0))

    @property
    def units(self) -> set[str]:
        return {unit for unit, _, _ in self.amounts}


@dataclass(frozen=True)
class Part:
    """What one project adds to a figure."""

    code: str
    short_name: str
    amount: Decimal


def months_of(period: Period) -> Iterable[int]:
    """A whole year has its opening balance too."""
    return [OPENING, *period.months] if period == Period.whole(period.year) else period.months


async def achieved(session: AsyncSession, year: int) -> Achieved:
    """One statement, whatever the number of units and projects."""
    rows = await ask(session, BY_MONTH, **_of_year(year))
    return Achieved({(unit, UnitMeasure(measure), month): amount for unit, measure, month, amount in rows})


async def behind(session: AsyncSession, unit: str, measure: UnitMeasure, period: Period) -> list[Part]:
    """The projects that make up a figure, with what each adds."""
    asked = {"unit": unit, "measure": measure.value, "months": list(months_of(period))}
    return [Part(*row) for row in await ask(session, OF_ONE, **asked, **_of_year(period.year))]


async def answered_for(session: AsyncSession, period: Period) -> dict[str, int]:
    """For how many projects each unit answers at the end of a period, or today if that is earlier."""
    day = min(period.ends_on, today())
    return {row[0]: row[1] for row in await ask(session, ANSWERED_FOR, day=day)}


def _of_year(year: int) -> dict[str, int | date]:
    return {"year": year, "first": date(year, 1, 1), "last": date(year, 12, 31), "day": today()}
