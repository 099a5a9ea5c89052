"""What a column of the ledger is: its heading, its kind, and where its value comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from backend.projects.service import Lists
from backend.timeline.document import ProjectDocument
from backend.weeks import Week

Value = str | int | Decimal | date | None
"""Nothing is unknown: an empty cell, never a zero."""


class Kind(Enum):
    TEXT = "text"
    LONG = "long"
    AMOUNT = "amount"
    COUNT = "count"
    DATE = "date"


@dataclass(frozen=True)
class Book:
    """What a ledger is made of beside the projects' documents. `week` is the one whose investment it shows."""

    at: datetime
    week: Week
    lists: Lists
    phones: Mapping[UUID, str]
    """Of who holds a duty, by the duty: only for who may know them."""
    demonstration: bool


@dataclass(frozen=True)
class Column:
    name: str
    of: Callable[[ProjectDocument, Book], Value]
    kind: Kind = Kind.TEXT
    unit: str = ""
    width: int = 12

    @property
    def heading(self) -> str:
        return f"{self.name}（{self.unit}）" if self.unit else self.name
