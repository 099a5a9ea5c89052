"""The ledger's form, saved by two people who opened it on one version: what only one of them changed is kept of each,
and what both changed comes back for a person to decide. Programs bring If-Match instead and get no mixture."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Stale
from backend.feed.models import Change
from backend.merging import record, threeway
from backend.merging.threeway import Outcome, Unit
from backend.projects import programmes, service
from backend.projects.field_labels import label
from backend.projects.models import Programme, Project
from backend.projects.schemas import ProjectPatch

POINT = ("longitude", "latitude", "datum")
REASONS = ("investment_reason", "investment_document")
UNITS: list[Unit] = [
    POINT,
    *((name,) for name in ProjectPatch.model_fields if name not in {*POINT, *REASONS}),
]


@dataclass(frozen=True)
class Saved:
    project: Project
    warnings: list[str] = field(default_factory=list)
    merged: str = ""
    """Whose changes were kept beside one's own, in words."""


class Clashing(Stale):
    """Fields that somebody else changed too: by each one's name who did it; `merged` is all the rest, put together."""

    def __init__(self, clashes: dict[str, str], merged: dict[str, Any], words: str) -> None:
        super().__init__("有的项目两个人都改了，请逐项选定再保存")
        self.clashes, self.merged, self.words = clashes, merged, words


async def save(  # noqa: PLR0913, PLR0917  who, what, on which version, and where one gives way
    session: AsyncSession, actor: Actor, code: str, given: ProjectPatch, base_version: int, theirs: list[str]
) -> Saved:
    """`theirs` are fields in which the person takes what stands."""
    project = await service.for_office(session, actor, code)
    await session.refresh(project, with_for_update=True)
    stands = await _values(session, project)
    if base_version == project.version and not theirs:
        return Saved(*await service.change(session, actor, code, given))
    since = await record.since(session, "projects", project.id, base_version)
    base = stands if base_version == project.version else await _base(session, project, since, stands)
    mine = (base or stands) | given.model_dump(exclude_unset=True)
    outcome = threeway.compared(UNITS, base, stands, mine, yields=theirs)
    words = told(since, outcome)
    if outcome.clashing:
        raise Clashing(_clashes(since, outcome, stands), outcome.merged, words)
    project, warnings = await service.change(session, actor, code, _only(given, outcome))
    return Saved(project, warnings, words)


def told(since: record.Since, outcome: Outcome) -> str:
    """Such as: 张三 11月24日 10:32 改了建设地点、备注，已一并保留."""
    by: dict[str, list[str]] = {}
    for unit in outcome.kept:
        by.setdefault(since.who_and_when(_columns(unit)), []).extend([label(unit[0])] if unit != POINT else ["坐标"])
    return "；".join(f"{who} 改了{'、'.join(names)}，已一并保留" for who, names in by.items())


def _clashes(since: record.Since, outcome: Outcome, stands: dict[str, Any]) -> dict[str, str]:
    return {
        name: since.who_and_when(_columns(unit))
        for unit in outcome.clashing
        for name in unit
        if stands[name] != outcome.merged[name]
    }


def _only(given: ProjectPatch, outcome: Outcome) -> ProjectPatch:
    """What I changed, and nothing that would set back what another one did."""
    names = {name for unit in outcome.changed for name in unit}
    if "total_investment_wan" in names:
        names |= set(REASONS) & given.model_fields_set
    every = given.model_dump() | outcome.merged
    return ProjectPatch.model_construct(names, **{name: every[name] for name in names})


def _columns(unit: Unit) -> list[str]:
    own = [{"programme": "programme_id"}.get(name, name.removesuffix("_wan")) for name in unit]
    return ["value"] if unit == ("national_code",) else own


async def _values(session: AsyncSession, project: Project) -> dict[str, Any]:
    """What the ledger says, under the names of the form."""
    programme = await programmes.of(session, project)
    code = await service.current_national_code(session, project)
    beside = {"programme": programme.code if programme else None, "national_code": code.value if code else None}
    return _own(project) | beside


def _own(project: Project) -> dict[str, Any]:
    names = (name for unit in UNITS for name in unit if name not in {"programme", "national_code"})
    return {name: getattr(project, name.removesuffix("_wan")) for name in names}


async def _base(session: AsyncSession, project: Project, since: record.Since, stands: dict[str, Any]) -> dict[str, Any]:
    """Empty where the record does not reach back that far: then whatever differs is for the person to decide."""
    if not since.changes:
        return {}
    was = Project.model_validate(since.base)
    code = stands["programme"]
    if was.programme_id != project.programme_id:
        code = (await session.exec(select(Programme.code).where(Programme.id == was.programme_id))).one_or_none()
    national = await _national_code_then(session, project.id, since.changes[0].seq, stands["national_code"])
    return _own(was) | {"programme": code, "national_code": national}


async def _national_code_then(session: AsyncSession, project_id: UUID, since: int, now: str | None) -> str | None:
    """What the first change since then found: a code that it ended, or none where it entered one."""
    query = select(Change).where(Change.project_id == project_id, Change.subject == "national_codes")
    first = (await session.exec(query.where(Change.seq >= since).order_by(col(Change.seq)).limit(1))).first()
    if first is None:
        return now
    value: str | None = (first.before or {}).get("value")
    return value
