"""A house of sixty projects at all stages, of several units, areas and kinds, with much that nobody has reported."""

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest

from backend.accounts.models import Permission, Role
from backend.lifecycle.models import Batch, StageEntry, StageWithdrawal, Termination
from backend.money.models import FundArrival, Result
from backend.projects.models import AnnualPlan, Duty, OpeningBalance
from backend.projects.vocabulary import STAGES, DutyKind, Level
from backend.updates.models import Update
from tests import factories, signing

API = "/api/v1/rates"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HELD = {"2025-3": date(2025, 7, 18), "2025-4": date(2025, 10, 20), "2026-1": date(2026, 1, 20), "2026-2": None}


@pytest.fixture
async def units(session):
    return [
        await factories.unit(session, code=code, name=name) for code, name in (("zone", "管委会"), ("roads", "交通局"))
    ]


@pytest.fixture
async def house(session, units):
    luck = Random(7)  # the same house each time
    batches = []
    for number, (code, day) in enumerate(HELD.items(), 1):
        year, ordinal = map(int, code.split("-"))
        row = Batch(year=year, ordinal=ordinal, number=number, level=Level.COUNTY, held_on=day)
        batches.append(await factories.add(session, row))
    for number in range(60):
        project = await factories.project(
            session,
            code=f"P-{number:02}",
            kind=luck.choice(["industrial", "road"]),
            area=luck.choice(["zone", "town", None]),
            total_investment=luck.choice([None, Decimal(luck.randint(1, 90_000))]),
            expected_output=luck.choice([None, Decimal(luck.randint(1, 90_000))]),
            statistics_registered_on=luck.choice([None, date(2026, 3, 2)]),
        )
        await _happens(session, project, luck, batches)
        await _earns(session, project, luck)
        for unit in luck.sample(units, luck.randint(0, 2)):
            duty = Duty(project_id=project.id, kind=DutyKind.RESPONSIBLE, unit_id=unit.id, since=date(2026, 1, 1))
            await factories.add(session, duty)
    await factories.settle(session)


async def _happens(session, project, luck, batches):
    """How far it has come, with which batches; some starts are taken back, some projects end."""
    first = luck.choice([0, 0, 0, 1])
    for stage in STAGES[first : luck.randint(first, 3)]:
        batch = luck.choice([*batches, None])
        day = date(2025, 6, 1).replace(month=luck.randint(1, 12)) if luck.random() < 0.8 else None
        entry = StageEntry(
            project_id=project.id, stage=stage, batch_id=batch and batch.id, occurred_on=day, recorded_at=LONG_AGO
        )
        await factories.add(session, entry)
        if luck.random() < 0.1:
            row = await factories.add(session, StageWithdrawal(project_id=project.id, reason="登错了"))
            entry.withdrawal_id = row.id
            break
    if luck.random() < 0.15:
        await factories.add(session, Termination(project_id=project.id, ended_on=date(2026, 5, 1), reason="业主退出"))


async def _earns(session, project, luck):
    """Plans, investment, funds and results, of some of them and also of another year."""
    if luck.random() < 0.7:
        amount = Decimal(luck.randint(0, 20_000))
        await factories.add(session, AnnualPlan(project_id=project.id, year=2026, amount=amount))
        await factories.add(session, AnnualPlan(project_id=project.id, year=2027, amount=Decimal(7)))
    if luck.random() < 0.7:
        amounts = {"invested_in_year": Decimal(luck.randint(0, 9_000)), "invested_before_year": Decimal(3)}
        await factories.add(session, OpeningBalance(project_id=project.id, year=2026, **amounts))
        update = Update(project_id=project.id, week_start=date(2026, 11, 9), invested=Decimal(luck.randint(0, 900)))
        await factories.add(session, update)
    for _ in range(luck.randint(0, 2)):
        await factories.add(session, FundArrival(project_id=project.id, amount=Decimal(luck.randint(1, 5_000))))
    if luck.random() < 0.6:
        row = Result(project_id=project.id, year=2025, output=Decimal(luck.randint(1, 90_000)))
        await factories.add(session, row)


@pytest.fixture(autouse=True)
def _autumn():
    from backend import clock

    with clock.set_to(datetime.fromisoformat("2026-11-25T10:32:00+08:00")):
        yield


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
async def leader(session, client):
    return client(await factories.account(session, Role.LEADER))
