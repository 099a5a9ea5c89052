"""A problem from being raised to being struck off."""

from backend import clock
from tests.pages.reading import notice, words
from tests.problems.conftest import MONDAY, WHAT

API = "/api/v1"


async def told(doors, item):
    return (await doors.read_key.get(f"{API}/problems/{item}")).json()


async def test_one_sentence_is_enough_and_the_timers_run_by_working_days(doors, raised):
    problem = await told(doors, raised)

    assert (problem["problem_number"], problem["what"], problem["category"], problem["problem_status"]) == (
        1,
        WHAT,
        "utilities",
        "open",
    )
    assert (problem["raised_by"], problem["lead_unit"], problem["level"]) == ("王磊", "zone", "project")
    assert (problem["plan_by"], problem["answer_by"], problem["due_on"]) == ("2026-11-24", "2026-11-26", "2026-12-02")
    assert problem["remedy"] is None


async def test_a_category_that_nobody_knows_is_unknown_and_shown_so(doors, project):
    answer = await doors.steward.post("/projects/ZD-901/problems/new", data={"what": "卡住了"})
    page = words(await doors.steward.get(answer.headers["location"]))
    assert "类别待填报" in page
    assert notice(answer) == "同德第1号问题已登记，12月2日前办结"


async def test_the_same_problem_sent_twice_is_one_and_another_text_under_its_id_is_refused(doors, project):
    fields = {"id": "0193a5c0-0000-7000-8000-000000000001", "what": WHAT}
    first, second = [await doors.write_key.post(f"{API}/projects/ZD-901/problems", json=fields) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = await doors.write_key.post(f"{API}/projects/ZD-901/problems", json=fields | {"what": "别的"})
    assert (other.status_code, other.json()["code"]) == (409, "conflict")


async def test_the_office_gives_it_to_a_unit_which_then_sees_the_project(doors, raised):
    assert (await doors.land_head.get(f"/problems/{raised}")).status_code == 404
    given = {
        "lead_unit": "land",
        "supporting_units": ["zone"],
        "difficulty": "hard",
        "level": "leader",
        "remedy": "调度会定",
    }
    answer = await doors.write_key.post(f"{API}/problems/{raised}/dispatches", json=given)

    problem = answer.json()
    assert (problem["lead_unit_name"], problem["supporting_unit_names"]) == ("自然资源局", ["开发区管委会"])
    assert problem["due_on"] == "2026-12-23", "a hard one has a month"
    assert problem["category"] is None, "a dispatch says all of it anew"
    assert (await doors.land_head.get(f"/problems/{raised}")).status_code == 200
    duties = (await doors.read_key.get(f"{API}/projects/ZD-901")).json()["duties"]
    assert ("supporting", "land") in {(duty["kind"], duty["unit"]) for duty in duties}


async def test_a_dated_plan_of_a_hard_problem_is_its_due_date_and_an_ordinary_one_keeps_its_own(doors, raised):
    plan = {"kind": "plan", "says": "分两段迁改", "settle_on": "2027-01-15"}
    refused = await doors.steward.post(f"/problems/{raised}/notes", data=plan)
    assert refused.status_code == 422
    assert "一般问题要在2026-12-02以前办结；办不到的，请项目办改为难题" in words(refused)

    await doors.office.post(
        f"/problems/{raised}/dispatches", data={"difficulty": "hard", "level": "project", "lead_unit": "zone"}
    )
    assert (await doors.steward.post(f"/problems/{raised}/notes", data=plan)).status_code == 303
    problem = await told(doors, raised)
    assert (problem["due_on"], problem["last_note"]) == ("2027-01-15", "分两段迁改")
    assert problem["planned_at"]


async def test_the_unit_asks_and_another_person_strikes_off(doors, asked):
    assert (await told(doors, asked))["problem_status"] == "asked"
    answer = await doors.office.post(f"/problems/{asked}/closure", data={"remark": "已现场核实"})
    assert notice(answer) == "同德第1号问题：已销号"
    problem = await told(doors, asked)
    assert (problem["problem_status"], problem["closed_at"]) == ("closed", "2026-11-23T02:32:00Z")
    page = words(await doors.steward.get(f"/problems/{asked}"))
    assert "李红销号已现场核实" in page
    assert "没有未销号的问题" in words(await doors.steward.get("/projects/ZD-901"))


async def test_a_send_back_has_a_reason_and_is_counted(doors, asked):
    for number in (1, 2):
        await doors.office.post(f"/problems/{asked}/send-backs", data={"reason": f"缺验收单{number}"})
        problem = await told(doors, asked)
        assert (problem["problem_status"], problem["sent_back"], problem["sent_back_because"]) == (
            "open",
            number,
            f"缺验收单{number}",
        )
        again = {"resolution": f"补了验收单{number}", "resolved_on": "2026-11-23"}
        assert (await doors.head.post(f"/problems/{asked}/closure-requests", data=again)).status_code == 303
    assert (await doors.office.post(f"/problems/{asked}/closure")).status_code == 303
    assert (await told(doors, asked))["sent_back"] == 2


async def test_a_problem_raised_in_error_stays_visible_and_counts_nowhere(doors, raised):
    await doors.office.post(f"/problems/{raised}/withdrawal", data={"reason": "与另一个重复"})
    assert (await told(doors, raised))["withdrawn_because"] == "与另一个重复"
    assert (await doors.read_key.get(f"{API}/problems")).json()["items"] == []
    assert "已撤回，不计数：与另一个重复" in words(await doors.steward.get(f"/problems/{raised}"))


async def test_the_register_sorts_problems_into_heaps_that_add_up(doors, raised, project):
    late = await doors.write_key.post(f"{API}/projects/ZD-901/problems", json={"what": "第二个"})
    await doors.write_key.post(
        f"{API}/problems/{late.json()['id']}/dispatches", json={"due_on": "2026-11-23", "category": "land"}
    )
    with clock.set_to(MONDAY.replace(day=24, hour=9)):
        page = words(await doors.leader.get("/problems"))
        assert "未销号2超期1待销号0已销号0全部2" in page
        assert "超期1天" in page
        only = words(await doors.leader.get("/problems?which=overdue&category=land"))
        assert "第二个" in only
        assert WHAT not in only
    both = (await doors.read_key.get(f"{API}/problems?limit=1")).json()
    rest = (await doors.read_key.get(f"{API}/problems?limit=1&cursor={both['next']}")).json()
    assert [both["items"][0]["what"], rest["items"][0]["what"], rest["next"]] == ["第二个", WHAT, None]


async def test_mine_counts_the_problems_that_are_not_struck_off(doors, raised):
    assert "问题1个" in words(await doors.steward.get("/mine"))


async def test_the_unit_finds_the_form_set_to_what_it_owes_next_and_others_to_progress(doors, raised):
    async def offered(door):
        page = (await door.get(f"/problems/{raised}/notes")).text
        return next(kind for kind in ("plan", "answer", "progress") if f'value="{kind}" selected' in page)

    for owed in ("plan", "answer", "progress"):
        assert await offered(doors.head) == owed
        assert await offered(doors.leader) == "progress"
        await doors.head.post(f"/problems/{raised}/notes", data={"kind": owed, "says": "正在办"})
