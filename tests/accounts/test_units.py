from datetime import timedelta

import pytest
from sqlmodel import select

from backend.accounts.models import Unit, UnitName
from backend.clock import today
from tests import factories, signing


@pytest.fixture
async def unit(session):
    return await factories.unit(session, code="zjj", name="住房和城乡建设局", short_name="住建局")


@pytest.fixture
async def browser(client, administrator):
    return client(administrator)


async def names_of(session, unit):
    return (await session.exec(select(UnitName.name).where(UnitName.unit_id == unit.id))).all()


async def test_an_administrator_adds_a_unit(browser, session):
    answer = await browser.post("/admin/units", data={"code": "SLJ", "name": "水利局"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/units/slj")
    made = (await session.exec(select(Unit).where(Unit.code == "slj"))).one()
    assert (made.name, made.confirmed_on) == ("水利局", today())


async def test_a_code_is_taken_once(browser, unit):
    answer = await browser.post("/admin/units", data={"code": "zjj", "name": "另一个局"})
    assert answer.status_code == 409
    assert "已经有单位在用" in answer.text


async def test_a_renamed_unit_keeps_the_name_that_it_bore(browser, session, unit):
    await browser.post("/admin/units/zjj", data={"name": "住房和城市建设局", "short_name": "住建局"})
    await session.refresh(unit)
    assert unit.name == "住房和城市建设局"
    assert await names_of(session, unit) == ["住房和城乡建设局"]
    assert "用到" in (await browser.get("/admin/units/zjj")).text


async def test_a_slip_corrected_on_the_same_day_is_no_former_name(browser, session, unit):
    await browser.post("/admin/units/zjj", data={"name": "住房和城市建没局"})
    await browser.post("/admin/units/zjj", data={"name": "住房和城市建设局"})
    assert await names_of(session, unit) == ["住房和城乡建设局"]


async def test_a_new_short_name_alone_is_no_renaming(browser, session, unit):
    await browser.post("/admin/units/zjj", data={"name": unit.name, "short_name": "市住建局"})
    assert await names_of(session, unit) == []


async def test_a_suggested_unit_is_confirmed(browser, session, unit):
    assert "待确认" in (await browser.get("/admin/units")).text
    for _ in range(2):  # twice is the same
        assert (await browser.post("/admin/units/zjj/confirm")).status_code == 303
    assert "待确认" not in (await browser.get("/admin/units")).text


async def test_a_dissolved_unit_stays_readable_and_cannot_be_changed(browser, session, unit):
    day = today() - timedelta(days=3)
    assert (await browser.post("/admin/units/zjj/dissolve", data={"on": str(day)})).status_code == 303
    assert "撤销" in (await browser.get("/admin/units/zjj")).text
    for path in ("", "/confirm"):
        assert (await browser.post(f"/admin/units/zjj{path}", data={"name": "新名称"})).status_code == 409
    assert 'value="zjj"' not in (await browser.get("/admin/accounts/new")).text


async def test_no_unit_is_dissolved_ahead_of_time(browser, session, unit):
    answer = await browser.post("/admin/units/zjj/dissolve", data={"on": str(today() + timedelta(days=1))})
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.text


async def test_a_unit_that_is_not_there_is_not_found(browser):
    for answer in (await browser.get("/admin/units/no"), await browser.post("/admin/units/no/confirm")):
        assert answer.status_code == 404


async def test_programs_read_units_and_read_again_for_nothing(client, session, unit):
    program = client(await signing.key(session))
    answer = await program.get("/api/v1/units")
    assert answer.json()["items"] == [
        {
            "code": "zjj",
            "name": "住房和城乡建设局",
            "short_name": "住建局",
            "confirmed_on": None,
            "founded_on": None,
            "dissolved_on": None,
            "leader": None,
            "former_names": [],
        }
    ]
    again = await program.get("/api/v1/units", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_single_unit_is_the_item_of_the_list(client, session, browser, unit):
    await browser.post("/admin/units/zjj", data={"name": "住房和城市建设局"})
    program = client(await signing.key(session))
    one, every = (await program.get("/api/v1/units/zjj")).json(), (await program.get("/api/v1/units")).json()
    assert every["items"] == [one]
    assert one["former_names"] == [{"name": "住房和城乡建设局", "until": str(today())}]
    missing = await program.get("/api/v1/units/no")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
