"""Rows for tests. Say only what the test is about; the rest has a sensible default."""

from itertools import count
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.models import Account, Role, Unit
from backend.milestones.models import Gate, MilestoneTemplate, Phase, TemplateNode
from backend.projects.models import Project
from tests import signing

numbers = count(1)


async def unit(session: AsyncSession, **given: Any) -> Unit:
    number = next(numbers)
    return await add(session, Unit(**{"code": f"unit{number}", "name": f"第{number}局"} | given))


async def account(session: AsyncSession, role: Role = Role.STEWARD, **given: Any) -> Account:
    """Somebody with that role, signed in."""
    number = next(numbers)
    row = Account(**{"name": f"somebody{number}", "person": f"王敏{number}", "role": role} | given)
    return await signing.sign_in(session, await add(session, row))


async def project(session: AsyncSession, **given: Any) -> Project:
    number = next(numbers)
    fields = {
        "code": f"T-{number:03}",
        "name": f"第{number}污水处理厂",
        "short_name": f"{number}厂",
        "kind": "public_works",
    }
    return await add(session, Project(**fields | given))


async def add(session: AsyncSession, row: Any) -> Any:
    session.add(row)
    await session.flush()
    return row


async def settle(session: AsyncSession) -> None:
    """End a transaction as a request would: what follows from the changes is written."""
    await session.flush()
    for follow in db.before_commit:
        await follow(session)
    await session.flush()


async def template(session: AsyncSession, *kinds: str) -> MilestoneTemplate:
    """A template of four milestones, two of them permits."""
    row = await add(session, MilestoneTemplate(code=f"template{next(numbers)}", kinds=list(kinds)))
    nodes = (
        ("approval", "立项", Phase.PERMITS, None),
        ("land", "用地手续", Phase.PERMITS, None),
        ("start", "开工", Phase.WORKS, Gate.START),
        ("in_use", "投用", Phase.COMMISSIONING, Gate.PRODUCTION),
    )
    for position, (key, label, phase, gate) in enumerate(nodes):
        node = TemplateNode(template_id=row.id, position=position, key=key, label=label, phase=phase, gate=gate)
        await add(session, node)
    return row
