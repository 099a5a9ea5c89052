"""The periods for which units are given targets: a month, a quarter, a year (月月红、季季红、全年红)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from backend.errors import Invalid

FORM = re.compile(r"(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")
WANTED = "期间要写成 2026（全年）、2026-Q4（季度）或 2026-11（月）"
NUMERALS = "一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """The months `first` to `last` of a year. `code` is what addresses and programs write."""

    year: int
    first: int
    last: int

    @classmethod
    def parse(cls, code: str) -> Self:
        found = FORM.fullmatch(code.strip())
        if not found:
            raise Invalid.field("period", WANTED, code)
        year, quarter, month = found.groups()
        if month:
            return cls(int(year), int(month), int(month))
        return cls.quarter(int(year), int(quarter)) if quarter else cls.whole(int(year))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(year, month, month)

    @classmethod
    def quarter(cls, year: int, ordinal: int) -> Self:
        return cls(year, ordinal * 3 - 2, ordinal * 3)

    @classmethod
    def whole(cls, year: int) -> Self:
        return cls(year, 1, 12)

    @property
    def code(self) -> str:
        match self.length:
            case 1:
                return f"{self.year}-{self.first:02}"
            case 3:
                return f"{self.year}-Q{self.last // 3}"
        return f"{self.year}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.name}"

    @property
    def name(self) -> str:
        """Within its year."""
        match self.length:
            case 1:
                return f"{self.first}月"
            case 3:
                return f"{NUMERALS[self.last // 3 - 1]}季度"
        return "全年"

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def starts_on(self) -> date:
        return date(self.year, self.first, 1)

    @property
    def ends_on(self) -> date:
        following = date(self.year + self.last // 12, self.last % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The one of the same length that went before."""
        if self.first == 1:
            return Period(self.year - 1, 13 - self.length, 12)
        return Period(self.year, self.first - self.length, self.last - self.length)


def of_year(year: int) -> list[Period]:
    """Every period of a year, in the order of a board: months, quarters, the year."""
    months = [Period.month(year, month) for month in range(1, 13)]
    return [*months, *(Period.quarter(year, ordinal) for ordinal in range(1, 5)), Period.whole(year)]
