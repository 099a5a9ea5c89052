"""What cannot be done is refused in words, with the right status, and nothing of it is stored."""

import pytest

from tests.pages.reading import words
from tests.problems.conftest import MONDAY
from tests.problems.test_register import API, told

ASK = {"resolution": "已经解决了", "resolved_on": "2026-11-23"}


async def post(door, item, act, given):
    return await door.post(f"/problems/{item}/{act}", data=given)


async def test_no_unit_strikes_off_its_own_problem(doors, asked):
    for who in ("steward", "head"):
        answer = await post(getattr(doors, who), asked, "closure", {})
        assert answer.status_code == 403
        assert "单位不能给自己的问题销号" in words(answer)
    own = await post(doors.zone_office, asked, "closure", {})
    assert own.status_code == 403
    assert "由您的单位牵头，不能自己销号" in words(own)
    assert (await told(doors, asked))["problem_status"] == "asked"


async def test_who_goes_to_a_form_that_does_not_fit_reads_why(doors, raised, asked):
    closure = f"/problems/{asked}/closure"
    for who, status, why in (
        ("head", 403, "单位不能给自己的问题销号"),
        ("zone_office", 403, "由您的单位牵头，不能自己销号"),
    ):
        page = await getattr(doors, who).get(closure)
        assert (page.status_code, why in words(page)) == (status, True), who
    await doors.office.post(closure, data={"remark": "已核实"})
    over = await doors.other_office.get(closure)
    assert (over.status_code, "这个问题已销号，不用再办" in words(over)) == (409, True)
    late = await doors.head.get(f"/problems/{asked}/notes")
    assert late.status_code == 409


async def test_who_asked_does_not_strike_off_not_even_in_the_office(doors, raised):
    await post(doors.office, raised, "closure-requests", ASK)
    answer = await post(doors.office, raised, "closure", {})
    assert answer.status_code == 403
    assert "要由项目办另一个人核" in words(answer)
    assert (await post(doors.other_office, raised, "closure", {})).status_code == 303


async def test_a_key_may_not_strike_off(doors, asked):
    for act, given in (("closure", {}), ("send-backs", {"reason": "不行"})):
        answer = await doors.write_key.post(f"{API}/problems/{asked}/{act}", json=given)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert "密钥不能销号" in answer.json()["detail"]


async def test_nothing_is_struck_off_or_sent_back_that_nobody_asked_for(doors, raised):
    for act, given in (("closure", {}), ("send-backs", {"reason": "不行"})):
        answer = await post(doors.office, raised, act, given)
        assert answer.status_code == 409
        assert "单位还没有申请销号" in words(answer)


async def test_after_the_closure_nothing_is_taken_any_more(doors, asked):
    await post(doors.office, asked, "closure", {})
    refusals = {
        "notes": ({"kind": "answer", "says": "再答复一次"}, "已经销号，不再收答复"),
        "closure-requests": (ASK, "已经销号，不用再申请"),
        "dispatches": ({"difficulty": "hard", "level": "project"}, "已经销号，不再交办"),
        "send-backs": ({"reason": "还不行"}, "已经销号，不能再退回"),
        "withdrawal": ({"reason": "登记有误"}, "已经销号，不用再撤"),
    }
    for act, (given, sentence) in refusals.items():
        answer = await post(doors.office, asked, act, given)
        assert answer.status_code == 409, act
        assert sentence in words(answer)
    assert (await post(doors.office, asked, "closure", {})).status_code == 303, "twice by the same is the same"
    late = await post(doors.other_office, asked, "closure", {})
    assert late.status_code == 409
    assert "李红已于11月23日10:32销号" in words(late)


@pytest.mark.parametrize(
    ("act", "given", "sentence"),
    [
        ("dispatches", {"difficulty": "hard", "level": "project", "due_on": "2026-11-22"}, "期限不能早于今天"),
        ("dispatches", {"difficulty": "hard", "level": "project", "lead_unit": "nobody"}, "没有编号为nobody的单位"),
        ("dispatches", {"lead_unit": "zone", "supporting_units": ["zone"]}, "牵头单位不用再列为配合单位"),
        ("notes", {"kind": "plan", "says": "办", "settle_on": "2026-12-01"}, "至少写2个字"),
        ("notes", {"kind": "plan", "says": "去办", "settle_on": "2026-11-20"}, "打算办结的日期不能早于今天"),
        ("notes", {"kind": "answer", "says": "去办", "settle_on": "2026-11-30"}, "打算哪天办结写在方案里"),
        ("closure-requests", ASK | {"resolved_on": "2026-11-24"}, "办结日期不能晚于今天"),
        ("closure-requests", ASK | {"resolved_on": "2026-11-22"}, "办结日期不能早于报问题的那天"),
        ("withdrawal", {"reason": ""}, "至少写2个字"),
    ],
)
async def test_bad_input_is_said_beside_the_field_and_nothing_is_stored(doors, raised, act, given, sentence):
    before = await told(doors, raised)
    answer = await post(doors.office, raised, act, given)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert await told(doors, raised) == before


async def test_a_second_request_while_one_waits_is_the_same_or_refused(doors, asked):
    again = {"resolution": "线路已迁改，车间复工", "resolved_on": "2026-11-23", "evidence": "迁改验收单"}
    assert (await post(doors.steward, asked, "closure-requests", again)).status_code == 303
    other = await post(doors.steward, asked, "closure-requests", ASK)
    assert other.status_code == 409
    assert "正等项目办核" in words(other)


async def test_a_project_that_ended_takes_no_problem(doors, project):
    await doors.office.post(
        "/projects/ZD-901/terminations/new", data={"ended_on": "2026-11-20", "reason": "投资方撤资"}
    )
    assert MONDAY.year == 2026
    answer = await doors.write_key.post(f"{API}/projects/ZD-901/problems", json={"what": "卡住了"})
    assert answer.status_code == 409
