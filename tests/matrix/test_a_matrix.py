"""A matrix from its making to the paper on the wall, and how overdue shows itself."""

from datetime import datetime
from io import BytesIO

from python_calamine import CalamineWorkbook
from sqlalchemy import event, update

from backend import clock
from backend.accounts.models import SignIn
from backend.documents import check
from tests import factories
from tests.matrix.conftest import GOAL, MEASURE
from tests.pages.reading import words

LATER = datetime.fromisoformat("2026-12-14T09:00:00+08:00")


async def still_signed_in(session):
    until = datetime.fromisoformat("2027-12-31T00:00:00+08:00")
    await session.exec(update(SignIn).values(expires_at=until))


async def say(doors, who, task, kind, said):
    door = getattr(doors, who)
    answer = await door.post(f"/assignments/{task['assignment']}/steps", data={"kind": kind, "said": said})
    assert answer.status_code == 303, answer.text


async def test_a_measure_is_an_assignment_of_each_of_its_units(doors, matrix, told):
    (goal,) = (await told(matrix))["goals"]
    (measure,) = goal["measures"]

    assert (goal["goal_name"], goal["aim"], measure["what"]) == (GOAL["goal_name"], GOAL["aim"], MEASURE["what"])
    assert [(task["unit"], task["due_on"], task["matrix_state"]) for task in measure["tasks"]] == [
        ("zone", "2026-12-10", "open"),
        ("land", "2026-12-10", "open"),
    ]
    for who in ("head", "land_head"):
        assert MEASURE["what"] in words(await getattr(doors, who).get("/assignments"))


async def test_what_a_unit_reports_stands_in_the_matrix(doors, matrix, told):
    tasks = (await told(matrix))["goals"][0]["measures"][0]["tasks"]
    await say(doors, "head", tasks[0], "done", "手续已经全部办完")
    shown = words(await doors.leader.get(matrix))

    assert "手续已经全部办完" in shown
    assert "1项目标、1条措施，落到单位2项：已办结1项，办理中1项，超期0项。" in shown


async def test_overdue_shows_itself_and_names_the_goal_that_is_stuck(doors, session, matrix, told):
    tasks = (await told(matrix))["goals"][0]["measures"][0]["tasks"]
    await say(doors, "head", tasks[0], "done", "手续已经全部办完")
    await still_signed_in(session)
    with clock.set_to(LATER):
        shown = words(await doors.leader.get(matrix))
        found = [task["matrix_state"] for task in (await told(matrix))["goals"][0]["measures"][0]["tasks"]]

    assert found == ["done", "overdue"]
    assert "超期4天" in shown
    assert "有超期的目标1项：项目开工。" in shown


async def test_what_is_done_after_its_day_is_said_to_be_late(doors, session, matrix, told):
    tasks = (await told(matrix))["goals"][0]["measures"][0]["tasks"]
    await still_signed_in(session)
    with clock.set_to(LATER):
        await say(doors, "head", tasks[0], "done", "补办完成")
        assert "（逾期办结1项）" in words(await doors.leader.get(matrix))


async def test_a_withdrawn_task_is_shown_and_not_counted_and_can_be_given_again(doors, matrix, told):
    measure = (await told(matrix))["goals"][0]["measures"][0]
    await say(doors, "office", measure["tasks"][0], "withdrawn", "期限要改")
    assert "落到单位1项" in words(await doors.leader.get(matrix))

    more = {"unit": "zone", "due_on": "2026-12-30"}
    answer = await doors.office.post(f"{matrix}/measures/{measure['id']}/units/new", data=more)
    assert answer.status_code == 303
    tasks = (await told(matrix))["goals"][0]["measures"][0]["tasks"]
    assert sorted((task["unit"], task["due_on"], task["matrix_state"]) for task in tasks) == [
        ("land", "2026-12-10", "open"),
        ("zone", "2026-12-10", "withdrawn"),
        ("zone", "2026-12-30", "open"),
    ]


async def test_a_measure_about_a_project_stands_in_its_document(doors, session, goal):
    await factories.project(session, code="ZD-901", name="同德科创项目", short_name="同德")
    await factories.settle(session)
    answer = await doors.office.post(goal, data=MEASURE | {"units": ["zone"], "project": "ZD-901"})
    assert answer.status_code == 303, answer.text
    await factories.settle(session)
    document = (await doors.read_key.get("/api/v1/projects/ZD-901")).json()
    assert [(each["what"], each["source"]) for each in document["assignments"]] == [(MEASURE["what"], "matrix")]


async def test_the_paper_says_all_of_it(doors, matrix, told):
    tasks = (await told(matrix))["goals"][0]["measures"][0]["tasks"]
    await say(doors, "head", tasks[0], "progress", "已会商三次")
    paper = await doors.leader.get(f"{matrix}/matrix.pdf")
    assert paper.status_code == 200, paper.text
    reading = check.read(paper.content)
    assert reading.faults(2) == []
    assert reading.missing([GOAL["goal_name"], MEASURE["what"], "开发区：已会商三次（11月23日）", "办理中"]) == []


async def test_the_sheet_holds_a_row_for_each_unit_and_no_formula(doors, matrix, goal):
    answer = await doors.office.post(goal, data=MEASURE | {"what": "=1+1 也只是文字"})
    assert answer.status_code == 303
    book = CalamineWorkbook.from_filelike(BytesIO((await doors.leader.get(f"{matrix}/matrix.xlsx")).content))
    glance, detail = (book.get_sheet_by_name(name).to_python() for name in ("一览", "明细"))

    assert glance[2] == ["目标任务", "合计", "自然资源局", "开发区"]
    assert glance[3] == ["1. 项目开工", "办理中 0/4", "办理中 0/2", "办理中 0/2"]
    assert [row[2] for row in detail[3:]] == ["1.1 每周会商一次，手续逐项销号"] * 2 + ["1.2 =1+1 也只是文字"] * 2


async def test_a_large_matrix_takes_as_many_statements_as_a_small_one(doors, engine, matrix, goal):
    sent: list[str] = []

    def note(connection, cursor, statement, *rest):
        sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await doors.leader.get(matrix)
    with_one = len(sent)
    for number in range(4):
        assert (await doors.office.post(goal, data=MEASURE | {"what": f"措施{number}"})).status_code == 303
    sent.clear()
    await doors.leader.get(matrix)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert len(sent) == with_one
