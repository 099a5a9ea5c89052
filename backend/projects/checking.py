"""All that is wrong with what the ledger is to say, told in one go: nobody is sent back twice for one form."""

from typing import Any

from pydantic import ValidationError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.errors import FieldError, Invalid
from backend.projects import codes, queries
from backend.projects.models import Programme, Project
from backend.projects.schemas import ProjectFacts, ProjectPatch
from backend.projects.vocabulary import Scheme
from backend.web.forms import Form
from backend.web.sentences import in_words

LISTS = {"kind": Scheme.KIND, "area": Scheme.AREA, "cluster": Scheme.CLUSTER}
POINT = {"longitude", "latitude", "datum"}


async def check(session: AsyncSession, project: Project | None, given: ProjectFacts) -> None:
    """`project` is what stands; none for a new one."""
    if errors := await _errors(session, project, given):
        raise Invalid(errors[0].wanted, *errors)


async def add_what_else_is_wrong(session: AsyncSession, project: Project | None, form: Form[Any]) -> None:
    """To the fields that could not be read at all: what the house would say of those that could."""
    unread = {*form.errors, *(POINT if POINT & set(form.errors) else ())}
    rest = {
        name: text for name, text in form.posted.items() if name in ProjectPatch.model_fields and name not in unread
    }
    found = []
    try:
        given = ProjectPatch.model_validate(rest)
    except ValidationError as error:  # halves of a point
        found = in_words(error.errors())
        given = ProjectPatch.model_validate({name: text for name, text in rest.items() if name not in POINT})
    found += await _errors(session, project, given)
    form.errors |= {each.pointer.removeprefix("/"): each.wanted for each in found}


async def _errors(session: AsyncSession, project: Project | None, given: ProjectFacts) -> list[FieldError]:
    errors = await _of_lists(session, given.model_dump(exclude_unset=True))
    if given.programme and await _unknown_programme(session, given.programme):
        wanted = f"没有编号为 {given.programme} 的项目群，请先建项目群"
        errors.append(FieldError("/programme", wanted, given.programme))
    if project and "total_investment_wan" in given.model_fields_set:
        errors += _of_investment(project, given)
    return errors + _of_national_code(given.national_code)


def _of_national_code(value: str | None) -> list[FieldError]:
    try:
        if value:
            codes.checked_national_code(value)
    except Invalid as refused:
        return list(refused.errors)
    return []


async def _of_lists(session: AsyncSession, facts: dict[str, Any]) -> list[FieldError]:
    """Kinds, areas and clusters come from the lists that the administrator keeps."""
    errors = []
    for name, scheme in LISTS.items():
        code = facts.get(name)
        if code is None:
            continue
        known = (await session.exec(queries.classifications(scheme))).all()
        if code not in {each.code for each in known}:
            choices = "、".join(f"{each.code}（{each.label}）" for each in known)
            errors.append(FieldError(f"/{name}", f"{scheme.label}里没有 {code}，请从这些里选：{choices}", code))
    return errors


async def _unknown_programme(session: AsyncSession, code: str) -> bool:
    return (await session.exec(select(Programme.id).where(Programme.code == code))).first() is None


def _of_investment(project: Project, given: ProjectFacts) -> list[FieldError]:
    """A total that replaces a known amount says why."""
    old, new = project.total_investment, given.total_investment_wan
    if old is None or old == new or getattr(given, "investment_reason", None):
        return []
    wanted = f"总投资从 {old} 万元改为 {new if new is not None else '待填报'}，请写明总投资变化原因"
    return [FieldError("/investment_reason", wanted)]
