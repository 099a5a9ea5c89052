"""Reading a year's notice as the office pastes it: a line for each day or run of days. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from backend.calendar.models import DayKind
from backend.errors import FieldError, Invalid

DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
LINE = re.compile(rf"{DAY}(?:\s*(?:至|到|~|—|–)\s*{DAY})?[\s,，、;；\t]*(\S+?)[\s,，、;；\t]+(\S+)\s*")
KINDS = {
    **dict.fromkeys(("放假", "休", "休息", "假", "holiday"), DayKind.HOLIDAY),
    **dict.fromkeys(("上班", "班", "补班", "调休上班", "workday"), DayKind.WORKDAY),
}
HEADING = re.compile(r"\s*(日期|day)\b")
LONGEST_RUN = 31  # days: a longer one is a mistyped year
HOW = "每行写成 2027-10-01至2027-10-07,放假,国庆节 或 2027-10-09,上班,国庆节 这样"


@dataclass(frozen=True)
class Named:
    """What a line says of one day."""

    day: date
    kind: DayKind
    name: str


def read(text: str) -> list[Named]:
    """The days in order. Whatever cannot be read is told by its line; then nothing is taken."""
    found: dict[date, Named] = {}
    wrong: list[FieldError] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or (number == 1 and HEADING.match(line)):
            continue
        try:
            _add(found, line)
        except ValueError as error:
            wrong.append(FieldError("/text", f"第{number}行{error}", line.strip()[:80]))
    if wrong:
        raise Invalid("；".join(each.wanted for each in wrong[:3]), *wrong)
    if not found:
        raise Invalid.field("text", f"没有读到日期：{HOW}")
    return [found[day] for day in sorted(found)]


def _add(found: dict[date, Named], line: str) -> None:
    for each in _days(line):
        if found.setdefault(each.day, each) != each:
            raise ValueError(f"{each.day}在前面的行里说的不一样")


def _days(line: str) -> Iterator[Named]:
    parts = LINE.fullmatch(line.strip())
    if not parts:
        raise ValueError(f"读不懂：{HOW}")
    *days, kind, name = parts.groups()
    first = _day(days[:3])
    last = _day(days[3:]) if days[3] else first
    if kind not in KINDS:
        raise ValueError(f"的“{kind}”读不懂，请写 放假 或 上班")
    if len(name) > 40:
        raise ValueError("的节日名超过40个字")
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_RUN:
        raise ValueError(f"的起止日期不对：一段要从早到晚，最多{LONGEST_RUN}天")
    for number in range(count):
        yield Named(first + timedelta(days=number), KINDS[kind], name)


def _day(parts: list[str]) -> date:
    try:
        return date(*map(int, parts))
    except ValueError:
        raise ValueError(f"没有{'-'.join(parts)}这一天") from None
