"""What a meeting does not take: a sentence says why, the status fits, and nothing is half stored."""

import pytest
from sqlalchemy import text

from backend import db
from tests.meetings.conftest import CALLED, DECIDED
from tests.pages.reading import words


async def count(session, table):
    return (await db.ask(session, text(f"SELECT count(*) FROM {table}"))).scalar_one()


async def test_a_closed_meeting_takes_no_further_decision(doors, session, closed):
    answer = await doors.office.post(f"{closed}/room?item=1", data=DECIDED)
    assert answer.status_code == 409
    assert "会议已经结束，不能再记议定事项" in words(answer)
    assert await count(session, "assignments") == 2
    assert await count(session, "meeting_decisions") == 2


async def test_before_it_begins_nothing_is_decided(doors, session, meeting, item):
    answer = await doors.office.post(f"{meeting}/room?item=1", data=DECIDED)
    assert answer.status_code == 409
    assert "会议还没有开始" in words(answer)
    assert await count(session, "assignments") == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"due_on": "2026-11-20"}, "办结期限不能早于今天"),
        ({"unit": "nobody"}, "没有编号为 nobody 的单位"),
        ({"item": "018f0000-0000-7000-8000-000000000000"}, "这次会的议程里没有这一项"),
    ],
)
async def test_a_decision_that_cannot_be_is_told_beside_its_field(doors, session, running, given, sentence):
    answer = await doors.office.post(f"{running}/room?item=1", data=DECIDED | given)
    assert answer.status_code == 422
    assert sentence.replace(" ", "") in words(answer)
    assert await count(session, "assignments") == await count(session, "meeting_decisions") == 0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"held_on": "2026-11-20"}, "会期不能早于今天"),
        ({"chair": "nobody"}, "没有可以主持的账号 nobody"),
        ({"units": ["nowhere"]}, "没有编号为 nowhere 的单位"),
        ({"people": ["nobody"]}, "没有账号 nobody"),
    ],
)
async def test_a_calling_that_cannot_be_is_told_beside_its_field(doors, session, cast, given, sentence):
    answer = await doors.office.post("/meetings/new", data=CALLED | {"chair": cast.leader.name} | given)
    assert answer.status_code == 422
    assert sentence.replace(" ", "") in words(answer)
    assert await count(session, "review_meetings") == 0


async def test_a_steward_is_no_chair(doors, cast, project):
    answer = await doors.office.post("/meetings/new", data=CALLED | {"chair": cast.steward.name})
    assert answer.status_code == 422


async def test_once_it_runs_the_agenda_stays(doors, running):
    assert (await doors.office.get(f"{running}/agenda")).status_code == 409
    matter = {"section": "coordination", "words": "临时加一件事"}
    answer = await doors.office.post(f"{running}/agenda/items", data=matter)
    assert answer.status_code == 409
    assert "材料发到了会上" in words(answer)


@pytest.mark.parametrize(("becomes", "sentence"), [("running", "会议已经是"), ("preparing", "会议不能退回筹备")])
async def test_it_begins_once_and_goes_only_forward(doors, running, becomes, sentence):
    answer = await doors.office.post(f"{running}/steps", data={"becomes": becomes})
    assert answer.status_code == 409
    assert sentence.replace(" ", "") in words(answer)


async def test_it_ends_once(doors, closed):
    answer = await doors.office.post(f"{closed}/steps", data={"becomes": "closed"})
    assert answer.status_code == 409
    assert (await doors.office.post(f"{closed}/steps", data={"becomes": "running"})).status_code == 409


async def test_sent_again_under_its_id_a_decision_is_one(doors, session, running):
    given = DECIDED | {"id": "019aaaaa-0000-7000-8000-000000000001"}
    for _ in range(2):
        assert (await doors.office.post(f"{running}/room?item=4", data=given)).status_code == 303
    assert await count(session, "meeting_decisions") == 1
    other = await doors.office.post(f"{running}/room?item=4", data=given | {"what": "另一件事情"})
    assert other.status_code == 409


@pytest.mark.parametrize("table", ["meeting_steps", "meeting_packs", "meeting_decisions"])
async def test_what_is_a_fact_is_not_rewritten(session, closed, table):
    for act in (f"UPDATE {table} SET meeting_id = meeting_id", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match=r"rewrit|refus|never change"):
            async with session.begin_nested():
                await db.sql(session, text(act))


async def test_an_address_that_is_none_says_so(doors, cast):
    for code in ("2026-99", "x", "2026-", "²-1", "9" * 12 + "-1"):
        assert (await doors.office.get(f"/meetings/{code}")).status_code == 404


async def test_an_item_is_moved_only_where_it_is_and_before_the_meeting_begins(doors, session, meeting, item):
    key = (await doors.write_key.get(f"/api/v1{meeting}")).json()["agenda"][0]["id"]
    none = await doors.office.post(f"{meeting}/agenda/{meeting_key()}/moves", data={"direction": "up"})
    assert (none.status_code, "议程里没有这一项" in none.text) == (404, True)
    odd = await doors.write_key.post(f"/api/v1{meeting}/agenda/{key}/moves", json={"direction": "left"})
    assert odd.status_code == 422
    await doors.office.post(f"{meeting}/steps", data={"becomes": "running"})
    late = await doors.office.post(f"{meeting}/agenda/{key}/moves", data={"direction": "down"})
    assert late.status_code == 409


def meeting_key():
    return "0192f7a0-0000-7000-8000-000000000009"
