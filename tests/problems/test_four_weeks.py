"""Four weeks with the National Day, played through as officer, unit head, sponsor, leader in charge and office: a problem
is raised, is late, climbs, is ordered to be settled, is taken up on a Friday, asked to be struck off, and is struck off.

25 to 27 September and 1 to 7 October are off; Sunday 20 September and Saturday 10 October are worked."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import selectinload
from sqlmodel import select, update

from backend import clock, waiting
from backend.accounts.actor import Actor
from backend.accounts.models import Role, SignIn, UnitLeader
from backend.calendar import published
from backend.clock import BEIJING
from backend.documents import check
from backend.problems import climbing
from backend.reminders import problem_rounds
from backend.reminders.models import Reminder
from tests import factories
from tests.pages.reading import words

WHAT = "110千伏线路没有迁改，影响2号车间基础"
ORDER = {"level": "leader", "what": "五日内完成迁改\n每日报进度", "due_on": "2026-10-20"}
ANSWERED = {"says": "供电公司已进场，先立临时杆。", "settle_on": "2026-10-19"}
DONE = {"resolution": "线路已迁改，车间复工", "resolved_on": "2026-10-20"}
API = "/api/v1"


def at(day, hour="10:00"):
    return clock.set_to(datetime.fromisoformat(f"2026-{day}T{hour}:00+08:00"))


async def sent(answer):
    """That a form was taken; where one is led."""
    answer = await answer
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def live(session, since, until):
    """Each morning what is overdue climbs and people are told, and once more in the afternoon."""
    day, last = date.fromisoformat(f"2026-{since}"), date.fromisoformat(f"2026-{until}")
    while day <= last:
        for hour in (9, 15):
            moment = datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)
            with clock.set_to(moment):
                if hour == 9:
                    await climbing.climb(session)
                await problem_rounds.hold(session, moment)
        day += timedelta(days=1)


async def told(session):
    """Who was told what, in the order in which it was."""
    rows = await session.exec(select(Reminder).options(selectinload(Reminder.account)).order_by(Reminder.occasion))
    return sorted(f"{row.occasion} {row.account.person}：{each['told']}" for row in rows for each in row.items)


async def waits(session, account):
    found = await waiting.waiting_on(session, Actor.of(account))
    return {group.kind: [(each.remark, each.until, each.days_over) for each in group.items] for group in found}


@pytest.fixture
async def town(session, cast, project):
    cast.boss = await factories.account(session, Role.LEADER, person="任秀兰")
    await factories.add(session, UnitLeader(unit_id=cast.zone.id, account_id=cast.boss.id, since=date(2026, 1, 4)))
    await published.plant(session)
    later = datetime.fromisoformat("2026-12-31T00:00:00+08:00")
    await session.exec(update(SignIn).values(expires_at=later))  # everybody still sits in front of the browser
    with at("09-21", "09:00"):
        await problem_rounds.hold(session, clock.now())
    return cast


@pytest.fixture
async def problem(session, town, doors):
    """Raised on Monday 21 September from the page of the project."""
    with at("09-21"):
        assert 'href="/projects/ZD-901/problems/new"' in (await doors.steward.get("/projects/ZD-901")).text
        given = {"what": WHAT, "category": "utilities"}
        place = await sent(doors.steward.post("/projects/ZD-901/problems/new", data=given))
    await factories.settle(session)
    return place.partition("?")[0]


@pytest.fixture
async def late(session, problem):
    """Nobody does anything until Tuesday 13 October."""
    await live(session, "09-22", "10-12")
    return problem


@pytest.fixture
async def ordered(doors, session, late):
    """The office has it supervised on the 13th; the unit answers on the 14th; the sponsor looks on the 15th."""
    with at("10-13"):
        given = ORDER | {"origin": f"problem:{late.rsplit('/', 1)[1]}"}
        place = (await sent(doors.office.post("/projects/ZD-901/supervisions/new", data=given))).partition("?")[0]
    with at("10-14"):
        await sent(doors.head.post(f"{place}/answers", data=ANSWERED))
    with at("10-15"):
        check = {"checked_on": "2026-10-15", "finding": "到现场看，正在立杆"}
        await sent(doors.leader.post(f"{place}/checks", data=check))
    await live(session, "10-13", "10-16")
    return place


@pytest.fixture
async def met(doors, town, late, ordered):
    """Friday 16 October: the problem is on the agenda, one thing is decided, the meeting ends."""
    with at("10-15", "16:00"):
        called = {
            "held_on": "2026-10-16",
            "place": "开发区会议室",
            "chair": town.leader.name,
            "units": ["zone", "land"],
        }
        place = (await sent(doors.office.post("/meetings/new", data=called))).partition("?")[0]
        await sent(doors.office.post(f"{place}/agenda", data={"problems": [late.rsplit("/", 1)[1]]}))
    with at("10-16", "14:30"):
        await sent(doors.office.post(f"{place}/steps", data={"becomes": "running"}))
        room = await doors.office.get(f"{place}/room?item=1")
        pack = await doors.leader.get(f"{place}/pack.pdf")
        item = (await doors.write_key.get(f"{API}{place}")).json()["agenda"][0]["id"]
        decided = {"what": "完成线路迁改", "unit": "zone", "due_on": "2026-10-21", "item": item}
        await sent(doors.office.post(f"{place}/room?item=1", data=decided))
        await sent(doors.office.post(f"{place}/steps", data={"becomes": "closed", "said": "按期办结。"}))
        minutes = await doors.leader.get(f"{place}/minutes.pdf")
    return SimpleNamespace(place=place, room=words(room), pack=pack.content, minutes=minutes.content)


@pytest.fixture
async def struck_off(doors, session, problem, ordered, met):
    """Asked for on the 20th, sent back, asked for again on the 21st, struck off by another; the order is closed too."""
    with at("10-20"):
        await sent(doors.head.post(f"{problem}/closure-requests", data=DONE))
        await sent(doors.office.post(f"{problem}/send-backs", data={"reason": "没有验收单"}))
    await live(session, "10-17", "10-20")
    with at("10-21"):
        again = DONE | {"resolved_on": "2026-10-21", "evidence": "迁改验收单"}
        await sent(doors.head.post(f"{problem}/closure-requests", data=again))
        own = await doors.zone_office.post(f"{problem}/closure", data={"remark": "已核实"})
        await sent(doors.other_office.post(f"{problem}/closure", data={"remark": "已核实"}))
        await sent(doors.office.post(f"{ordered}/closure", data={"remark": "已核实送电"}))
    await live(session, "10-21", "10-21")
    return own


async def test_the_problem_is_due_after_seven_working_days_around_the_holidays(doors, problem):
    with at("09-21"):
        shown = (await doors.read_key.get(f"{API}{problem}")).json()
    assert [shown[name] for name in ("plan_by", "answer_by", "due_on")] == ["2026-09-22", "2026-09-24", "2026-10-08"]
    assert shown["lead_unit_name"] == "开发区管委会"


async def test_exactly_these_people_are_told_on_exactly_these_days(session, struck_off):
    """Of the problem and of the order."""
    assert await told(session) == [
        "09-22 09 孙国强：交本单位办，10月8日前办结",
        "09-30 09 孙国强：10月8日到期",
        "09-30 09 王磊：10月8日到期",
        "10-08 09 孙国强：10月8日到期",
        "10-08 09 王磊：10月8日到期",
        "10-09 09 孙国强：10月8日到期，超期上报单位负责人",
        "10-12 09 陈立新：10月8日到期，超期上报包联领导",
        "10-14 15 李红：开发区管委会已答复",
        "10-15 15 孙国强：核查：到现场看，正在立杆",
        "10-15 15 王磊：核查：到现场看，正在立杆",
        "10-16 09 任秀兰：10月8日到期，超期上报分管领导",
        "10-19 09 孙国强：10月20日到期",
        "10-19 09 王磊：10月20日到期",
        "10-20 09 孙国强：10月20日到期",
        "10-20 09 王磊：10月20日到期",
        "10-20 15 孙国强：销号申请被退回：没有验收单",
        *["10-21 15 孙国强：已销号"] * 2,
        *["10-21 15 王磊：已销号"] * 2,
    ]


async def test_each_sees_among_what_waits_on_them_whose_turn_it_is(session, town, late):
    with at("10-13"):
        assert (await waits(session, town.steward))["问题"] == [("请先报方案", date(2026, 9, 22), 21)]
        assert (await waits(session, town.head))["问题"] == [("请先报方案", date(2026, 9, 22), 21)]
        assert (await waits(session, town.leader))["问题超期上报"] == [
            ("开发区管委会牵头，已上报包联领导", date(2026, 10, 8), 5)
        ]
        assert "问题超期上报" not in await waits(session, town.boss), "it has not climbed to him yet"


async def test_the_order_says_from_what_it_is_and_shows_answer_and_check(doors, ordered):
    with at("10-15", "12:00"):
        page = words(await doors.leader.get(ordered))
    for said in ("督办〔2026〕1号", WHAT, "超期5天", "已上报包联领导", "先立临时杆", "正在立杆"):
        assert said in page


async def test_pack_room_and_minutes_carry_the_problem_and_the_decision(met):
    assert WHAT in met.room
    assert "超期" in met.room
    assert check.read(met.pack).missing([WHAT]) == []
    assert check.read(met.minutes).missing(["完成线路迁改", "由开发区管委会在2026年10月21日前办结"]) == []


async def test_what_was_decided_waits_on_the_unit_and_the_next_meeting_begins_with_it(doors, session, town, met):
    with at("10-19"):
        assert [each[:2] for each in (await waits(session, town.head))["交办"]] == [("调度会", date(2026, 10, 21))]
    with at("10-23"):
        called = {"held_on": "2026-10-23", "place": "开发区会议室", "chair": town.leader.name}
        second = (await sent(doors.office.post("/meetings/new", data=called))).partition("?")[0]
        begins = words(await doors.leader.get(f"{second}/room"))
    assert "完成线路迁改" in begins
    assert "超期2天" in begins


async def test_a_unit_cannot_strike_off_its_own_and_once_it_is_over_nothing_waits(
    doors, session, town, problem, struck_off
):
    assert struck_off.status_code == 403
    assert "由您的单位牵头，不能自己销号" in words(struck_off)
    with at("10-21", "16:00"):
        for account in (town.head, town.steward, town.leader, town.office):
            found = await waits(session, account)
            assert not {"问题", "问题超期上报", "问题待销号", "督办", "督办待核验"} & set(found)
        shown = (await doors.read_key.get(f"{API}{problem}")).json()
    assert (shown["problem_status"], shown["sent_back"]) == ("closed", 1)
