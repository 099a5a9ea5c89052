"""Reminders, leave and the list of who did not report: pages and API, and who may."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import select

from backend import clock, db
from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.briefs import service as briefs
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.reminders import reminding
from backend.reminders.listing import unreported
from backend.reminders.models import Leave, Reminder, ReminderKind, ReminderOff
from backend.weeks import Week
from tests import factories, signing
from tests.reminders.conftest import HOUSE, at


@pytest.fixture
async def reminded(village, client_of):
    """Monday the 28th of September, noon: wang and li are reminded of week 39."""
    with clock.set_to(at("09-28 12:00")):
        await reminding.ensure()
    return village


@pytest.fixture
def client_of(village, site):
    """A browser or a program, in the village's own database."""

    def of(caller=None):
        transport = httpx.ASGITransport(site, raise_app_exceptions=False)
        headers = {"sec-fetch-site": "same-origin"}
        if isinstance(caller, str):
            headers = {"authorization": f"Bearer {caller}"}
        cookies = {"sid": signing.token_of(caller)} if caller and not isinstance(caller, str) else None
        return httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers, cookies=cookies)

    return of


async def rows(query):
    async with db.sessions() as session:
        return (await session.exec(query)).all()


async def key(permission="write", **given):
    async with db.begin("cli") as session:
        return await signing.key(session, permission, **given)


async def test_a_person_sees_their_reminders_counts_them_and_knows_of_them(reminded, client_of):
    browser = client_of(reminded.people["wang"])
    with clock.set_to(at("09-28 13:00")):
        assert "提醒1</a>" in (await browser.get("/mine")).text
        page = (await browser.get("/reminders")).text
        assert "第39周还有2个项目待报，9月28日18:00截止" in page
        assert 'href="/projects/T-1/update?week=2026-W39"' in page
        assert (await browser.post("/reminders/read")).status_code == 303
        assert "提醒1</a>" not in (await browser.get("/mine")).text
        assert "第39周" in (await browser.get("/reminders")).text
    assert "第39周" not in (await client_of(reminded.people["head"]).get("/reminders")).text


async def test_each_kind_and_way_has_a_switch(village, client_of):
    browser = client_of(village.people["wang"])
    assert (await browser.get("/reminders")).text.count(' checked><label for="on-') == 10
    done = await browser.post("/reminders/switches", data={"on": ["owed-mail", "unit-here"]})
    assert done.status_code == 303
    assert len(await rows(select(ReminderOff))) == 8
    assert (await browser.get("/reminders")).text.count(' checked><label for="on-') == 2
    assert (await browser.post("/reminders/switches", data={"on": ["owed-post"]})).status_code == 422
    assert (await browser.post("/reminders/switches", data={})).status_code == 303
    assert len(await rows(select(ReminderOff))) == 10


async def test_rounds_of_problems_and_orders_by_turns_are_one_list_each(village, client_of):
    li, week = village.people["li"], Week.of(at("09-28 12:00").date())
    async with db.begin("cli") as session:
        for hour, kind in ((9, ReminderKind.PROBLEM), (10, ReminderKind.SUPERVISION), (11, ReminderKind.PROBLEM)):
            moment = at(f"09-28 {hour:02}:00")
            given = {"week_start": week.start, "occasion": f"{hour}", "title": "提醒", "here": True, "made_at": moment}
            session.add(Reminder(account_id=li.id, kind=kind, **given))
    page = (await client_of(village.people["office"]).get("/reminders/sent")).text
    assert re.findall(r"第40周 (.*?)</h2>", page) == ["问题：1人", "督办：1人"]


async def test_the_office_reads_what_was_sent(reminded, client_of):
    page = (await client_of(reminded.people["office"]).get("/reminders/sent")).text
    for told in ("2026年第39周 本周待报：2人", "wang", "T-1、T-2", "站内"):
        assert told in page
    assert (await client_of(reminded.people["wang"]).get("/reminders/sent")).status_code == 403
    program = client_of(await key())
    first = (await program.get("/api/v1/reminders?limit=1")).json()
    second = (await program.get("/api/v1/reminders", params={"limit": 1, "cursor": first["next"]})).json()
    assert second["next"] is None
    told = {each["account"]: each["project_codes"] for each in first["items"] + second["items"]}
    assert told == {"wang": ["T-1", "T-2"], "li": ["T-3"]}
    assert (await program.get("/api/v1/reminders?week=2026-W38")).json()["items"] == []
    assert (await client_of(await key("read")).get("/api/v1/reminders")).status_code == 403


async def test_the_list_of_who_did_not_report_is_by_unit_and_climbs(village, client_of):
    await village.report("T-2", "2026-W40", "09-30 10:00")
    await village.report("T-3", "2026-W40", "10-08 19:00")
    browser, program = client_of(village.people["office"]), client_of(await key("read"))
    with clock.set_to(at("10-08 20:00")):
        page = (await browser.get("/unreported")).text
        assert "应报3个，已报2个，未报1个" in page
        assert "宽限到10月9日 09:00" in page
        grace = (await program.get("/api/v1/unreported")).json()
    assert (grace["week"], grace["closes_at"]) == ("2026-W40", "2026-10-08T18:00:00+08:00")
    [missing] = grace["unreported"]
    assert missing == {
        "code": "T-1",
        "short_name": "T-1",
        "units": ["transport"],
        "weeks_missing": 2,
        "last_week": None,
        "climbed_to": "grace",
    }
    with clock.set_to(at("10-09 09:00")):
        assert (await program.get("/api/v1/unreported")).json()["unreported"][0]["climbed_to"] == "sponsor"
        earlier = (await program.get("/api/v1/unreported?week=2026-W39")).json()["unreported"]
        assert [(each["code"], each["weeks_missing"], each["climbed_to"]) for each in earlier] == [
            ("T-1", 1, "unit"),
            ("T-2", 1, "unit"),
            ("T-3", 1, "unit"),
        ]
    assert (await program.get("/api/v1/unreported?week=2026-40")).status_code == 422


