"""Small forms around the ledger: names, companies, lists, plans, opening balances, duties."""

from typing import Any

from fastapi import APIRouter
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import units as of_units
from backend.accounts.models import Account
from backend.projects import duties, ledger, queries
from backend.projects.classifications import choices
from backend.projects.entry_forms import EntryForm
from backend.projects.models import Project
from backend.projects.schemas import AliasIn, AnnualEntryIn, AnnualPlanIn, DeveloperIn, DutyIn, OpeningBalanceIn
from backend.projects.vocabulary import DutyKind, Scheme
from backend.weeks import Week

router = APIRouter(include_in_schema=False)


async def _year(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001  one shape for all
    return {"year": Week.current().year}


async def _annual_lists(session: AsyncSession, project: Project) -> dict[str, Any]:
    entries = (await session.exec(queries.classifications(Scheme.ANNUAL_LIST))).all()
    return {"annual_lists": choices(entries), **await _year(session, project)}


async def _holders(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001
    people = select(Account).where(col(Account.disabled_at).is_(None)).order_by(col(Account.name))
    return {
        "kinds": DutyKind,
        "units": [(unit.code, unit.name) for unit in await of_units.existing(session)],
        "people": [(each.name, f"{each.person}（{each.role.label}）") for each in await session.exec(people)],
    }


FORMS = (
    EntryForm(
        name="new_alias",
        path="aliases",
        title="加别名",
        done="别名已加上",
        schema=AliasIn,
        write=ledger.add_alias,
        template="projects/alias.html",
    ),
    EntryForm(
        name="new_developer",
        path="developers",
        title="加项目单位",
        done="项目单位已加上",
        schema=DeveloperIn,
        write=ledger.add_developer,
        template="projects/developer.html",
    ),
    EntryForm(
        name="new_annual_entry",
        path="annual-lists",
        title="列入年度清单",
        done="已列入年度清单",
        schema=AnnualEntryIn,
        write=ledger.enter_list,
        template="projects/annual_entry.html",
        choices=_annual_lists,
    ),
    EntryForm(
        name="new_annual_plan",
        path="annual-plans",
        title="定年度计划",
        done="年度计划已定",
        schema=AnnualPlanIn,
        write=ledger.plan_year,
        template="projects/annual_plan.html",
        choices=_year,
    ),
    EntryForm(
        name="new_opening_balance",
        path="opening-balances",
        title="登记期初余额",
        done="期初余额已登记",
        schema=OpeningBalanceIn,
        write=ledger.open_books,
        template="projects/opening_balance.html",
        choices=_year,
    ),
    EntryForm(
        name="new_duty",
        path="duties",
        title="分派职责",
        done="职责已分派",
        schema=DutyIn,
        write=duties.assign,
        template="projects/duty.html",
        choices=_holders,
    ),
)
for each in FORMS:
    each.install(router)
