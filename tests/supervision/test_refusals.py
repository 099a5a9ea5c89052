"""What cannot be done is refused in words, with the right status, and nothing of it is stored."""

import pytest

from tests.pages.reading import words
from tests.supervision.conftest import ANSWER, ORDER, order
from tests.supervision.test_orders import API, told

CLOSE = {"remark": "已核实"}


async def post(door, key, act, given):
    return await door.post(f"/supervisions/{key}/{act}", data=given)


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"due_on": "2026-11-22"}, 422, "办结期限不能早于今天"),
        ({"what": "办"}, 422, "至少写2个字"),
        ({"unit": "nobody"}, 422, "没有编号为nobody的单位"),
        ({"origin": "light:progress"}, 409, "进度现在不是红灯"),
        ({"origin": "problem:01890a5d-ac96-774b-bcce-b302099a8057"}, 422, "没有这个未销号的问题"),
        ({"origin": "assignment:01890a5d-ac96-774b-bcce-b302099a8057"}, 422, "没有这件办理中的批示"),
        ({"origin": "weather"}, 422, "或者从列出的里面选"),
    ],
)
async def test_a_wrong_order_is_refused_beside_the_field_and_takes_no_number(doors, red, given, status, sentence):
    answer = await order(doors, **{"origin": "light:funds"} | given)
    assert answer.status_code == status
    assert sentence in words(answer)
    assert (given.get("due_on") or ORDER["due_on"]) in answer.text, "nothing that was typed is lost"
    assert (await doors.read_key.get(f"{API}/supervisions?which=all")).json()["items"] == []


async def test_the_same_thing_is_not_ordered_twice_while_the_first_runs(doors, red, ordered, raised):
    again = await order(doors, f"problem:{raised}")
    assert again.status_code == 409
    assert "这件事已经在督办（督办〔2026〕1号，开发区管委会承办）" in words(again)
    await post(doors.office, ordered, "closure", {"outcome": "withdrawn", "remark": "开错了单位"})
    assert (await order(doors, f"problem:{raised}")).status_code == 303
    assert (await told(doors, ordered))["supervision_status"] == "withdrawn"


async def test_a_problem_that_is_struck_off_cannot_be_supervised(doors, asked):
    await doors.office.post(f"/problems/{asked}/closure", data={})
    assert (await order(doors, f"problem:{asked}")).status_code == 422


async def test_no_unit_strikes_off_its_own_order(doors, answered):
    for who in ("steward", "head"):
        refused = await post(getattr(doors, who), answered, "closure", CLOSE)
        assert refused.status_code == 403
        assert "承办单位不能给自己的督办单销号" in words(refused)
    own = await post(doors.zone_office, answered, "closure", CLOSE)
    assert own.status_code == 403
    assert "由您的单位承办，不能自己销号" in words(own)
    assert (await post(doors.zone_office, answered, "checks", {})).status_code == 422
    looked = {"checked_on": "2026-11-23", "finding": "都好"}
    assert (await post(doors.zone_office, answered, "checks", looked)).status_code == 403
    assert (await told(doors, answered))["supervision_status"] == "answered"


async def test_who_answered_does_not_strike_off_not_even_in_the_office(doors, ordered):
    await post(doors.office, ordered, "answers", ANSWER)
    refused = await post(doors.office, ordered, "closure", CLOSE)
    assert refused.status_code == 403
    assert "要由项目办另一个人核" in words(refused)
    assert (await post(doors.other_office, ordered, "closure", CLOSE)).status_code == 303


async def test_nothing_is_struck_off_that_was_not_answered(doors, ordered):
    refused = await post(doors.office, ordered, "closure", CLOSE)
    assert refused.status_code == 409
    assert "开发区管委会还没有答复，不能销号" in words(refused)


async def test_a_key_may_not_strike_off(doors, answered):
    refused = await doors.write_key.post(f"{API}/supervisions/{answered}/closure", json=CLOSE)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert "密钥不能销号" in refused.json()["detail"]


async def test_who_goes_to_a_form_that_does_not_fit_reads_why(doors, answered):
    at = f"/supervisions/{answered}"
    for who, act, why in (
        ("head", "closure", "承办单位不能给自己的督办单销号"),
        ("zone_office", "closure", "由您的单位承办，不能自己销号"),
        ("zone_office", "checks", "承办单位不能核查自己"),
        ("leader", "answers", "答复由开发区管委会的人写"),
    ):
        page = await getattr(doors, who).get(f"{at}/{act}")
        assert (page.status_code, why in words(page)) == (403, True), (who, act)
    await doors.office.post(f"{at}/closure", data={"outcome": "done", "remark": "已核实"})
    over = await doors.head.get(f"{at}/answers")
    assert (over.status_code, "督办〔2026〕1号已销号，不用再办" in words(over)) == (409, True)


async def test_after_the_end_nothing_is_taken_any_more(doors, answered):
    await post(doors.office, answered, "closure", CLOSE)
    before = await told(doors, answered)
    late = await post(doors.steward, answered, "answers", ANSWER)
    assert late.status_code == 409
    assert "督办〔2026〕1号已销号，不再收答复" in words(late)
    check = {"checked_on": "2026-11-23", "finding": "都好"}
    assert (await post(doors.leader, answered, "checks", check)).status_code == 409
    assert (await post(doors.office, answered, "closure", CLOSE)).status_code == 303, "twice by the same is the same"
    other = await post(doors.other_office, answered, "closure", CLOSE)
    assert other.status_code == 409
    assert "李红已于11月23日10:32办结销号，不用再办" in words(other)
    assert await told(doors, answered) == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("steward", "answers", {"says": "马上去办", "settle_on": "2026-11-20"}, "打算办结的日期不能早于今天"),
        ("steward", "answers", {"says": ""}, "至少写2个字"),
        ("office", "checks", {"checked_on": "2026-11-24", "finding": "都好"}, "核查日期不能晚于今天"),
        ("office", "checks", {"checked_on": "2026-11-20", "finding": "都好"}, "核查日期不能早于开督办单的那天"),
        ("office", "closure", {"remark": ""}, "至少写2个字"),
    ],
)
async def test_bad_input_is_said_beside_the_field_and_nothing_is_stored(doors, ordered, wrong):
    who, act, given, sentence = wrong
    before = await told(doors, ordered)
    answer = await post(getattr(doors, who), ordered, act, given)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert await told(doors, ordered) == before


async def test_what_is_sent_again_under_the_same_id_is_one_row(doors, ordered, project):
    given = ANSWER | {"id": "01a20000-0000-7000-8000-000000000001"}
    for _ in range(2):
        assert (await doors.write_key.post(f"{API}/supervisions/{ordered}/answers", json=given)).status_code == 201
    other = await doors.write_key.post(f"{API}/supervisions/{ordered}/answers", json=given | {"says": "别的话"})
    assert other.status_code == 409
    assert len((await told(doors, ordered))["answers"]) == 1
