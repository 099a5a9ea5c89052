"""The rules are data with a day from which they are in force; results keep the rule by which they were judged."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from backend import clock
from backend.projects.vocabulary import Signal
from backend.signals import judging, rounds
from backend.signals.models import Axis, LightRound, SignalRule
from tests import factories
from tests.pages.reading import words
from tests.signals.conftest import WEDNESDAY

PAGE = "/admin/signal-rules"
GIVEN = {"axis": "start", "version": "2026-12", "effective_from": "2026-12-01", "amber": "2", "red": "4"}


async def of_start(session):
    return (await session.exec(select(SignalRule).where(SignalRule.axis == Axis.START))).all()


async def test_a_new_rule_is_in_force_from_its_day_on(cast, session, project, lights):
    project.planned_start_on = date(2026, 10, 15)
    await factories.settle(session)
    assert (await cast.administrator.post(PAGE, data=GIVEN)).status_code == 303
    await judging.relight(session, [project.id])
    start = (await lights(project))[Axis.START]
    assert (start.signal, start.rule) == (Signal.AMBER, "2026-01")
    with clock.set_to(WEDNESDAY + timedelta(days=6)):
        await judging.relight(session, [project.id])
    start = (await lights(project))[Axis.START]
    assert (start.signal, start.rule) == (Signal.AMBER, "2026-12")
    with clock.set_to(WEDNESDAY + timedelta(days=40)):
        await judging.relight(session, [project.id])
    assert (await lights(project))[Axis.START].signal is Signal.AMBER  # three months: red by the old rule


async def test_a_rule_of_today_makes_the_worker_judge_again(cast, session):
    session.add(LightRound(due=rounds.last_due()))
    await session.flush()
    await cast.administrator.post(PAGE, data=GIVEN | {"effective_from": "2026-11-25"})
    assert (await session.exec(select(LightRound))).all() == []


async def test_only_administrators_see_and_change_the_rules(cast, session):
    for who in (cast.office, cast.leader, cast.stranger):
        assert (await who.get(PAGE)).status_code == 403
        assert (await who.post(PAGE, data=GIVEN)).status_code == 403
    assert len(await of_start(session)) == 1


async def test_the_same_rule_again_is_the_same_and_another_of_that_day_is_refused(cast, session):
    for _ in range(2):
        assert (await cast.administrator.post(PAGE, data=GIVEN)).status_code == 303
    assert (await cast.administrator.post(PAGE, data=GIVEN | {"red": "5"})).status_code == 409
    assert len(await of_start(session)) == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"effective_from": "2026-11-24"}, "规则从今天或以后的日子起生效"),
        ({"amber": "5"}, "黄灯的界线不能高于红灯的"),
        ({"amber": ""}, "请填从多少起是黄灯"),
        ({"axis": "funds", "amber": "1"}, "资金没有黄灯"),
        ({"red": "-1"}, "不能小于0"),
        ({"red": ""}, "这里要填整数"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused_in_words(cast, session, changed, sentence):
    refused = await cast.administrator.post(PAGE, data=GIVEN | changed)
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert len(await of_start(session)) == 1


async def test_everybody_with_a_key_reads_the_rules_in_words(cast):
    found = (await cast.elsewhere.get("/api/v1/signals/rules")).json()["items"]
    assert [rule["axis"] for rule in found] == ["start", "progress", "statistics", "funds", "report"]
    assert found[1]["borders"] == {"amber_points": 10, "red_points": 30}
    assert found[1]["says"] == "比自己的分月计划慢10到30个百分点（含30）是黄灯；慢超过30个百分点是红灯"
