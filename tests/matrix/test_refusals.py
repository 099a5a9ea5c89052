"""What a matrix does not take: a sentence says why, the status fits, and nothing is half stored."""

import pytest
from sqlalchemy import text

from backend import db
from tests import factories
from tests.matrix.conftest import GOAL, MADE, MEASURE
from tests.pages.reading import words

KEY = "019aaaaa-0000-7000-8000-00000000000{}"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"due_on": "2026-11-20"}, "办结期限不能早于今天"),
        ({"units": ["zone", "nobody"]}, "没有编号为 nobody 的单位"),
        ({"units": []}, "至少选一个责任单位"),
        ({"what": ""}, "措施"),
        ({"what": "字" * 301}, "300"),
    ],
)
async def test_a_measure_that_cannot_be_gives_nothing_to_anybody(doors, goal, count, given, sentence):
    answer = await doors.office.post(goal, data=MEASURE | given)
    assert answer.status_code == 422
    assert sentence.replace(" ", "") in words(answer)
    assert await count("matrix_measures") == await count("assignments") == 0


async def test_a_measure_for_a_unit_that_was_dissolved_is_refused(doors, session, goal, count):
    await db.sql(session, text("UPDATE units SET dissolved_on = '2026-06-30' WHERE code = 'land'"))
    answer = await doors.office.post(goal, data=MEASURE)
    assert answer.status_code == 422
    assert "它已经撤销" in words(answer)
    assert await count("assignments") == 0


async def test_a_measure_about_no_project_of_the_list_is_refused(doors, goal, count):
    answer = await doors.office.post(goal, data=MEASURE | {"project": "ZD-000"})
    assert answer.status_code in {404, 422}
    assert await count("matrix_measures") == await count("assignments") == 0


async def test_the_project_is_found_by_code_name_or_initials_and_never_guessed(doors, session, goal, told, empty):
    for code, name in {"ZD-801": "同德化工一期", "ZD-802": "同德化工二期"}.items():
        await factories.project(session, code=code, name=f"{name}项目", short_name=name)
    await factories.settle(session)
    for typed in ("ZD-801", "同德化工一期", "一期", "tdhgyq"):
        assert (await doors.office.post(goal, data=MEASURE | {"project": typed})).status_code == 303, typed
    assert {each["project"] for each in (await told(empty))["goals"][0]["measures"]} == {"ZD-801"}
    several = await doors.office.post(goal, data=MEASURE | {"project": "同德"})
    assert several.status_code == 422
    assert "同德化工一期（ZD-801）、同德化工二期（ZD-802），请填其中一个的编号" in words(several)
    assert "ZD-801" not in (await doors.office.get(goal)).text, "thousands are no choice"


async def test_a_unit_that_has_a_measure_gets_it_no_second_time(doors, matrix, told, count):
    measure = (await told(matrix))["goals"][0]["measures"][0]["id"]
    answer = await doors.office.post(
        f"{matrix}/measures/{measure}/units/new", data={"unit": "zone", "due_on": "2026-12-30"}
    )
    assert answer.status_code == 409
    assert "开发区已经承担这条措施" in words(answer)
    assert await count("assignments") == 2


@pytest.mark.parametrize(("year", "status"), [("1999", 422), ("二〇二六", 422), ("", 422)])
async def test_a_year_that_is_none_is_told_beside_its_field(doors, year, status, count):
    answer = await doors.office.post("/matrices/new", data=MADE | {"year": year})
    assert answer.status_code == status
    assert await count("work_matrices") == 0


async def test_a_second_one_of_the_same_name_and_a_second_goal_of_the_same_name_are_refused(doors, goal, empty, count):
    assert (await doors.office.post("/matrices/new", data=MADE)).status_code == 409
    answer = await doors.office.post(f"{empty}/goals/new", data=GOAL)
    assert answer.status_code == 409
    assert "矩阵里已经有目标“项目开工”" in words(answer)
    assert (await count("work_matrices"), await count("matrix_goals")) == (1, 1)


async def test_sent_again_under_its_id_each_is_one(doors, count):
    for _ in range(2):
        made = await doors.office.post("/matrices/new", data=MADE | {"id": KEY.format(1)})
        matrix = made.headers["location"].removesuffix("/goals/new")
        added = await doors.office.post(f"{matrix}/goals/new", data=GOAL | {"id": KEY.format(2)})
        given = await doors.office.post(added.headers["location"], data=MEASURE | {"id": KEY.format(3)})
        assert given.status_code == 303, given.text
    assert [await count(table) for table in ("work_matrices", "matrix_goals", "matrix_measures", "assignments")] == [
        *(1, 1, 1, 2)
    ]
    other = await doors.office.post(
        added.headers["location"], data=MEASURE | {"id": KEY.format(3), "what": "另一条措施"}
    )
    assert other.status_code == 409


async def test_an_address_that_is_none_says_so(doors, matrix):
    for code in ("2026-99", "x", "2026-", "²-1", "9" * 12 + "-1"):
        assert (await doors.office.get(f"/matrices/{code}")).status_code == 404
    nowhere = KEY.format(9)
    assert (await doors.office.get(f"{matrix}/goals/{nowhere}/measures/new")).status_code == 404
    assert (await doors.office.get(f"{matrix}/measures/{nowhere}/units/new")).status_code == 404


async def test_a_goal_of_another_matrix_takes_no_measure_through_this_one(doors, goal, count):
    second = await doors.office.post("/matrices/new", data=MADE | {"title": "另一张矩阵"})
    other = second.headers["location"].removesuffix("/goals/new")
    through = f"{other}/goals/{goal.split('/')[-3]}/measures/new"
    assert (await doors.office.post(through, data=MEASURE)).status_code == 404
    assert await count("assignments") == 0
