"""No project is left without steward, owner and sponsor: each way in which one could be is tried, by page and by API."""

from datetime import date

import pytest
from sqlmodel import col, select

from backend.accounts.models import Permission, Role
from backend.clock import now
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, signing

NEEDED = (DutyKind.STEWARD, DutyKind.OWNER, DutyKind.SPONSOR)


@pytest.fixture
async def held(session):
    """One person has all three duties of a project; others might take over."""
    old = await factories.account(session, Role.LEADER, person="王敏", name="wangmin")
    row = await factories.project(session, code="ZD-1", short_name="同德")
    for kind in NEEDED:
        await factories.add(session, Duty(project_id=row.id, kind=kind, account_id=old.id, since=date(2026, 1, 4)))
    await factories.account(session, person="停用的人", name="gone", disabled_at=now())
    await factories.account(session, Role.READER, person="只看的人", name="reads", scope={})
    await factories.settle(session)
    return old


@pytest.fixture
async def doors(session, client):
    office = client(await factories.account(session, Role.OFFICE))
    return office, client(await signing.key(session, Permission.WRITE))


async def holders(session):
    query = select(Duty.kind, Duty.account_id).where(col(Duty.until).is_(None))
    return set((await session.exec(query)).all())


@pytest.mark.parametrize("kind", NEEDED)
@pytest.mark.parametrize("taker", ["gone", "reads", "wangmin", "nobody"])
async def test_a_transfer_to_whom_cannot_have_it_is_refused_and_nothing_is_moved(session, held, doors, kind, taker):
    office, program = doors
    before = await holders(session)
    given = {"kind": kind.value, "from_account": "wangmin", "to_account": taker, "projects": ["ZD-1"]}
    answers = [await office.post("/transfers", data=given), await program.post("/api/v1/transfers", json=given)]
    assert [each.status_code for each in answers] == [422, 422]
    assert all("请另选" in each.text or "请从名单里选" in each.text for each in answers)
    assert await holders(session) == before


@pytest.mark.parametrize("kind", NEEDED)
async def test_the_last_one_cannot_simply_end(session, held, doors, kind):
    office, program = doors
    duty = (await session.exec(select(Duty).where(Duty.kind == kind))).one()
    page = await office.post(f"/projects/ZD-1/duties/{duty.id}/end")
    api = await program.post(f"/api/v1/projects/ZD-1/duties/{duty.id}/end", json={})
    assert [page.status_code, api.status_code] == [409, 409]
    assert f"就没有{kind.label}了" in page.text
    assert f"就没有{kind.label}了" in api.json()["detail"]
    assert (kind, held.id) in await holders(session)


async def test_duties_are_handed_over_by_the_office_and_nobody_else(session, client, held):
    taker = await factories.account(session, Role.LEADER, person="高峰", name="gaofeng")
    given = {"kind": "sponsor", "from_account": "wangmin", "to_account": "gaofeng", "projects": ["ZD-1"]}
    found = {}
    for role in Role:
        account = await factories.account(session, role, **({"scope": {}} if role is Role.READER else {}))
        found[role.value] = (await client(account).post("/transfers", data=given)).status_code
        if found[role.value] == 303:
            back = given | {"from_account": "gaofeng", "to_account": "wangmin"}
            assert (await client(account).post("/transfers", data=back)).status_code == 303
    allowed = {"administrator", "office"}
    assert found == {role.value: 303 if role.value in allowed else 403 for role in Role}
    assert (await client().post("/transfers", data=given)).status_code == 401
    reads = client(await signing.key(session, Permission.READ))
    assert (await reads.post("/api/v1/transfers", json=given)).status_code == 403
    assert (DutyKind.SPONSOR, taker.id) not in await holders(session)
