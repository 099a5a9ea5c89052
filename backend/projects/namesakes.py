"""Projects that go by a name like a given one: asked before a project is entered twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.projects.likeness import alike, taken_apart
from backend.projects.models import Alias
from backend.projects.queries import readable
from backend.projects.summary import Summary
from backend.projects.vocabulary import AliasKind, Condition


@dataclass(frozen=True)
class Namesake:
    code: str
    name: str
    like: str
    """Which of its names is like the given one."""

    @property
    def asks(self) -> str:
        said = f"“{self.like}”" if self.like == self.name else f"“{self.name}”（又名“{self.like}”）"
        return f"名称和{self.code}{said}很像，请核对是不是同一个项目"


async def like(session: AsyncSession, actor: Actor, names: Iterable[str], but: str = "") -> list[Namesake]:
    """Those that the actor may see; `but` is the project itself. One that has ended may well be begun anew."""
    wanted = list(dict.fromkeys(names))
    query = select(Summary.code, Summary.name, _aliases()).where(readable(actor), _shares_characters(wanted))
    query = query.where(Summary.code != but, Summary.condition != Condition.TERMINATED).order_by(col(Summary.code))
    rows = (await session.exec(query)).all()
    return [found for code, name, others in rows if (found := _first(wanted, code, name, others or []))]


def _first(wanted: Sequence[str], code: str, name: str, others: Sequence[str]) -> Namesake | None:
    known = (each for each in (name, *others) if any(alike(each, given) for given in wanted))
    return next((Namesake(code, name, each) for each in known), None)


def _shares_characters(names: Iterable[str]) -> Any:
    """The database looks for them first: two names that are alike share two characters, side by side or nearly so."""
    pairs = {pair for name in names for pair in taken_apart(name).pairs}
    searched = col(Summary.search)
    return or_(*(searched.like(f"%{_escaped(pair)}%") for pair in sorted(pairs)))


def _escaped(pair: str) -> str:
    """The star of a pair stands for any one character."""
    return pair.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("*", "_")


def _aliases() -> Any:
    of_project = (Alias.project_id == Summary.project_id, col(Alias.kind) != AliasKind.MERGED_CODE)
    return select(func.array_agg(Alias.value)).where(*of_project).scalar_subquery()
