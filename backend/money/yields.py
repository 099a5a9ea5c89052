"""What whole years yielded: as it was told of the year, else added up from its twelve months. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.money.parts import ResultPart

MONTHS = 12


@dataclass(frozen=True)
class Yield:
    """`jobs` are those at the end of the year; `energy` is in 吨标煤, the rest in 万元."""

    year: int
    output: Decimal | None
    tax: Decimal | None
    jobs: int | None
    energy: Decimal | None


def of_years(results: Iterable[ResultPart]) -> list[Yield]:
    """The years of which something is known, the newest last."""
    by_year: dict[int, list[ResultPart]] = {}
    for each in results:
        by_year.setdefault(each.year, []).append(each)
    found = [_of_year(year, by_year[year]) for year in sorted(by_year)]
    return [each for each in found if any(value is not None for value in _values(each))]


def newest_output(results: Iterable[ResultPart]) -> Decimal | None:
    """达效率 compares a year with a year: the newest whole year whose output is known."""
    return next((each.output for each in reversed(of_years(results)) if each.output is not None), None)


def _of_year(year: int, results: Sequence[ResultPart]) -> Yield:
    whole = next((each for each in results if each.month is None), None)
    months = sorted((each for each in results if each.month is not None), key=lambda each: each.month or 0)
    last = months[-1] if months and months[-1].month == MONTHS else None
    return Yield(
        year=year,
        output=_or_sum(whole.output_wan if whole else None, [each.output_wan for each in months]),
        tax=_or_sum(whole.tax_wan if whole else None, [each.tax_wan for each in months]),
        jobs=next((each.jobs for each in (whole, last) if each and each.jobs is not None), None),
        energy=_or_sum(whole.energy_tce if whole else None, [each.energy_tce for each in months]),
    )


def _or_sum(told: Decimal | None, months: Sequence[Decimal | None]) -> Decimal | None:
    known = [each for each in months if each is not None]
    return sum(known, Decimal(0)) if told is None and len(known) == MONTHS else told


def _values(each: Yield) -> tuple[object, ...]:
    return each.output, each.tax, each.jobs, each.energy
