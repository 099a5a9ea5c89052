"""A value of the record of changes as people read it. Pure."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from backend.labels import Labelled
from backend.projects.field_labels import MONEY
from backend.projects.vocabulary import Datum, Level, Nature, Scheme, YearCategory
from backend.timeline.names import Names
from backend.web.formats import UNKNOWN, md, wan_said

CHOICES: dict[str, type[Labelled]] = {
    "level": Level,
    "nature": Nature,
    "year_category": YearCategory,
    "datum": Datum,
}
LISTS = {"kind": Scheme.KIND, "area": Scheme.AREA, "cluster": Scheme.CLUSTER}
LONGEST = 60


def amount(value: Any) -> str:
    return UNKNOWN if value is None else wan_said(Decimal(str(value)))


def day(value: Any) -> str:
    return UNKNOWN if value is None else md(date.fromisoformat(value), year=True)


def text(value: Any) -> str:
    """Quoted; a long one is cut, since the whole of it stands on the project page."""
    words = str(value)
    return f"“{words[:LONGEST]}…”" if len(words) > LONGEST else f"“{words}”"


def of_project(column: str, value: Any, names: Names) -> str:
    """A column of the ledger."""
    if value is None or value == "":
        return UNKNOWN
    if column in CHOICES:
        return CHOICES[column](value).label
    if column in LISTS:
        return names.entry(LISTS[column], value)
    return _plain(column)(value) if column != "programme_id" else names.row(value)


def _plain(column: str) -> Callable[[Any], str]:
    if column in MONEY:
        return amount
    if column.endswith("_on"):
        return day
    plain: dict[str, Callable[[Any], str]] = {
        "land_mu": lambda value: f"{Decimal(str(value)):,.2f}亩",
        "standard_land": lambda value: "是" if value else "否",
        "two_high": lambda value: "是" if value else "否",
        "expected_energy_tce": lambda value: f"{Decimal(str(value)):,.2f}吨标煤",
        "expected_jobs": lambda value: f"{value}人",
        "code": str,
        "industry_code": str,
        "region_code": str,
        "longitude": str,
        "latitude": str,
    }
    return plain.get(column, text)
