"""An order from its making to its end, as people and programs see it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import db, waiting
from backend.accounts.actor import Actor
from tests.pages.reading import words
from tests.problems.conftest import WHAT
from tests.supervision.conftest import ANSWER, order

API = "/api/v1"
UNPAID = "到2026年10月15日应到位1000万元，没有登记到位资金"


async def told(doors, key):
    return (await doors.read_key.get(f"{API}/supervisions/{key}")).json()


async def test_an_order_from_a_problem_says_what_it_is_from_and_gives_the_timers(doors, ordered, raised):
    found = await told(doors, ordered)
    assert (found["order_year"], found["order_number"], found["unit"]) == (2026, 1, "zone")
    assert (found["origin"], found["matter"]) == (f"problem:{raised}", WHAT)
    assert (found["plan_by"], found["report_by"], found["due_on"]) == ("2026-11-24", "2026-11-26", "2026-11-30")
    assert found["grounds"] == "问题台账第1号，12月2日到期。"
    assert (found["supervision_status"], found["ordered_by"]) == ("open", "李红")


async def test_the_form_proposes_the_day_by_the_timer_and_a_month_for_a_hard_problem(doors, raised):
    form = "/projects/ZD-901/supervisions/new"
    ordinary = await doors.office.get(form, params={"origin": f"problem:{raised}"})
    assert 'name="due_on" type="date" value="2026-12-02"' in ordinary.text
    assert "11月24日前报方案，11月26日前报进展，7个工作日到12月2日办结" in words(ordinary)
    given = {"category": "utilities", "level": "department", "difficulty": "hard", "lead_unit": "zone", "why": "难"}
    assert (await doors.office.post(f"/problems/{raised}/dispatches", data=given)).status_code == 303
    hard = await doors.office.get(form, params={"origin": f"problem:{raised}"})
    assert 'name="due_on" type="date" value="2026-12-23"' in hard.text
    assert "难题一个月到12月23日办结" in words(hard)


async def test_what_was_typed_stays_beside_the_proposal(doors, raised):
    wrong = await order(doors, f"problem:{raised}", due_on="2026-11-20")
    assert wrong.status_code == 422
    assert 'value="2026-11-20"' in wrong.text


async def test_a_red_light_and_an_instruction_can_be_supervised_as_well(doors, red, instructed):
    made = [await order(doors, origin) for origin in ("light:funds", f"assignment:{instructed}")]
    assert [each.status_code for each in made] == [303, 303]
    listed = (await doors.read_key.get(f"{API}/supervisions")).json()["items"]
    assert [(each["order_number"], each["matter"], each["unit"]) for each in listed] == [
        (2, "请查明原因，一周内报结果", "zone"),
        (1, UNPAID, "zone"),
    ]
    assert listed[1]["grounds"] == "资金红灯，自11月23日起。"
    offered = words(await doors.office.get("/projects/ZD-901/supervisions/new"))
    assert f"红灯：{UNPAID}" in offered
    assert "报送" not in offered, "what is not red is nothing to supervise"


async def test_the_unit_answers_others_look_and_another_unit_strikes_it_off(doors, answered):
    check = {"checked_on": "2026-11-23", "finding": "现场正在立杆，未见停工"}
    assert (await doors.leader.post(f"/supervisions/{answered}/checks", data=check)).status_code == 303
    done = await doors.office.post(f"/supervisions/{answered}/closure", data={"remark": "已核实送电"})
    assert done.status_code == 303
    found = await told(doors, answered)
    assert [(each["says"], each["settle_on"], each["answered_by"]) for each in found["answers"]] == [
        (ANSWER["says"], ANSWER["settle_on"], "王磊")
    ]
    assert [(each["finding"], each["checked_by"]) for each in found["checks"]] == [(check["finding"], "陈立新")]
    assert (found["supervision_status"], found["closed_by"], found["closing_remark"]) == (
        "closed",
        "李红",
        "已核实送电",
    )
    page = words(await doors.steward.get(f"/supervisions/{answered}"))
    for said in ("督办〔2026〕1号", "分管领导督办", ANSWER["says"], check["finding"], "已核实送电"):
        assert said in page


async def test_what_is_refused_takes_no_number(doors, red, raised):
    assert (await order(doors, "light:funds", due_on="2026-11-22")).status_code == 422
    for origin in (f"problem:{raised}", "light:funds"):
        assert (await order(doors, origin)).status_code == 303
    listed = (await doors.read_key.get(f"{API}/supervisions?which=all")).json()["items"]
    assert [each["order_number"] for each in listed] == [2, 1]


async def test_the_document_the_feed_and_the_history_carry_it(doors, raised):
    start = (await doors.read_key.get(f"{API}/changes?after=now")).json()["next"]
    made = await order(doors, f"problem:{raised}")
    key = made.headers["location"].rsplit("/", 1)[1]
    await doors.steward.post(f"/supervisions/{key}/answers", data=ANSWER)
    await doors.office.post(f"/supervisions/{key}/closure", data={"remark": "已核实送电"})
    entries = (await doors.read_key.get(f"{API}/changes?after={start}")).json()["items"]
    assert [each["changed"] for each in entries] == [["supervisions"]] * 3
    assert [each["state"]["supervisions"][0]["supervision_status"] for each in entries] == [
        "open",
        "answered",
        "closed",
    ]
    (listed,) = (await doors.read_key.get(f"{API}/projects/ZD-901/supervisions")).json()["items"]
    (of_document,) = entries[-1]["state"]["supervisions"]
    assert {name: listed[name] for name in of_document} == of_document, "the same order, wherever it is read"
    history = words(await doors.office.get("/projects/ZD-901/history"))
    assert "李红开督办〔2026〕1号（分管领导督办），请开发区管委会在2026年11月30日前办结" in history
    assert "王磊答复督办〔2026〕1号，打算2026年11月28日办结" in history
    assert "李红给督办〔2026〕1号办结销号" in history


async def test_it_waits_on_the_unit_and_once_answered_on_the_office(session, cast, doors, ordered):
    async def waits(who):
        groups = await waiting.waiting_on(session, Actor.of(getattr(cast, who)))
        return {group.kind: [each.remark for each in group.items] for group in groups if group.kind.startswith("督办")}

    assert await waits("steward") == {"督办": ["督办〔2026〕1号，请先报方案"]}
    assert await waits("office") == {}
    await doors.steward.post(f"/supervisions/{ordered}/answers", data=ANSWER)
    assert await waits("office") == {"督办待核验": ["开发区管委会已答复"]}
    assert await waits("land_head") == {}


async def test_lists_ask_few_statements_however_many_orders_there_are(doors, ordered, red):
    assert (await order(doors, "light:funds")).status_code == 303
    page = words(await doors.office.get("/supervisions"))
    assert "办理中2张" in page
    assert "待答复2" in page
    assert "没有超期的督办单" in words(await doors.office.get("/supervisions?which=overdue"))
    first = (await doors.read_key.get(f"{API}/supervisions?limit=1")).json()
    second = (await doors.read_key.get(f"{API}/supervisions?limit=1&cursor={first['next']}")).json()
    assert [first["items"][0]["order_number"], second["items"][0]["order_number"]] == [2, 1]
    assert second["next"] is None


async def test_the_database_refuses_to_rewrite_what_was_said(session, answered):
    for table in ("supervisions", "supervision_answers"):
        for change in (f"UPDATE {table} SET project_id = project_id", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="never rewritten"):
                async with session.begin_nested():
                    await db.sql(session, text(change))
