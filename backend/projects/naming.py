"""Which project somebody means who types a code, a name, a part of it or its initials: a list of thousands is no choice."""

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.errors import Invalid
from backend.projects import queries
from backend.projects.models import Project
from backend.projects.search import matches
from backend.projects.summary import Summary

NAMED = 5


async def code_of(session: AsyncSession, actor: Actor, typed: str, field: str = "project") -> str:
    """Its code: what is exactly a code or a name is that one, else there must be one alone that is found."""
    exact = or_(queries.coded(typed), Project.short_name == typed, Project.name == typed)
    found = (await session.exec(queries.visible_to(actor).where(exact).limit(2))).all()
    if len(found) == 1:
        return found[0].code
    query = select(Summary.code, Summary.short_name).where(matches(typed), queries.readable(actor))
    alike = (await session.exec(query.order_by(col(Summary.code)).limit(NAMED + 1))).all()
    if len(alike) == 1:
        return alike[0][0]
    raise Invalid.field(field, _which(typed, [f"{name}（{code}）" for code, name in alike]), typed)


def _which(typed: str, alike: list[str]) -> str:
    if not alike:
        return f"没有叫“{typed[:40]}”的项目，请填项目编号或简称，名称的一部分或拼音首字母也行"
    more = "等" if len(alike) > NAMED else ""
    return f"“{typed[:40]}”对得上几个项目：{'、'.join(alike[:NAMED])}{more}，请填其中一个的编号"
