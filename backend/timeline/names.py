"""What the record of changes holds as keys, and people know by name."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.projects.vocabulary import Scheme


@dataclass(frozen=True)
class Names:
    """`actors` are people and programs; `rows` units, people, developers, batches and programmes, by their key."""

    actors: dict[UUID, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    lists: dict[Scheme, dict[str, str]] = field(default_factory=dict)

    def row(self, key: Any) -> str:
        return self.rows.get(str(key), "已不在名册的一项") if key else ""

    def entry(self, scheme: Scheme, code: str) -> str:
        return self.lists.get(scheme, {}).get(code, code)
