"""What belongs to a project beside its own fields: aliases, developers, lists of the year, plan, opening balance."""

from typing import Any, TypeVar

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Conflict, Invalid
from backend.projects import codes, queries
from backend.projects.models import Alias, AnnualEntry, AnnualPlan, Developer, DeveloperShare, OpeningBalance, Project
from backend.projects.schemas import AliasIn, AnnualEntryIn, AnnualPlanIn, DeveloperIn, OpeningBalanceIn
from backend.projects.service import for_office
from backend.projects.vocabulary import AliasKind, Scheme

Row = TypeVar("Row", bound=AnnualPlan | OpeningBalance)


async def add_alias(session: AsyncSession, actor: Actor, code: str, given: AliasIn) -> Alias:
    project = await for_office(session, actor, code)
    query = select(Alias).where(
        Alias.project_id == project.id, Alias.value == given.value, Alias.kind == AliasKind.ALIAS
    )
    found = (await session.exec(query)).one_or_none()
    if found is None:
        found = Alias(project_id=project.id, kind=AliasKind.ALIAS, value=given.value)
        session.add(found)
        await session.flush()
    return found


async def add_developer(session: AsyncSession, actor: Actor, code: str, given: DeveloperIn) -> Developer:
    """A company takes part in the project; the same company in several projects is one row."""
    project = await for_office(session, actor, code)
    credit_code = codes.checked_credit_code(given.credit_code) if given.credit_code else None
    developer = (await session.exec(select(Developer).where(Developer.name == given.name))).one_or_none()
    if developer and credit_code and developer.credit_code not in (None, credit_code):
        raise Conflict(f"{given.name} 已登记的信用代码是 {developer.credit_code}，请核对")
    if developer is None:
        developer = Developer(name=given.name)
        session.add(developer)
    developer.credit_code = credit_code or developer.credit_code
    await session.flush()
    await _take_part(session, project.id, developer)
    return developer


async def _take_part(session: AsyncSession, project_id: Any, developer: Developer) -> None:
    query = select(DeveloperShare.id).where(
        DeveloperShare.project_id == project_id, DeveloperShare.developer_id == developer.id
    )
    if (await session.exec(query)).first() is None:
        session.add(DeveloperShare(project_id=project_id, developer_id=developer.id))
        await session.flush()


async def enter_list(session: AsyncSession, actor: Actor, code: str, given: AnnualEntryIn) -> AnnualEntry:
    """Put the project on one of the year's lists."""
    project = await for_office(session, actor, code)
    known = {each.code for each in (await session.exec(queries.classifications(Scheme.ANNUAL_LIST))).all()}
    if given.list_code not in known:
        raise Invalid.field("list_code", f"没有这张清单，请从这些里选：{'、'.join(sorted(known))}", given.list_code)
    query = select(AnnualEntry).where(
        AnnualEntry.project_id == project.id, AnnualEntry.year == given.year, AnnualEntry.list_code == given.list_code
    )
    found = (await session.exec(query)).one_or_none()
    if found is None:
        found = AnnualEntry(project_id=project.id, year=given.year, list_code=given.list_code)
        session.add(found)
        await session.flush()
    return found


async def plan_year(session: AsyncSession, actor: Actor, code: str, given: AnnualPlanIn) -> AnnualPlan:
    """Set the investment planned for a year."""
    return await _set(session, actor, code, AnnualPlan, given.year, amount=given.amount_wan)


async def open_books(session: AsyncSession, actor: Actor, code: str, given: OpeningBalanceIn) -> OpeningBalance:
    """Say what was invested before the first weekly update."""
    amounts = {
        "invested_in_year": given.invested_in_year_wan,
        "invested_before_year": given.invested_before_year_wan,
    }
    return await _set(session, actor, code, OpeningBalance, given.year, **amounts)


async def opening_of(session: AsyncSession, project: Project, year: int) -> OpeningBalance | None:
    return await of_year(session, project, OpeningBalance, year)


async def of_year(session: AsyncSession, project: Project, table: type[Row], year: int) -> Row | None:
    query = select(table).where(table.project_id == project.id, table.year == year)
    return (await session.exec(query)).one_or_none()


async def _set(session: AsyncSession, actor: Actor, code: str, table: type[Row], year: int, **amounts: Any) -> Row:
    project = await for_office(session, actor, code)
    row = await of_year(session, project, table, year)
    if row is None:
        row = table(project_id=project.id, year=year, **amounts)
        session.add(row)
    for name, value in amounts.items():
        setattr(row, name, value)
    await session.flush()
    return row
