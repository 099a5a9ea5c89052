from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend.timeline.document import ProjectDocument


@dataclass(frozen=True)
class Row:
    """What a figure counts once: a project, or of it an update, a milestone, an entry. `note` says which."""

    code: str
    name: str
    amount: Decimal | None = None
    """What it adds, in 万元; none where the figure counts."""
    note: str = ""


@dataclass(frozen=True)
class Followed:
    title: str
    rule: str
    """What is counted, in one sentence."""
    rows: list[Row]

    @property
    def amount(self) -> Decimal | None:
        known = [row.amount for row in self.rows if row.amount is not None]
        return sum(known, Decimal(0)) if known else None


Amount = Callable[[ProjectDocument], Decimal | None]


def rows_of(documents: Iterable[ProjectDocument], amount: Amount | None = None) -> list[Row]:
    """With `amount` only those of which it is known: an unknown one is in no sum."""
    if amount is None:
        return [Row(document.code, document.name) for document in documents]
    known = ((document, amount(document)) for document in documents)
    return [Row(document.code, document.name, found) for document, found in known if found is not None]
