"""What a document says about itself: on its masthead, in its colophon and in the metadata of its PDF."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Front:
    """The head and the foot of one document; a draft has neither issue nor number."""

    kind: str
    """周报, 专报, 通报 …"""
    name: str
    """In red: 重大项目建设周报."""
    title: tuple[str, ...]
    """Its lines, broken by hand where the sense breaks."""
    unit: str
    dated: datetime
    """The day of issue, which is also the time written into the PDF: the same document has the same bytes."""
    as_of: datetime
    template: str
    """Name and version of the template, such as weekly-1.0."""
    data_sha256: str
    issue: str = ""
    """第47期（总第99期）"""
    number: str = ""
    """2026-47"""
    mark: str = ""
    """内部资料, or nothing."""
    demo: bool = False
    circulation: tuple[tuple[str, str], ...] = ()
    """报, 送, 发, each with its receivers."""
    copies: int = 0
    check_url: str = ""
    """Where the code on the paper leads; without one there is no code."""

    @property
    def file_title(self) -> str:
        return f"{self.name} {self.issue}".strip()


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_hour(moment: datetime) -> str:
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_date(moment)}{moment.hour}时{minutes}"
