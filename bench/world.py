"""The world that is measured: a server of its own with many projects, made from a seed number and thrown away."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.keys import create_key
from backend.accounts.models import Permission, Unit
from backend.milestones.models import Milestone, Phase
from backend.projects.models import AnnualPlan, Duty, Project
from backend.projects.summary import Summary
from backend.projects.vocabulary import DutyKind
from backend.updates.models import Update

MILESTONES, CHUNK = 30, 100
KINDS = ("industrial", "road", "energy", "public_works")
MONDAY = date(2026, 1, 5)


async def build(projects: int, weeks: int, seed: int = 7, first: int = 0) -> None:
    """Projects with 30 milestones each and an update a week, written as the house writes: with changes and versions."""
    chance = random.Random(seed)
    for start in range(first, first + projects, CHUNK):
        async with db.begin(via="bench") as session:
            made = [_project(number, weeks, chance) for number in range(start, min(start + CHUNK, first + projects))]
            session.add_all(project for project, *_ in made)
            await session.flush()
            session.add_all(row for _, *rows in made for row in rows)


def _project(number: int, weeks: int, chance: random.Random) -> list[Any]:
    project = Project(
        id=UUID(int=chance.getrandbits(128), version=4),
        code=f"B-{number:06}",
        name=f"第{number}号示范项目建设工程",
        short_name=f"示范{number}号",
        kind=chance.choice(KINDS),
        total_investment=Decimal(chance.randrange(1_000, 900_000)),
    )
    plan = AnnualPlan(project_id=project.id, year=2026, amount=Decimal(chance.randrange(500, 90_000)))
    nodes = [
        Milestone(
            project_id=project.id,
            position=position,
            key=f"node{position}",
            label=f"第{position}个节点：手续批复",
            phase=Phase.PERMITS if position < MILESTONES // 2 else Phase.WORKS,
            planned_on=MONDAY + timedelta(days=20 * position),
        )
        for position in range(MILESTONES)
    ]
    updates = [
        Update(
            project_id=project.id,
            week_start=MONDAY + timedelta(weeks=week),
            invested=Decimal(chance.randrange(10, 900)),
            site_progress="主体结构施工，设备基础完成过半",
            next_step="继续推进设备安装",
        )
        for week in range(weeks)
    ]
    return [project, plan, *nodes, *updates]


async def share_out(units: int) -> None:
    """Each project is one unit's, in turn."""
    async with db.begin(via="bench") as session:
        known = [Unit(code=f"u{number}", name=f"第{number + 1}示范单位") for number in range(units)]
        session.add_all(known)
        projects = await session.exec(select(Project.id).order_by(col(Project.code)))
        for number, project in enumerate(projects):
            unit = known[number % units].id
            session.add(Duty(project_id=project, kind=DutyKind.LEAD, unit_id=unit, since=MONDAY))


async def key() -> str:
    async with db.begin(via="bench") as session:
        return await create_key(session, the_house("bench"), "bench", Permission.WRITE, {})


async def some_codes(count: int) -> list[str]:
    async with db.sessions() as session:
        return list(await session.exec(select(Summary.code).order_by(col(Summary.code)).limit(count)))
