"""A meeting from its calling to its minutes, and what the next one begins with."""

from datetime import datetime

from sqlalchemy import text, update
from sqlmodel import select

from backend import clock, db
from backend.accounts.models import SignIn
from backend.assignments.models import Assignment, Source
from backend.documents import check
from tests import factories
from tests.meetings.conftest import CALLED, DECIDED, WHAT
from tests.pages.reading import words


async def test_the_agenda_stands_in_its_order_with_the_facts_of_each_item(doors, meeting, item):
    agenda = (await doors.write_key.get(f"/api/v1{meeting}")).json()["agenda"]

    assert [each["section"] for each in agenda] == ["progress", "problem", "coordination"]
    assert [each["title"] for each in agenda] == ["同德科创项目", f"同德：{WHAT}", "请供电公司派人驻场"]
    assert {"label": "形象进度", "value": "待填报"} in agenda[0]["facts"]
    assert {"label": "牵头单位", "value": "开发区管委会"} in agenda[1]["facts"]


async def test_what_is_on_the_agenda_is_not_offered_again(doors, meeting, item):
    assert WHAT not in words(await doors.office.get(f"{meeting}/agenda"))

    again = await doors.office.post(f"{meeting}/agenda/items", data={"section": "problem", "problem": item.problem})
    assert again.status_code == 409
    assert "议程的这一段里已经有它了" in words(again)


async def test_an_item_that_was_taken_off_is_offered_again(doors, meeting, item):
    agenda = (await doors.write_key.get(f"/api/v1{meeting}")).json()["agenda"]
    removed = await doors.office.post(f"{meeting}/agenda/{agenda[1]['id']}/removal")
    assert removed.status_code == 303
    assert WHAT in words(await doors.office.get(f"{meeting}/agenda"))
    assert (await doors.office.post(f"{meeting}/agenda/{agenda[1]['id']}/removal")).status_code == 404


async def test_one_goes_through_it_item_by_item(doors, running):
    first = words(await doors.leader.get(f"{running}/room"))
    assert "上次会议议定事项落实情况" in first
    assert "1个：红灯0个" in first
    for number, title in ((1, "同德科创项目"), (2, WHAT), (3, "请供电公司派人驻场"), (4, "其他议定事项")):
        shown = await doors.leader.get(f"{running}/room?item={number}")
        assert title in words(shown)
        assert f"{number}/4" in words(shown)
        assert ('rel="next"' in shown.text) == (number < 4)
    assert "4/4" in words(await doors.leader.get(f"{running}/room?item=99"))


async def test_a_decision_is_an_assignment_of_its_unit_about_the_project(doors, session, closed):
    found = (await session.exec(select(Assignment).where(Assignment.source == Source.MEETING))).all()
    assert len(found) == 2
    assert {each.project_id is None for each in found} == {True, False}

    told = words(await doors.land_head.get("/assignments"))
    assert "完成线路迁改" in told
    assert "调度会" in told


async def test_the_minutes_say_who_does_what_until_when(doors, closed):
    told = words(await doors.leader.get(f"{closed}/minutes"))
    assert (
        "11月27日，陈立新在开发区会议室主持召开2026年第1次调度会。会议听取了3项议程的情况，议定2项，纪要如下。" in told
    )
    assert "由自然资源局在2026年11月26日前办结：完成线路迁改。" in told
    assert "各单位按期报办理结果。" in told


async def test_pack_and_minutes_come_as_paper_that_says_all_of_it(doors, closed):
    for name, said in (
        ("pack", ["上次会议", WHAT, "请供电公司派人驻场"]),
        ("minutes", ["由自然资源局在2026年11月26日前办结"]),
    ):
        paper = await doors.leader.get(f"{closed}/{name}.pdf")
        assert paper.status_code == 200, paper.text
        reading = check.read(paper.content)
        assert reading.faults(10) == []
        assert reading.missing(said) == ([] if name == "minutes" else ["上次会议"])
        assert (await doors.leader.get(f"{closed}/{name}.pdf")).content == paper.content


async def test_the_pack_stays_as_it_lay_on_the_table(doors, session, closed, project):
    project.name = "改了名的项目"
    await factories.settle(session)
    assert "同德科创项目" in words(await doors.leader.get(f"{closed}/room?item=1"))


async def test_the_next_meeting_begins_with_what_became_of_the_decisions(doors, cast, session, closed):
    first = (await session.exec(select(Assignment.id).order_by(Assignment.assigned_at))).first()
    done = await doors.land_head.post(f"/assignments/{first}/steps", data={"kind": "done", "said": "线路已经迁改"})
    assert done.status_code == 303
    later = datetime.fromisoformat("2026-12-31T00:00:00+08:00")
    await session.exec(update(SignIn).values(expires_at=later))  # everybody still sits in front of the browser
    with clock.set_to(datetime.fromisoformat("2026-11-28T09:00:00+08:00")):
        called = CALLED | {"held_on": "2026-11-28", "chair": cast.leader.name}
        second = (await doors.office.post("/meetings/new", data=called)).headers["location"]
        told = words(await doors.leader.get(f"{second}/room"))
    assert second == "/meetings/2026-2"
    assert "2026年第1次调度会议定2项：已办结1项，办理中0项，超期1项。" in told
    assert "超期2天" in told
    assert "线路已经迁改" in told


