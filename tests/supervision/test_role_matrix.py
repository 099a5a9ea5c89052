"""Who may do what with an order: every role against every action, and a button exactly where it would work."""

import pytest

from tests.supervision.conftest import ANSWER, order

OFFICE = {"administrator", "office", "other_office", "zone_office"}
UNIT = {"head", "steward"}
OUT_OF_SIGHT = {"land_head", "stranger"}
EVERYBODY = OFFICE | UNIT | OUT_OF_SIGHT | {"leader", "supporter", "reader"}
CLOSE = {"remark": "已核实送电"}
MATRIX = {
    "answers": (ANSWER, OFFICE | UNIT),
    "checks": ({"checked_on": "2026-11-23", "finding": "都好"}, OFFICE - {"zone_office"} | {"leader"}),
    "closure": (CLOSE, OFFICE - {"zone_office"}),
}


async def an_order(doors, origin):
    made = await order(doors, origin, who="administrator")
    address = made.headers["location"]
    await doors.steward.post(f"{address}/answers", data=ANSWER)
    return address


def expected(allowed):
    return {who: 303 if who in allowed else 404 if who in OUT_OF_SIGHT else 403 for who in sorted(EVERYBODY)}


@pytest.mark.parametrize("action", MATRIX)
async def test_each_role_may_do_what_the_table_says_and_nothing_else(doors, raised, action):
    given, allowed = MATRIX[action]
    address, found = await an_order(doors, f"problem:{raised}"), {}
    for who in sorted(EVERYBODY):
        if action == "closure" or who in OFFICE:  # a closed one is over, and who answered last does not close
            await doors.administrator.post(f"{address}/closure", data={"outcome": "withdrawn"} | CLOSE)
            address = await an_order(doors, f"problem:{raised}")
        found[who] = (await getattr(doors, who).post(f"{address}/{action}", data=given)).status_code
    assert found == expected(allowed)
    assert (await doors.nobody.post(f"{address}/{action}", data=given)).status_code == 401


async def test_the_office_and_leaders_order_and_nobody_else(doors, raised):
    found = {}
    for who in sorted(EVERYBODY):
        made = await order(doors, f"problem:{raised}", who=who)
        found[who] = made.status_code
        if made.status_code == 303:
            closed = await doors.office.post(
                f"{made.headers['location']}/closure", data={"outcome": "withdrawn"} | CLOSE
            )
            assert closed.status_code == 303
    assert found == expected(OFFICE | {"leader"})


async def test_a_button_is_shown_exactly_where_it_would_work(doors, answered):
    shown = {
        who: {
            title
            for title in ("答复", "记核查", "销号")
            if f">{title}</a>" in (await getattr(doors, who).get(f"/supervisions/{answered}")).text
        }
        for who in ("office", "zone_office", "leader", "steward", "reader")
    }
    assert shown == {
        "office": {"答复", "记核查", "销号"},
        "zone_office": {"答复"},
        "leader": {"记核查"},
        "steward": {"答复"},
        "reader": set(),
    }


async def test_a_read_key_reads_and_writes_nothing(doors, ordered):
    assert (await doors.read_key.get(f"/api/v1/supervisions/{ordered}")).status_code == 200
    for act, given in (("answers", {"says": "正在办"}), ("closure", CLOSE)):
        answer = await doors.read_key.post(f"/api/v1/supervisions/{ordered}/{act}", json=given)
        assert answer.status_code == 403, act
