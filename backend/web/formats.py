"""How figures and dates are written for people. Pure: none of these reads the clock."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from backend.clock import BEIJING
from backend.units import rounded as to_cents

UNKNOWN = "待填报"
"""Printed for every fact that nobody has reported yet; `known` in the templates draws it as a chip."""
NOT_RATED = "—"
"""Printed where a figure cannot be computed, because what it is computed from is unknown."""

YI = Decimal(10_000)  # 万元 in 亿元


def rounded(value: Decimal | int) -> Decimal:
    return to_cents(Decimal(value))


def wan(amount: Decimal | int | None) -> str:
    """An amount that stands by itself, in a list or a cell: 620.00万元, and from 10,000 万元 on 1.20亿元."""
    if amount is None:
        return UNKNOWN
    small = rounded(amount)
    return f"{small:,.2f}万元" if abs(small) < YI else f"{rounded(amount / YI):,.2f}亿元"


def wan_said(wan: Decimal | int) -> str:
    """An amount within a sentence, as official papers write it: 5200万元, 620.50万元, and from 10,000 万元 on 1.20亿元."""
    small = rounded(wan)
    if abs(small) >= YI:
        return f"{rounded(wan / YI)}亿元"
    return f"{small:.0f}万元" if small == int(small) else f"{small}万元"


def wan_plain(amount: Decimal | int | None) -> str:
    """An amount for a column whose heading says 万元."""
    return UNKNOWN if amount is None else f"{rounded(amount):,.2f}"


def percent(rate: Decimal | int | None) -> str:
    """A rate that is already in percent, as `units.share` gives it."""
    return NOT_RATED if rate is None else f"{rounded(rate):.2f}%"


def md(day: date | None, *, year: bool = False) -> str:
    """A day in a sentence; with `year` where the reader cannot know it."""
    if day is None:
        return UNKNOWN
    return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"


def iso(day: date | None) -> str:
    """A day in a column."""
    return UNKNOWN if day is None else day.strftime("%Y-%m-%d")


def moment(at: datetime | None, *, year: bool = False) -> str:
    """A moment on the clock of Beijing."""
    if at is None:
        return UNKNOWN
    local = at.astimezone(BEIJING)
    return f"{md(local.date(), year=year)} {local:%H:%M}"


def week_label(monday: date) -> str:
    """The ISO week that starts on `monday`: 2026年第48周（11月23日至29日）; the month is said again where it is another."""
    year, week, _ = monday.isocalendar()
    sunday = monday + timedelta(days=6)
    until = md(sunday) if sunday.month != monday.month else f"{sunday.day}日"
    return f"{year}年第{week}周（{md(monday)}至{until}）"


def slip(days: int | None) -> str:
    """Days after the baseline; negative is early."""
    if days is None:
        return NOT_RATED
    return f"晚{days}天" if days > 0 else f"早{-days}天" if days else "按期"


def points(ahead: Decimal | int | None) -> str:
    """Percentage points ahead of the plan; negative is behind it."""
    if ahead is None:
        return NOT_RATED
    ahead = rounded(ahead)
    return f"慢{-ahead:.2f}" if ahead < 0 else f"快{ahead:.2f}" if ahead else "持平"


FILTERS = {each.__name__: each for each in (wan, wan_plain, percent, md, iso, moment, week_label, slip, points)}