async def test_what_an_earlier_meeting_decided_is_not_lost_sight_of_until_it_is_done(doors, cast, session, closed):
    later = datetime.fromisoformat("2026-12-31T00:00:00+08:00")
    await session.exec(update(SignIn).values(expires_at=later))
    with clock.set_to(datetime.fromisoformat("2026-11-28T09:00:00+08:00")):
        called = CALLED | {"held_on": "2026-11-28", "chair": cast.leader.name}
        second = (await doors.office.post("/meetings/new", data=called)).headers["location"]
        assert "更早的会议" not in words(await doors.leader.get(f"{second}/room"))
        for becomes in ("running", "closed"):
            assert (await doors.office.post(f"{second}/steps", data={"becomes": becomes})).status_code == 303
        third = (await doors.office.post("/meetings/new", data=called)).headers["location"]
        for page in (third, f"{third}/room"):
            assert "更早的会议议定、还没有办结的2项，超期2项。" in words(await doors.leader.get(page))
        pack = check.read((await doors.leader.get(f"{third}/pack.pdf")).content)
        assert pack.missing(["更早的会议议定、还没有办结的2项，超期2项。", DECIDED["what"]]) == []


async def test_the_form_in_the_room_proposes_seven_working_days(doors, running):
    page = await doors.office.get(f"{running}/room?item=1")
    assert 'name="due_on" type="date" value="2026-12-02"' in page.text


async def test_the_count_of_problems_is_that_of_the_register(doors, session, item, meeting):
    counted = (await db.ask(session, text("SELECT count(*) FROM problems"))).scalar_one()
    assert f"办理中的问题{counted}个" in words(await doors.leader.get(meeting))


async def test_a_pack_takes_as_many_statements_for_many_items_as_for_one(doors, session, meeting, item, statements):
    await doors.leader.get(f"{meeting}/room?item=1")
    with_three = len(statements)
    for number in range(5):
        project = await factories.project(session, code=f"ZD-91{number}")
        await factories.settle(session)
        given = {"section": "progress", "project": project.code}
        assert (await doors.office.post(f"{meeting}/agenda/items", data=given)).status_code == 303
    statements.clear()
    await doors.leader.get(f"{meeting}/room?item=1")
    assert len(statements) == with_three


async def agenda_of(doors, meeting):
    found = (await doors.write_key.get(f"/api/v1{meeting}")).json()["agenda"]
    return {each["title"]: each["id"] for each in found}


async def test_an_item_goes_up_and_down_within_its_part_and_stays_at_its_ends(doors, session, meeting, item):
    for number in (1, 2):
        await factories.project(session, code=f"ZD-91{number}", name=f"第{number}厂")
    await factories.settle(session)
    await doors.office.post(f"{meeting}/agenda", data={"progress": ["ZD-911", "ZD-912"]})
    keys = await agenda_of(doors, meeting)
    assert list(keys)[:3] == ["同德科创项目", "第1厂", "第2厂"]

    async def move(name, direction):
        answer = await doors.office.post(f"{meeting}/agenda/{keys[name]}/moves", data={"direction": direction})
        assert answer.status_code == 303, answer.text
        return list(await agenda_of(doors, meeting))[:3]

    assert await move("第2厂", "up") == ["同德科创项目", "第2厂", "第1厂"]
    assert await move("同德科创项目", "down") == ["第2厂", "同德科创项目", "第1厂"]
    assert await move("第2厂", "up") == ["第2厂", "同德科创项目", "第1厂"], "it is the first"
    assert await move("第1厂", "down") == ["第2厂", "同德科创项目", "第1厂"], "below it another part begins"
    page = (await doors.office.get(meeting)).text
    assert page.count('value="up"') == page.count('value="down"') == 2


async def test_choosing_reads_as_many_statements_for_many_as_for_one(doors, session, meeting, item, statements):
    for number in range(8):
        await factories.project(session, code=f"ZD-91{number}")
        raised = await doors.steward.post("/projects/ZD-901/problems/new", data={"what": f"第{number}个问题"})
        assert raised.status_code == 303
    await factories.settle(session)
    listed = (await doors.write_key.get("/api/v1/problems")).json()["items"]
    problems = [each["id"] for each in listed if each["id"] != item.problem]

    async def choose(codes, keys):
        statements.clear()
        answer = await doors.office.post(f"{meeting}/agenda", data={"progress": codes, "problems": keys})
        assert answer.status_code == 303, answer.text
        return len([each for each in statements if not each.startswith("INSERT")])

    one = await choose(["ZD-910"], problems[:1])
    assert await choose([f"ZD-91{number}" for number in range(1, 8)], problems[1:]) == one
    assert len(await agenda_of(doors, meeting)) == 3 + 16