async def test_it_shows_nobody_more_than_they_may_see(village, client_of):
    with clock.set_to(at("10-09 09:00")):
        async with db.begin("demo") as session:
            stranger = await factories.account(session, Role.STEWARD)
        assert "应报0个" in (await client_of(stranger).get("/unreported")).text
        assert "应报3个" in (await client_of(village.people["head"]).get("/unreported")).text


async def test_the_brief_names_the_same_projects_as_the_list_at_the_cut_off(village, client_of):
    await village.report("T-2", "2026-W40", "09-30 10:00")
    await village.report("T-3", "2026-W40", "10-08 19:00")  # late: in the list of now, not at the cut-off
    week = Week.parse("2026-W40")
    with clock.set_to(at("10-09 10:00")):
        async with db.begin("demo") as session:
            brief = await briefs.make(session, Actor.of(village.people["office"]), week)
            reporting = brief.data["notes"]["reporting"]
        asked = {"week": week.label, "as_of": week.closes_at.isoformat()}
        listed = (await client_of(await key("read")).get("/api/v1/unreported", params=asked)).json()
    assert reporting["owed"] == listed["owed_projects"] == 3
    assert [(each["code"], each["weeks"]) for each in reporting["missing"]] == [("T-1", 2), ("T-3", 2)]
    assert [(each["code"], each["weeks_missing"]) for each in listed["unreported"]] == [("T-1", 2), ("T-3", 2)]


async def test_a_person_enters_leave_with_a_stand_in_of_their_unit_and_takes_it_back(village, client_of):
    browser = client_of(village.people["li"])
    monday = clock.today() + timedelta(days=7)
    given = {"since": str(monday), "until": str(monday + timedelta(days=2)), "stand_in": "wang"}
    assert (await browser.post("/leave", data=given)).status_code == 303
    assert "wang代办" in (await browser.get("/leave")).text
    assert "wang代办" in (await client_of(village.people["wang"]).get("/leave")).text
    assert (await browser.post("/leave", data=given)).status_code == 409
    [leave] = await rows(select(Leave))
    other = client_of(village.people["wang"])
    assert (await other.post(f"/leave/{leave.id}/withdraw")).status_code == 404
    assert (await browser.post(f"/leave/{leave.id}/withdraw")).status_code == 303
    assert (await browser.post("/leave", data=given)).status_code == 303


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"stand_in": "li"}, "代办的人不能是请假的人自己"),
        ({"stand_in": "chen"}, "本单位在用的账号"),
        ({"account": "wang"}, "只能登记本人请假"),
        ({"until": "2026-01-01"}, "结束日期不能早于开始日期"),
        ({"since": "2026-01-01", "until": "2026-01-02"}, "已经过去"),
        ({"since": "", "until": ""}, "日期"),
    ],
)
async def test_leave_that_cannot_be_is_refused_in_words(village, client_of, given, told):
    monday = clock.today() + timedelta(days=7)
    form = {"since": str(monday), "until": str(monday)} | given
    answer = await client_of(village.people["li"]).post("/leave", data=form)
    assert answer.status_code in {403, 422}
    assert told in answer.text
    assert await rows(select(Leave)) == []


async def test_a_program_of_the_office_enters_leave_for_anybody(village, client_of):
    program = client_of(await key())
    day = str(clock.today() + timedelta(days=7))
    made = await program.post("/api/v1/leaves", json={"account": "li", "since": day, "until": day, "stand_in": "chen"})
    assert made.status_code == 201
    assert made.json() | {"id": ""} == {"id": "", "account": "li", "since": day, "until": day, "stand_in": "chen"}
    assert len((await program.get("/api/v1/leaves")).json()["items"]) == 1
    assert (await program.delete(f"/api/v1/leaves/{made.json()['id']}")).status_code == 204
    assert (await program.get("/api/v1/leaves")).json()["items"] == []
    assert (await program.post("/api/v1/leaves", json={"since": day, "until": day})).status_code == 422
    for scope in ({"area": "core"}, {}):
        narrow = client_of(await key("read" if scope == {} else "write", scope=scope))
        assert (await narrow.get("/api/v1/leaves")).status_code == 403
        given = {"account": "li", "since": day, "until": day}
        assert (await narrow.post("/api/v1/leaves", json=given)).status_code == 403


async def test_lists_and_rounds_take_the_same_statements_however_many_projects_there_are(village):
    counted = []

    async def statements():
        async with db.sessions() as session:
            connection = (await session.connection()).sync_connection
            counted.clear()
            event.listen(connection, "after_cursor_execute", lambda *_: counted.append(1))
            await unreported(session, HOUSE, Week.parse("2026-W39"))
            return len(counted)

    with clock.set_to(at("09-29 09:00")):
        before = await statements()
        async with db.begin("demo") as session:
            for _ in range(5):
                project = await factories.project(session)
                given = StageEntryIn(stage="started", skip_reason="公路", evidence="证")
                await lifecycle.enter_stage(session, HOUSE, project.code, given)
        assert await statements() == before <= 6
    assert await rows(select(Reminder)) == []
