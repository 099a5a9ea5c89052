"""A unit with three projects, two officers, a head and a sponsor, on the settable clock, committed."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from pydantic import SecretStr
from sqlmodel import select, update

from backend import clock, db
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Account, Role, SignIn, Unit
from backend.clock import BEIJING
from backend.config import settings
from backend.feed import installation
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects import duties
from backend.projects.models import Project
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind, Stage
from backend.updates import service as updates
from backend.updates.schemas import UpdateIn
from seed.lists import plant_lists
from tests import factories

HOUSE = the_house("demo")
SPONSORED = ("T-1", "T-3")
OFFICER_OF = {"T-1": "wang", "T-2": "wang", "T-3": "li"}


def at(text: str) -> datetime:
    """2026, in Beijing: `10-08 12:00`."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


@dataclass
class Village:
    people: dict[str, Account] = field(default_factory=dict)

    async def report(self, code: str, week: str, moment: str) -> None:
        given = UpdateIn(week=week, invested_wan="10", site_progress="主体施工")
        with clock.set_to(at(moment)):
            async with db.begin("demo") as session:
                await updates.submit(session, Actor.of(self.people["office"]), code, given)


@pytest.fixture
async def village(committed: str) -> Village:
    async with db.begin("demo") as session:
        await installation.become_demonstration(session)
    with clock.set_to(at("09-21 09:00")):
        async with db.begin("demo") as session:
            await plant_lists(session)
        async with db.begin("demo") as session:
            return await _settle(session)


@pytest.fixture
def set_up(monkeypatch):
    """Mail and a group's robot: nothing is sent here, only posted."""
    monkeypatch.setattr(settings, "smtp_host", "127.0.0.1")
    monkeypatch.setattr(settings, "mail_from", "sanpi@example.cn")
    monkeypatch.setattr(settings, "robot_url", SecretStr("https://robot.example/"))


async def _settle(session) -> Village:
    village = Village()
    unit = (await session.exec(select(Unit).where(Unit.code == "transport"))).one()
    roles = {
        "office": Role.OFFICE,
        "wang": Role.STEWARD,
        "li": Role.STEWARD,
        "head": Role.REVIEWER,
        "chen": Role.LEADER,
    }
    for name, role in roles.items():
        of = {"name": name, "person": name, "email": f"{name}@example.cn"}
        village.people[name] = await factories.account(
            session, role, unit_id=unit.id if role in {Role.STEWARD, Role.REVIEWER} else None, **of
        )
    for code, officer in OFFICER_OF.items():
        session.add(Project(code=code, name=f"{code}工程", short_name=code, kind="road"))
        await session.flush()
        await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.RESPONSIBLE, unit="transport"))
        await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.STEWARD, account=officer))
        if code in SPONSORED:
            await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.SPONSOR, account="chen"))
        entry = StageEntryIn(stage=Stage.STARTED, skip_reason="公路不签约", evidence="施工许可证")
        await lifecycle.enter_stage(session, HOUSE, code, entry)
    await session.exec(update(SignIn).values(expires_at=at("12-31 00:00")))  # people come back when it suits the test
    return village
