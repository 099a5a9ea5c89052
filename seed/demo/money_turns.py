"""What happens to money while a demonstration runs: statistics come, money arrives, plants yield, a week is put right."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.money import funds, results, statistics
from backend.money.schemas import FundArrivalIn, ResultIn, StatisticsIn
from backend.projects import service as projects
from backend.units import rounded
from backend.updates import corrections
from backend.updates import queries as updates
from backend.updates.corrections import CorrectionIn
from backend.weeks import Week
from seed.demo.money import HUNDRED
from seed.demo.money_plans import SOURCES, UNFUNDED, Books, month_end
from seed.demo.span import at, chance, working_day
from seed.demo.turns import OFFICE, Act, Turn, part_of, steward

CORRECTED = {
    "YS-002": "设备预付款重复计入，按发票核减",
    "YS-018": "小数点错位，按监理月报更正",
    "ZD-003": "漏报部分已核减",
}
COUNTED_ON, TOLD_ON, PAID_ON = 16, 10, 22
"""Days of the month after it (and, for money, of the month itself)."""


def turns(books: Books, producing: date) -> Iterator[Turn]:
    plot, span, luck = books.plot, books.span, chance(books.plot.code, "money turns")
    for year, month in _months(span.opening, span.end):
        counted, told = _after(year, month, COUNTED_ON), _after(year, month, TOLD_ON)
        paid = working_day(date(year, month, PAID_ON))
        if span.opening < counted <= span.end:
            yield Turn(at(counted, luck), plot.code, OFFICE, _count(books, year, month))
        if span.opening < told <= span.end and producing <= month_end(year, month):
            yield Turn(at(told, luck), plot.code, steward(plot, told, span), _tell(books, year, month, producing))
        if span.opening < paid <= span.end and month % 3 == 2:
            yield Turn(at(paid, luck), plot.code, OFFICE, _pay(books, paid))
    if plot.code in CORRECTED:
        day = max(part_of(span, 0.9), working_day(span.first.closes_at.date() + timedelta(days=3)))
        if day < span.end:
            yield Turn(at(day, luck), plot.code, OFFICE, _correct(books))


async def open_statistics(session: AsyncSession, actor: Actor, books: Books, producing: date) -> None:
    """What was known of this year by the first week."""
    opening = books.span.opening
    last = next((month for month in range(opening.month, 0, -1) if _after(opening.year, month, 16) <= opening), 0)
    if last:
        await _count(books, opening.year, last)(session, actor)
    for month in range(1, last + 1):
        if producing <= month_end(opening.year, month):
            await _tell(books, opening.year, month, producing)(session, actor)
    if producing < date(opening.year - 1, 1, 1):
        await _tell(books, opening.year - 1, None, producing)(session, actor)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """From the month before the first day to that of the last."""
    place = first.year * 12 + first.month - 2
    while place <= last.year * 12 + last.month - 1:
        yield place // 12, place % 12 + 1
        place += 1


def _after(year: int, month: int, day: int) -> date:
    """A day of the month that follows."""
    return working_day(month_end(year, month) + timedelta(days=day))


def _count(books: Books, year: int, month: int) -> Act:
    """The bureau counts a little less, and only what stands in its register."""

    async def count(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, books.plot.code)
        if project.statistics_registered_on is None:
            return
        share = Decimal(chance(books.plot.code, "statistics").randint(90, 99)) / 100
        figures = [
            rounded((books.money.invested_by(month_end(year, each)) - books.money.before(year)) * share)
            if each <= month
            else None
            for each in range(1, 13)
        ]
        given = StatisticsIn(year=year, statistics_wan=figures)
        await statistics.set_year(session, actor, books.plot.code, given)

    return count


def _tell(books: Books, year: int, month: int | None, producing: date) -> Act:
    """Output grows to what was expected within a year and a half; without a month it is that of the whole year."""

    async def tell(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, books.plot.code)
        output, tax, jobs = project.expected_output, project.expected_tax, project.expected_jobs
        if output is None or tax is None or jobs is None:
            return
        months = 12 if month is None else 1
        age = (month_end(year, month or 12) - producing).days / 550
        luck = chance(books.plot.code, "result", str(year), str(month)).uniform(0.85, 1.05)
        share = Decimal(str(round(min(age + 0.3, 1) * luck, 3)))
        energy = project.expected_energy_tce
        given = ResultIn(
            year=year,
            month=month,
            output_wan=rounded(output * share * months / 12),
            tax_wan=rounded(tax * share * months / 12),
            jobs=int(jobs * min(share + Decimal("0.2"), Decimal(1))),
            energy_tce=None if energy is None else rounded(energy * share * months / 12),
        )
        await results.record(session, actor, books.plot.code, given)

    return tell


def _pay(books: Books, day: date) -> Act:
    """What is due by the end of the half-year comes in parts."""

    async def pay(session: AsyncSession, actor: Actor) -> None:
        by_then = next((amount for due, amount in books.due() if due >= day), None)
        before = max((amount for due, amount in books.due() if due < day), default=Decimal(0))
        if by_then is None:
            return
        share = Decimal("0.15") if books.plot.code in UNFUNDED else Decimal("0.5")
        amount = ((by_then - before) * share).quantize(HUNDRED) + 0
        if amount > 0:
            kind = next(reversed(SOURCES[books.plot.signs]))
            given = FundArrivalIn(kind=kind, arrived_on=day, amount_wan=amount, document="银行到账回单")
            await funds.arrive(session, actor, books.plot.code, given)

    return pay


def _correct(books: Books) -> Act:
    async def correct(session: AsyncSession, actor: Actor) -> None:
        project = await projects.get(session, actor, books.plot.code)
        closed = [each for each in await updates.latest(session, project.id, 8) if Week(each.week_start).is_closed]
        wrong = next((each for each in closed if each.invested >= HUNDRED), None)
        if wrong:
            right = (wrong.invested * Decimal("0.8")).quantize(Decimal(1))
            given = CorrectionIn(invested_wan=right, reason=CORRECTED[books.plot.code])
            await corrections.correct(session, actor, books.plot.code, Week(wrong.week_start), given)

    return correct
