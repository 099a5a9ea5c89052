"""Who is in charge of a unit (分管领导), and since when."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from backend import clock
from backend.accounts.models import Account, Role, UnitLeader
from backend.clock import now, today
from tests import factories, signing

PATH = "/admin/units/zjj/leader"


@pytest.fixture
async def unit(session):
    return await factories.unit(session, code="zjj", name="住房和城乡建设局")


@pytest.fixture
async def leaders(session):
    return [
        await factories.account(session, Role.LEADER, name=name, person=person)
        for name, person in (("chen", "陈立新"), ("guo", "郭海峰"))
    ]


@pytest.fixture
async def browser(client, administrator):
    return client(administrator)


async def told(session):
    query = select(Account.name, UnitLeader.since, UnitLeader.until)
    query = query.join(UnitLeader, col(UnitLeader.account_id) == Account.id)
    return [tuple(row) for row in await session.exec(query.order_by(col(UnitLeader.since), Account.name))]


async def test_one_leader_follows_another_and_the_former_one_is_kept(browser, session, unit, leaders):
    with clock.set_to(now() - timedelta(days=40)):
        await browser.post(PATH, data={"leader": "chen"})
        first = today()
    await browser.post(PATH, data={"leader": "guo"})
    assert await told(session) == [("chen", first, today()), ("guo", today(), None)]
    assert '<option value="guo" selected>郭海峰' in (await browser.get("/admin/units/zjj")).text


async def test_a_second_decision_of_one_day_corrects_the_first(browser, session, unit, leaders):
    for name in ("chen", "guo", "guo"):
        await browser.post(PATH, data={"leader": name})
    assert await told(session) == [("guo", today(), None)]
    await browser.post(PATH, data={"leader": ""})
    assert await told(session) == []


async def test_only_a_leader_in_use_can_be_put_in_charge(browser, session, unit, leaders):
    await factories.account(session, Role.OFFICE, name="office-9")
    leaders[1].disabled_at = now()
    await session.flush()
    for name in ("office-9", "guo", "nobody"):
        answer = await browser.post(PATH, data={"leader": name})
        assert answer.status_code == 422
        assert "请从在用的领导账号里选" in answer.text
    assert await told(session) == []


async def test_programs_read_who_is_in_charge(browser, client, session, unit, leaders):
    await browser.post(PATH, data={"leader": "chen"})
    program = client(await signing.key(session))
    assert (await program.get("/api/v1/units/zjj")).json()["leader"] == "陈立新"
    assert [each["leader"] for each in (await program.get("/api/v1/units")).json()["items"]] == ["陈立新"]
