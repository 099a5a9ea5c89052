"""The people of a demonstration. All names are made up."""

from dataclasses import dataclass

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts import service, unit_leaders
from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.accounts.schemas import AccountIn

SHOWN = ("admin", "office", "leader", "reviewer", "steward", "reader")
"""One for each role: whoever looks at the demonstration signs in as these."""


@dataclass(frozen=True)
class Person:
    name: str
    person: str
    role: Role
    unit: str | None = None
    title: str | None = None


PEOPLE = (
    Person("admin", "管理员", Role.ADMINISTRATOR, None, "系统管理员"),
    Person("office", "赵晓琳", Role.OFFICE, "reform", "项目办主任"),
    Person("leader", "陈立新", Role.LEADER, None, "包联领导"),
    Person("leader-2", "郭海峰", Role.LEADER, None, "包联领导"),
    Person("leader-3", "任秀兰", Role.LEADER, None, "包联领导"),
    Person("reviewer", "孙国强", Role.REVIEWER, "zone", "项目服务科科长"),
    Person("reviewer-2", "侯建平", Role.REVIEWER, "housing", "副局长"),
    Person("reviewer-3", "武志远", Role.REVIEWER, "transport", "副局长"),
    Person("reviewer-4", "闫丽萍", Role.REVIEWER, "industry", "副局长"),
    Person("reviewer-5", "贾文斌", Role.REVIEWER, "tourism", "副局长"),
    Person("reviewer-6", "白俊", Role.REVIEWER, "energy", "副局长"),
    Person("steward", "王敏", Role.STEWARD, "zone", "项目专员"),
    Person("steward-2", "李卫东", Role.STEWARD, "transport", "项目专员"),
    Person("steward-3", "张慧", Role.STEWARD, "housing", "项目专员"),
    Person("steward-4", "刘志刚", Role.STEWARD, "industry", "项目专员"),
    Person("steward-5", "杨婷", Role.STEWARD, "tourism", "项目专员"),
    Person("steward-6", "高峰", Role.STEWARD, "energy", "项目专员"),
)
READER = Person("reader", "周静", Role.READER)

STEWARD_OF = {
    "zone": "steward",
    "transport": "steward-2",
    "housing": "steward-3",
    "industry": "steward-4",
    "reform": "steward-4",
    "tourism": "steward-5",
    "agriculture": "steward-5",
    "energy": "steward-6",
    "ecology": "steward-6",
}
REVIEWER_OF = {
    "zone": "reviewer",
    "housing": "reviewer-2",
    "transport": "reviewer-3",
    "industry": "reviewer-4",
    "tourism": "reviewer-5",
    "energy": "reviewer-6",
}
SPONSORS = ("leader", "leader-2", "leader-3")
IN_CHARGE_OF = {
    "leader": ("zone", "industry", "energy"),
    "leader-2": ("housing", "transport", "ecology"),
    "leader-3": ("tourism", "agriculture"),
}
"""The project office's own bureau has none named: what it leaves undone goes to the office."""


async def enter(session: AsyncSession, actor: Actor, who: Person) -> Account:
    scope = "all" if who.role is Role.READER else None
    facts = {"name": who.name, "person": who.person, "role": who.role, "unit": who.unit, "title": who.title}
    return await service.create(session, actor, AccountIn(**facts, scope=scope))


async def put_in_charge(session: AsyncSession, actor: Actor) -> None:
    for leader, units in IN_CHARGE_OF.items():
        for unit in units:
            await unit_leaders.put_in_charge(session, actor, unit, leader)


async def actors(session: AsyncSession) -> dict[str, Actor]:
    return {account.name: Actor.of(account, "demo") for account in (await session.exec(select(Account))).all()}
