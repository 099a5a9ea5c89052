"""Projects themselves: find, create, change. What happens to them is in `lifecycle`, `milestones`, `updates`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.clock import today
from backend.errors import Conflict, NotFound, require
from backend.projects import codes, namesakes, policy, queries
from backend.projects.checking import check
from backend.projects.models import Alias, Classification, InvestmentChange, NationalCode, Programme, Project
from backend.projects.schemas import ProjectFacts, ProjectIn, ProjectPatch
from backend.projects.vocabulary import AliasKind, Scheme

NOT_YOURS = "只有项目办可以修改台账，请把要改的内容告诉项目办"
Lists = dict[Scheme, dict[str, Classification]]
BESIDE = {"code", "aliases", "programme", "national_code", "investment_reason", "investment_document"}


async def get(session: AsyncSession, actor: Actor, code: str) -> Project:
    project = (await session.exec(queries.visible_to(actor).where(queries.coded(code)))).first()
    if project is None:
        raise NotFound(f"没有编号为 {code[:40]} 的项目，或您不能查看它")
    return project


async def ids_of(session: AsyncSession, actor: Actor, wanted: Sequence[str]) -> list[UUID]:
    """Of several projects, in the order given and each once; all of them have to be there. One statement."""
    query = queries.visible_to(actor).where(col(Project.code).in_(wanted))
    found = {project.code: project.id for project in await session.exec(query)} if wanted else {}
    if missing := next((code for code in wanted if code not in found), None):
        raise NotFound(f"没有编号为 {missing[:40]} 的项目，或您不能查看它")
    return list(dict.fromkeys(found[code] for code in wanted))


async def for_office(session: AsyncSession, actor: Actor, code: str) -> Project:
    """The project, for those who may edit the ledger."""
    project = await get(session, actor, code)
    require(policy.may_edit(actor), NOT_YOURS)
    return project


async def create(session: AsyncSession, actor: Actor, given: ProjectIn) -> tuple[Project, list[str]]:
    """A new project in the pipeline, and what should be looked at once more."""
    require(policy.may_create(actor), "只有项目办可以新建项目，请联系项目办")
    if (await session.exec(select(Project.id).where(queries.coded(given.code)))).first():
        raise Conflict(f"编号 {given.code} 已经有项目在用，请换一个")
    project = Project(code=given.code, name=given.name, short_name=given.short_name, kind=given.kind)
    session.add(project)
    warnings = await _write(session, actor, project, given)
    warnings += await _asked_whether_the_same(session, actor, given.code, given.name, *given.aliases)
    session.add_all(
        Alias(project_id=project.id, kind=AliasKind.ALIAS, value=value) for value in dict.fromkeys(given.aliases)
    )
    await session.flush()
    return project, warnings


async def change(session: AsyncSession, actor: Actor, code: str, given: ProjectPatch) -> tuple[Project, list[str]]:
    """Change only the fields that were given. What a form was opened on is for `merging` to know."""
    project = await for_office(session, actor, code)
    if not given.model_fields_set:
        return project, []
    renamed = "name" in given.model_fields_set and given.name != project.name
    if renamed:
        await _keep_former_name(session, project)
    project.version += 1  # with the first of its values, so that the record has each version whole
    warnings = await _write(session, actor, project, given)
    if renamed:
        warnings += await _asked_whether_the_same(session, actor, project.code, given.name)
    await session.flush()
    return project, warnings


async def _write(session: AsyncSession, actor: Actor, project: Project, given: ProjectFacts) -> list[str]:
    facts = given.model_dump(exclude_unset=True, exclude=BESIDE)
    await check(session, project, given)
    if "total_investment_wan" in facts:
        _note_investment(session, actor, project, given)
    for name, value in facts.items():
        setattr(project, name.removesuffix("_wan"), value)
    if "programme" in given.model_fields_set:
        project.programme_id = await _programme_id(session, given.programme)
    await session.flush()
    return await _write_national_code(session, project, given)


def _note_investment(session: AsyncSession, actor: Actor, project: Project, given: ProjectFacts) -> None:
    """Every change of the total investment is a row with its reason."""
    old, new = project.total_investment, given.total_investment_wan
    if old == new:
        return
    reason = getattr(given, "investment_reason", None)
    document = getattr(given, "investment_document", None)
    session.add(
        InvestmentChange(
            project_id=project.id, old=old, new=new, reason=reason, document=document, changed_by_id=actor.person_id
        )
    )


async def _programme_id(session: AsyncSession, code: str | None) -> Any:
    if code is None:
        return None
    return (await session.exec(select(Programme.id).where(Programme.code == code))).one()


async def _asked_whether_the_same(session: AsyncSession, actor: Actor, code: str, *names: str) -> list[str]:
    """Two projects of a like name may be one; a person decides."""
    return [each.asks for each in await namesakes.like(session, actor, names, but=code)]


async def _keep_former_name(session: AsyncSession, project: Project) -> None:
    """A project is still found by the name that it used to have."""
    query = select(Alias.id).where(Alias.project_id == project.id, Alias.value == project.name)
    if (await session.exec(query.where(Alias.kind == AliasKind.FORMER_NAME))).first() is None:
        session.add(Alias(project_id=project.id, kind=AliasKind.FORMER_NAME, value=project.name, until=today()))


async def _write_national_code(session: AsyncSession, project: Project, given: ProjectFacts) -> list[str]:
    """A new code ends the one before it; both stay."""
    if "national_code" not in given.model_fields_set:
        return []
    current = await current_national_code(session, project)
    value, warning = codes.checked_national_code(given.national_code) if given.national_code else (None, None)
    if current and current.value == value:
        return [warning] if warning else []
    if current:
        current.until = today()
    if value:
        session.add(NationalCode(project_id=project.id, value=value, since=today()))
    return [warning] if warning else []


async def current_national_code(session: AsyncSession, project: Project) -> NationalCode | None:
    query = select(NationalCode).where(NationalCode.project_id == project.id, col(NationalCode.until).is_(None))
    return (await session.exec(query)).first()


async def labels(session: AsyncSession) -> Lists:
    """Every list, by code, in its order."""
    found: Lists = {scheme: {} for scheme in Scheme}
    for each in (await session.exec(queries.classifications())).all():
        found[each.scheme][each.code] = each
    return found
