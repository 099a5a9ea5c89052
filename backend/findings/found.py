"""One finding of the data checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.findings.facts import Facts, Moment
from backend.findings.rules import TOLD, Rule


@dataclass(frozen=True)
class Finding:
    """`says` holds the values in words; `since` is the day from which it was so, where that is known."""

    rule: Rule
    project: Facts
    says: str
    since: date | None = None
    item: UUID | None = None
    """The stage entry or milestone that it is about."""
    mended_at: str = ""
    """Another page than the rule's own."""

    @property
    def mend(self) -> str:
        """Where one mends it: a path of the site, below its root."""
        return (self.mended_at or TOLD[self.rule].path).format(code=self.project.code, item=self.item)

    @property
    def unit(self) -> tuple[str, str] | None:
        return self.project.units[0] if self.project.units else None


Check = Callable[[Facts, Moment], Iterator[Finding]]
