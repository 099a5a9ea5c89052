"""At which moment a page looks: now, or back at one that has been."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.board.listed import Day
from backend.clock import BEIJING, now
from backend.timeline.moments import address
from backend.weeks import Week

WEEKDAYS = "一二三四五六日"
Preset = tuple[str, str]
"""What people call a moment, and how an address says it."""


@dataclass(frozen=True)
class Looking:
    """`moment` is none for now. `day` is what everything that depends on the day is told by."""

    moment: datetime | None
    day: Day

    @classmethod
    def at(cls, moment: datetime | None) -> "Looking":
        seen = (moment or now()).astimezone(BEIJING)
        return cls(moment, Day(seen.date(), Week.last_closed(seen)))

    @property
    def address(self) -> str:
        return address(self.moment) if self.moment else ""

    @property
    def query(self) -> str:
        """What a link to a page of the same moment ends with."""
        return f"?as_of={self.address}" if self.moment else ""

    @property
    def latest(self) -> str:
        """The last minute that may be asked for."""
        return address(now().replace(second=0, microsecond=0))


def presets() -> list[Preset]:
    """The moments that people ask for most: closings of the weeks, and ends of months."""
    closed = Week.last_closed()
    month = now().astimezone(BEIJING).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ended = month - timedelta(seconds=1)
    return [
        (f"{_week(closed)}截止", address(closed.closes_at)),
        (f"再上一周截止（第{closed.previous.number}周）", address(closed.previous.closes_at)),
        (f"{ended.month}月末", address(ended)),
    ]


def _week(closed: Week) -> str:
    """上周五, or 本周五 as long as its week lasts."""
    return f"{'本' if closed == Week.current() else '上'}周{WEEKDAYS[closed.closes_at.weekday()]}"
