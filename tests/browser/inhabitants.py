"""Who lives in the house of the browser tests: the seed's projects, three people, and a project with a history."""

from datetime import date, timedelta

from sqlmodel import select

from backend import db
from backend.accounts import links
from backend.accounts.actor import the_house
from backend.accounts.models import Account, Role, SignIn
from backend.clock import now
from backend.ids import digest
from backend.lifecycle import batches, standstill
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import BatchIn, StageEntryIn, SuspensionIn
from backend.milestones import baselines
from backend.milestones.models import Milestone
from backend.milestones.schemas import BaselineIn
from backend.projects import duties, ledger
from backend.projects import service as projects
from backend.projects.schemas import AnnualPlanIn, DutyIn, ProjectIn
from backend.projects.vocabulary import Cause, DutyKind, Level, Stage
from backend.updates import service as updates
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from seed import plant
from tests.browser import phones, rooms

HOUSE = the_house("cli")
PEOPLE = {
    "admin": ("张管理", Role.ADMINISTRATOR),
    "office": ("李红", Role.OFFICE),
    "chenlixin": ("陈立新", Role.LEADER),
    "wanglei": ("王磊", Role.STEWARD),
    "zhaomin": ("赵敏", Role.STEWARD),
    "sunli": ("孙丽", Role.STEWARD),
    "qianjin": ("钱进", Role.STEWARD),
    "zhouyi": ("周毅", Role.STEWARD),
    "hanbing": ("韩冰", Role.STEWARD),
    "leaving": ("李走", Role.STEWARD),
    "gaofei": ("高飞", Role.STEWARD),
    "dong": ("董洁", Role.STEWARD),
    "fang": ("方圆", Role.STEWARD),
    "lin": ("林夏", Role.STEWARD),
}
TONGDE, SPUR, PARK, FURNACE = "ZD-001", "ZD-006", "ZD-003", "ZD-015"
MINUTE, QUIET = {360: "恒合源专用线", 320: "恒诚专用线"}, "天邦专用线"
TIMES = len(phones.taken_by("", ("scripts", "worker")))
STAYERS = [f"liuliu-{number}" for number in range(1, len(phones.taken_by("", ("worker",))) + 1)]
"""Each of them signs out once, on a phone of his own."""
PEOPLE |= dict.fromkeys(STAYERS, ("刘留", Role.STEWARD))
SITES = {
    "gaofei": [f"GD-{number:02}" for number in range(1, 40 * TIMES + 1)],
    "hanbing": [f"YC-{number}" for number in range(1, 7 * TIMES + 1)],
}
"""A project for each test that reports: gaofei's, and those of hanbing, who has no signal."""
WALKED = {"scripts": "dong", "worker": "fang", "bare": "lin"}
"""Whose projects are reported on a phone that is able to do so much, one project on each phone."""
STEWARDS = {
    TONGDE: "wanglei",
    SPUR: "wanglei",
    PARK: "wanglei",
    "ZD-007": "zhaomin",
    "ZD-008": "zhaomin",
    "ZD-009": "sunli",
    **dict.fromkeys(("ZD-004", "ZD-005", "ZD-010", "ZD-011", "ZD-013", "ZD-002"), "qianjin"),
}


def token_of(name: str) -> str:
    return f"browser-of-{name}"


async def move_in() -> dict[str, str]:
    """Where each person's sign-in link leads."""
    await plant(lambda _: None)
    async with db.begin("cli") as session:
        found = {name: await _person(session, name, *who) for name, who in PEOPLE.items()}
        year = Week.current().year - 2
        await batches.create(session, HOUSE, BatchIn(year=year, ordinal=1, level=Level.COUNTY))
        for code, name in STEWARDS.items():
            await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.STEWARD, account=name))
        await duties.assign(session, HOUSE, TONGDE, DutyIn(kind=DutyKind.SPONSOR, account="chenlixin"))
        await duties.assign(session, HOUSE, TONGDE, DutyIn(kind=DutyKind.RESPONSIBLE, unit="zone"))
        for name, codes in SITES.items():
            await _sites(session, name, codes)
        await _history(session, year)
        await _walked(session, year)
        await rooms.furnish(session, FURNACE)
    return found


async def _person(session, name, person, role) -> str:
    account = Account(name=name, person=person, role=role)
    session.add(account)
    await session.flush()
    later = now() + timedelta(days=1)
    session.add(SignIn(account_id=account.id, token_hash=digest(token_of(name)), expires_at=later))
    link = await links.make_link(session, account)
    return "/sign-in/" + link.rsplit("/", 1)[1]


async def _sites(session, name: str, codes: list[str]) -> None:
    for code in codes:
        site = ProjectIn(code=code, name=f"{code}工地", short_name=f"工地{code}", kind="public_works")
        await projects.create(session, HOUSE, site)
        await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.STEWARD, account=name))


async def _walked(session, year: int) -> None:
    """Signed projects, so that they owe a week."""
    for number, phone in enumerate(phones.ALL, 1):
        name = WALKED[phone.able]
        code = f"{name.upper()}-{number:02}"
        await _sites(session, name, [code])
        entry = StageEntryIn(stage=Stage.SIGNED, batch=f"{year}-1", occurred_on=date(year, 3, 18), evidence="投资协议")
        await lifecycle.enter_stage(session, HOUSE, code, entry)


async def _history(session, year: int) -> None:
    entry = StageEntryIn(stage=Stage.SIGNED, batch=f"{year}-1", occurred_on=date(year, 3, 18), evidence="投资协议")
    await lifecycle.enter_stage(session, HOUSE, FURNACE, entry)
    await standstill.suspend(session, HOUSE, PARK, SuspensionIn(cause=Cause.LAND, since=date(year + 1, 9, 10)))
    await ledger.plan_year(session, HOUSE, TONGDE, AnnualPlanIn(year=Week.current().year, amount_wan="42000"))
    last = UpdateIn(week=Week.current().previous.label, invested_wan="580", site_progress="主装置钢结构吊装完成")
    await updates.submit(session, HOUSE, TONGDE, last)
    for milestone in await session.exec(select(Milestone).order_by(Milestone.position).limit(3)):
        milestone.planned_on = date(year, 6, 1)
    await baselines.agree(session, HOUSE, TONGDE, BaselineIn())
