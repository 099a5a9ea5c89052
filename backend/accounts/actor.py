"""Who acts: a signed-in person, a program with a key, or the house itself (command line, worker)."""

from dataclasses import dataclass, field
from uuid import UUID

from backend.accounts.models import Account, ApiKey, Permission, Role

SEES_ALL = (Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER)


@dataclass(frozen=True)
class Actor:
    """`id` is what the record of changes keeps; `scope` limits which projects a reader or a key may see."""

    id: UUID | None
    name: str
    role: Role
    unit_id: UUID | None = None
    scope: dict[str, str] | None = field(default=None, hash=False)
    via: str = "page"
    is_person: bool = True

    @classmethod
    def of(cls, account: Account, via: str = "page") -> "Actor":
        return cls(account.id, account.person, account.role, account.unit_id, account.scope, via)

    @classmethod
    def holding(cls, key: ApiKey) -> "Actor":
        """A write key may do what the project office may within its scope, except what needs a person."""
        role = Role.OFFICE if key.permission is Permission.WRITE else Role.READER
        return cls(key.id, key.name, role, scope=key.scope, via="api", is_person=False)

    @property
    def sees_all(self) -> bool:
        return not self.scope and (self.role in SEES_ALL or self.scope == {})

    @property
    def person_id(self) -> UUID | None:
        """For columns that name a person: a program that acts is named by the record of changes only."""
        return self.id if self.is_person else None

    @property
    def runs_projects(self) -> bool:
        """The project office and the administrator write everything in their sight."""
        return self.role in (Role.ADMINISTRATOR, Role.OFFICE)

    @property
    def is_administrator(self) -> bool:
        return self.role is Role.ADMINISTRATOR


def the_house(via: str) -> Actor:
    """The installation acting by itself: seeds, the command line, the worker."""
    return Actor(None, "系统", Role.ADMINISTRATOR, via=via, is_person=False)
