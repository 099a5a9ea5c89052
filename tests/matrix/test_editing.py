"""Other words and another order for what stands in a matrix; what it said before stays to be read."""

import pytest
from sqlalchemy import text

from backend import db
from tests.matrix.conftest import GOAL, MEASURE
from tests.pages.reading import words

API = "/api/v1"
WRITE_DOWN = text("SET CONSTRAINTS ALL IMMEDIATE")
"""What is written into the record at the end of a transaction is written now."""


@pytest.fixture
async def wide(doors, session, matrix, goal, told):
    """Two goals, the first with two measures; their ids."""
    await doors.office.post(goal, data=MEASURE | {"what": "逐个项目倒排工期", "units": ["zone"]})
    await doors.office.post(f"{matrix}/goals/new", data=GOAL | {"goal_name": "项目投产", "aim": ""})
    found = (await told(matrix))["goals"]
    return [each["id"] for each in found], [each["id"] for each in found[0]["measures"]]


async def test_a_goal_in_other_words_keeps_the_former_ones_in_the_record(doors, session, matrix, wide, told):
    goals, _ = wide
    page = await doors.office.get(f"{matrix}/goals/{goals[0]}")
    assert 'value="项目开工"' in page.text
    given = {"goal_name": "项目按期开工", "aim": "年内全部开工"}
    assert (await doors.office.post(f"{matrix}/goals/{goals[0]}", data=given)).status_code == 303
    assert [each["goal_name"] for each in (await told(matrix))["goals"]] == ["项目按期开工", "项目投产"]
    await db.sql(session, WRITE_DOWN)
    history = words(await doors.head.get(f"{matrix}/history"))
    assert "把目标“项目开工”改为“项目按期开工”" in history
    assert "把目标的年度目标“年内新开工项目全部按期开工”改为“年内全部开工”" in history


async def test_a_measure_in_other_words_reaches_the_units_that_are_at_it(doors, session, matrix, wide, told):
    _, measures = wide
    given = {"what": "每周会商两次"}
    assert (await doors.office.post(f"{matrix}/measures/{measures[0]}", data=given)).status_code == 303
    first = (await told(matrix))["goals"][0]["measures"][0]
    assert first["what"] == "每周会商两次"
    assert {task["last_word"] for task in first["tasks"]} == {"工作矩阵里这条措施改写为：每周会商两次"}
    shown = words(await doors.head.get(f"/assignments/{first['tasks'][0]['assignment']}"))
    assert "每周会商一次，手续逐项销号" in shown, "what was given stays as it was given"
    again = await doors.office.post(f"{matrix}/measures/{measures[0]}", data=given)
    assert again.status_code == 303
    steps = await db.ask(session, text("SELECT count(*) FROM assignment_steps"))
    assert steps.scalar_one() == 2


async def test_goals_and_measures_move_by_one_place_and_stay_at_the_end(doors, session, matrix, wide, told):
    goals, measures = wide
    for where in (f"goals/{goals[0]}", f"measures/{measures[0]}"):
        for direction in ("up", "down", "down"):
            moved = await doors.office.post(f"{matrix}/{where}/moves", data={"direction": direction})
            assert moved.status_code == 303
    found = (await told(matrix))["goals"]
    assert [each["id"] for each in found] == goals[::-1]
    assert [each["id"] for each in found[1]["measures"]] == measures[::-1]
    await db.sql(session, WRITE_DOWN)
    history = words(await doors.office.get(f"{matrix}/history"))
    assert history.count("调整了目标的顺序") == 1, "one move is told once, whatever number of rows it wrote"
    assert "调整了措施的顺序" in history


async def test_what_cannot_be_is_refused_with_a_sentence(doors, matrix, wide, told):
    goals, measures = wide
    same = await doors.office.post(f"{matrix}/goals/{goals[0]}", data={"goal_name": "项目投产"})
    assert same.status_code == 409
    assert "矩阵里已经有目标“项目投产”" in words(same)
    assert (await doors.office.post(f"{matrix}/measures/{measures[0]}", data={"what": ""})).status_code == 422
    wrong = await doors.office.post(f"{matrix}/goals/{goals[0]}/moves", data={"direction": "left"})
    assert wrong.status_code == 422
    assert (await told(matrix))["goals"][0]["goal_name"] == "项目开工"
    assert "没有改过" in words(await doors.office.get(f"{matrix}/history"))


async def test_only_the_office_changes_it(doors, matrix, wide):
    goals, measures = wide
    acts = {
        f"{matrix}/goals/{goals[0]}": {"goal_name": "别的目标"},
        f"{matrix}/goals/{goals[0]}/moves": {"direction": "down"},
        f"{matrix}/measures/{measures[0]}": {"what": "别的措施"},
        f"{matrix}/measures/{measures[0]}/moves": {"direction": "down"},
    }
    for who, status in {
        "leader": 403,
        "reader": 403,
        "head": 403,
        "steward": 403,
        "other": 404,
        "stranger": 404,
    }.items():
        for act, given in acts.items():
            assert (await getattr(doors, who).post(act, data=given)).status_code == status, (who, act)
    assert (await doors.stranger.get(f"{matrix}/history")).status_code == 404
    assert "上移</button>" not in (await doors.head.get(matrix)).text
    assert "下移</button>" in (await doors.office.get(matrix)).text


async def test_a_program_does_the_same(doors, matrix, wide):
    goals, measures = wide
    program = doors.write_key
    renamed = await program.post(f"{API}{matrix}/goals/{goals[1]}/wordings", json={"goal_name": "项目达效"})
    moved = await program.post(f"{API}{matrix}/goals/{goals[1]}/moves", json={"direction": "up"})
    assert (renamed.status_code, moved.status_code) == (201, 201)
    assert [each["goal_name"] for each in moved.json()["goals"]] == ["项目达效", "项目开工"]
    other = await program.post(f"{API}{matrix}/measures/{measures[1]}/wordings", json={"what": "倒排工期"})
    first = await program.post(f"{API}{matrix}/measures/{measures[1]}/moves", json={"direction": "up"})
    assert (other.status_code, first.status_code) == (201, 201)
    assert [each["what"] for each in first.json()["goals"][1]["measures"]] == ["倒排工期", MEASURE["what"]]
