"""Who keeps the calendar, by which door, and what follows from it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from backend import clock, db, working_days
from backend.accounts.models import Role
from backend.calendar import published, reading, working_calendar
from backend.clock import BEIJING
from backend.weeks import Week
from tests import factories, signing
from tests.factories import settle

NOTICE = "2027-10-01至2027-10-07,放假,国庆节\n2027-10-09,上班,国庆节"
SOURCE = "示例〔2026〕1号"
NUMBER = text("SELECT count(*), min(day), max(day) FROM calendar_days")


@pytest.fixture
async def office(client, session):
    return client(await factories.account(session, Role.OFFICE))


@pytest.fixture
async def program(client, session):
    return client(await signing.key(session, "write"))


async def test_planting_enters_what_the_library_knows_and_never_again_what_the_office_has_changed(session):
    years = await published.plant(session)
    assert 2026 in years
    assert min(years) == published.SINCE
    assert (await working_calendar(session)).marked == published.published().marked
    await db.sql(session, text("DELETE FROM calendar_days WHERE day = '2026-10-07'"))

    assert await published.plant(session) == []
    assert (await working_calendar(session)).is_working(date(2026, 10, 7))


async def test_the_deadline_of_a_week_follows_the_rows(session, program):
    week = Week.of(clock.today() + timedelta(days=21))
    friday = week.closes_at.date()
    answer = await program.put(
        f"/api/v1/calendar/days/{friday}", json={"day_kind": "holiday", "holiday": "庙会", "source": SOURCE}
    )
    assert answer.status_code == 200
    await settle(session)
    await reading.refresh()
    assert week.closes_at.date() == friday + timedelta(days=3)

    tag = {"if-match": answer.headers["etag"]}
    assert (await program.delete(f"/api/v1/calendar/days/{friday}", headers=tag)).status_code == 204
    await reading.refresh()
    assert week.closes_at.date() == friday


async def test_a_process_goes_by_its_own_edit_as_soon_as_it_is_committed(committed):
    async with db.begin(via="test") as session:
        await published.plant(session)
    assert working_days.in_force().is_known(2026)


async def test_a_notice_is_previewed_and_then_taken_in_whole(session, office):
    form = {"text": NOTICE, "source": SOURCE}
    seen = await office.post("/calendar/import", data=form)
    assert "新增8天，改动0天" in seen.text
    assert (await db.sql(session, NUMBER)).one()[0] == 0

    done = await office.post("/calendar/import", data=form | {"confirmed": "true"})
    assert done.headers["location"] == "/calendar?year=2027"
    assert tuple((await db.sql(session, NUMBER)).one()) == (8, date(2027, 10, 1), date(2027, 10, 9))
    shown = (await office.get("/calendar?year=2027")).text
    assert "国庆节放假：10月1日至10月7日，共7天" in shown
    assert "还没有录入" not in shown
    again = await office.post("/calendar/import", data=form)
    assert "新增0天，改动0天，8天已有" in again.text


async def test_a_file_as_excel_saves_it_in_china_is_read(office):
    file = {"file": ("放假.csv", NOTICE.encode("gb18030"), "text/csv")}
    seen = await office.post("/calendar/import", data={"text": "", "source": SOURCE}, files=file)
    assert "新增8天" in seen.text


async def test_one_bad_line_and_nothing_is_stored(session, program):
    answer = await program.post("/api/v1/calendar/imports", json={"text": f"{NOTICE}\n放假", "source": SOURCE})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/text"
    assert "第3行读不懂" in answer.json()["detail"]
    assert (await db.sql(session, NUMBER)).one()[0] == 0


async def test_a_deadline_that_has_passed_is_not_moved_afterwards(program):
    yesterday = clock.today() - timedelta(days=1)
    given = {"day_kind": "holiday", "holiday": "庙会", "source": SOURCE}
    answer = await program.put(f"/api/v1/calendar/days/{yesterday}", json=given)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert "不能倒改" in answer.json()["detail"]


async def test_only_a_weekend_can_be_given_for_a_holiday(program):
    monday = Week.current().next.start
    answer = await program.put(
        f"/api/v1/calendar/days/{monday}", json={"day_kind": "workday", "holiday": "国庆节", "source": SOURCE}
    )
    assert "本来就上班" in answer.json()["detail"]


async def test_a_year_that_is_not_out_says_so_to_people_and_programs(office, program):
    assert "2031年的放假安排还没有录入，暂按周一至周五上班计算" in (await office.get("/calendar?year=2031")).text
    year = (await program.get("/api/v1/calendar/2031")).json()
    assert year == {"year": 2031, "is_known": False, "working_days": 261, "named_days": []}


async def test_an_import_is_taken_in_by_programs_and_read_back(program):
    taken = (await program.post("/api/v1/calendar/imports", json={"text": NOTICE, "source": SOURCE})).json()
    assert taken == {"days_added": 8, "days_changed": 0, "days_unchanged": 0}
    year = (await program.get("/api/v1/calendar/2027")).json()
    assert (year["is_known"], len(year["named_days"])) == (True, 8)
    assert year["named_days"][-1] == {"day": "2027-10-09", "day_kind": "workday", "holiday": "国庆节", "source": SOURCE}


@pytest.mark.parametrize("role", [Role.LEADER, Role.REVIEWER, Role.STEWARD, Role.READER])
async def test_everybody_reads_it_and_only_the_office_keeps_it(client, session, role):
    browser = client(await factories.account(session, role, scope={} if role is Role.READER else None))
    page = await browser.get("/calendar")
    assert page.status_code == 200
    assert "定一天" not in page.text
    day = {"day": "2027-10-01", "day_kind": "holiday", "holiday": "国庆节", "source": SOURCE}
    for path, given in [
        ("/calendar/days", day),
        ("/calendar/days/2027-10-01/drop", {}),
        ("/calendar/import", {"text": NOTICE, "source": SOURCE, "confirmed": "true"}),
    ]:
        assert (await browser.post(path, data=given)).status_code == 403
    assert (await browser.get("/calendar/import")).status_code == 403


async def test_a_key_for_some_projects_does_not_move_the_deadlines_of_all(client, session):
    program = client(await signing.key(session, "write", scope={"area": "core"}))
    given = {"text": NOTICE, "source": SOURCE}
    assert (await program.post("/api/v1/calendar/imports", json=given)).status_code == 403


async def test_the_office_takes_a_day_back_on_its_page(session, office):
    friday = (clock.now() + timedelta(days=30)).astimezone(BEIJING).date()
    given = {"day": str(friday), "day_kind": "holiday", "holiday": "庙会", "source": SOURCE}
    assert (await office.post("/calendar/days", data=given)).status_code == 303
    assert "去掉" in (await office.get(f"/calendar?year={friday.year}")).text
    assert (await office.post(f"/calendar/days/{friday}/drop")).status_code == 303
    assert (await office.post(f"/calendar/days/{friday}/drop")).status_code == 404
    assert (await db.sql(session, NUMBER)).one()[0] == 0
