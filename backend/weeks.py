"""The week: an ISO week in Beijing time, known by its Monday. Reporting closes on a set day and hour.

A closing on a public holiday moves to the next working day, as terms do in civil law (民法典第二百零三条): never to an
earlier day than people know."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from backend.clock import BEIJING, now
from backend.config import settings
from backend.errors import Invalid
from backend.working_days import in_force

WEEK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Week:
    """`start` is the Monday; `label` is what people and addresses write, such as `2026-W48`."""

    start: date

    def __post_init__(self) -> None:
        if self.start.isoweekday() != 1:
            raise Invalid.field("week_start", f"{self.start} 不是星期一：一周按它的星期一来写", str(self.start))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - timedelta(days=day.isoweekday() - 1))

    @classmethod
    def parse(cls, label: str) -> Self:
        found = re.fullmatch(r"(\d{4})-W(\d{2})", label.strip())
        if not found:
            raise Invalid.field("week", "周要写成 2026-W48 这样：四位年份、W、两位周数", label)
        year, number = map(int, found.groups())
        try:
            return cls(date.fromisocalendar(year, number, 1))
        except ValueError:
            last = date(year, 12, 28).isocalendar().week if year else 0
            raise Invalid.field("week", f"没有这一周：{year}年只有第1周到第{last}周", label) from None

    @classmethod
    def current(cls) -> Self:
        return cls.of(now().astimezone(BEIJING).date())

    @classmethod
    def last_closed(cls, by: datetime | None = None) -> Self:
        """The latest week whose reporting has closed by a moment; without one by now."""
        at = by or now()
        week = cls.of(at.astimezone(BEIJING).date())
        while at < week.closes_at:
            week = week.previous
        return week

    @property
    def label(self) -> str:
        year, number, _ = self.start.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        return self.start.isocalendar().week

    @property
    def year(self) -> int:
        """The year the week belongs to: that of its Thursday, which is also ISO's rule."""
        return self.thursday.year

    @property
    def month(self) -> int:
        return self.thursday.month

    @property
    def thursday(self) -> date:
        return self.start + timedelta(days=3)

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)

    @property
    def closes_at(self) -> datetime:
        day = self.start + timedelta(days=settings.closing_weekday - 1)
        return datetime.combine(in_force().closing(day), settings.closing_time, BEIJING)

    @property
    def is_closed(self) -> bool:
        return now() >= self.closes_at

    @property
    def previous(self) -> Self:
        return type(self)(self.start - WEEK)

    @property
    def next(self) -> Self:
        return type(self)(self.start + WEEK)
