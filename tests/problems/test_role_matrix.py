"""Who may do what with a problem: every role against every action, and a button exactly where it would work."""

import pytest

from tests.pages.reading import words
from tests.problems.conftest import WHAT

OFFICE = {"administrator", "office", "other_office", "zone_office"}
UNIT = {"head", "steward"}
OUT_OF_SIGHT = {"land_head", "stranger"}
EVERYBODY = OFFICE | UNIT | OUT_OF_SIGHT | {"leader", "supporter", "reader"}
ASK = {"resolution": "已经解决了", "resolved_on": "2026-11-23"}
MATRIX = {
    "raise": ({"what": "卡住了"}, OFFICE | UNIT | {"leader", "supporter"}),
    "progress": ({"kind": "progress", "says": "正在办"}, OFFICE | UNIT | {"leader", "supporter"}),
    "answer": ({"kind": "answer", "says": "已经安排"}, OFFICE | UNIT),
    "closure-requests": (ASK, OFFICE | UNIT),
    "dispatches": ({"difficulty": "hard", "level": "leader"}, OFFICE),
    "withdrawal": ({"reason": "登记有误"}, OFFICE),
    "closure": ({}, OFFICE - {"zone_office"}),
    "send-backs": ({"reason": "还差验收"}, OFFICE - {"zone_office"}),
}


async def a_problem(doors, action):
    if action == "raise":
        return "/projects/ZD-901/problems/new"
    raised = await doors.steward.post("/projects/ZD-901/problems/new", data={"what": WHAT})
    address = raised.headers["location"]
    if action in ("closure", "send-backs"):
        await doors.steward.post(f"{address}/closure-requests", data=ASK)
    return f"{address}/{'notes' if action in ('progress', 'answer') else action}"


@pytest.mark.parametrize("action", MATRIX)
async def test_each_role_may_do_what_the_table_says_and_nothing_else(doors, project, action):
    given, allowed = MATRIX[action]
    found = {}
    address = await a_problem(doors, action)
    for who in sorted(EVERYBODY):
        answer = await getattr(doors, who).post(address, data=given)
        found[who] = answer.status_code
        if answer.status_code == 303:
            address = await a_problem(doors, action)
    assert found == {who: 303 if who in allowed else 404 if who in OUT_OF_SIGHT else 403 for who in sorted(EVERYBODY)}
    assert (await doors.nobody.post(address, data=given)).status_code == 401


async def test_a_button_is_shown_exactly_where_it_would_work(doors, asked):
    shown = {
        who: {
            title
            for title in ("销号", "退回", "写进展", "交办", "撤回")
            if f">{title}</a>" in (await getattr(doors, who).get(f"/problems/{asked}")).text
        }
        for who in ("office", "zone_office", "leader", "steward", "reader")
    }
    assert shown == {
        "office": {"销号", "退回", "写进展", "交办", "撤回"},
        "zone_office": {"写进展", "交办", "撤回"},
        "leader": {"写进展"},
        "steward": {"写进展"},
        "reader": set(),
    }
    assert "单位不能给自己的问题销号" in words(await doors.steward.get(f"/problems/{asked}/closure"))


async def test_a_read_key_reads_and_writes_nothing(doors, raised):
    assert (await doors.read_key.get(f"/api/v1/problems/{raised}")).status_code == 200
    for act, given in (("notes", {"says": "正在办"}), ("dispatches", {}), ("closure", {})):
        answer = await doors.read_key.post(f"/api/v1/problems/{raised}/{act}", json=given)
        assert answer.status_code == 403, act
    assert (await doors.read_key.post("/api/v1/projects/ZD-901/problems", json={"what": "卡住了"})).status_code == 403
