"""A person shows another colour for a time: with a reason and an end, and what the rules say stays beside it."""

from datetime import date

import pytest
from sqlmodel import func, select

from backend.lifecycle import standstill
from backend.lifecycle.schemas import SuspensionIn
from backend.projects.vocabulary import Cause
from backend.signals.models import Override
from tests import factories
from tests.pages.reading import words
from tests.signals.conftest import HOUSE

API = "/api/v1/projects/ZD-901"
GIVEN = {"signal": "green", "reason": "资金已到账，台账下周补", "until": "2026-12-15"}
FORM = "/projects/ZD-901/signal-overrides/new"


@pytest.fixture
async def late(session, project):
    """By the rules it is red: it was to start in January."""
    project.planned_start_on = date(2026, 1, 15)
    await factories.settle(session)


async def overrides(session):
    return (await session.exec(select(func.count()).select_from(Override))).one()


async def test_both_colours_are_told_to_programs(cast, late):
    made = await cast.writer.post(f"{API}/signal-overrides", json=GIVEN)
    assert made.status_code == 201
    document = (await cast.reader.get(API)).json()
    assert (document["signal"], document["computed_signal"]) == ("green", "red")
    assert document["override"]["id"] == made.json()["id"]


async def test_both_colours_are_shown_to_people(cast, late):
    assert (await cast.office.post(FORM, data=GIVEN)).status_code == 303
    page = words(await cast.leader.get("/projects/ZD-901"))
    assert "红灯绿灯1厂" in page or "红灯绿灯同德" in page
    assert "人工改为绿灯，到2026年12月15日为止：资金已到账，台账下周补" in page
    assert "红灯绿灯" in words(await cast.leader.get("/projects"))


async def test_who_may_not_override_is_refused(cast, late, session):
    assert (await cast.leader.post(FORM, data=GIVEN)).status_code == 403
    assert (await cast.reader.post(f"{API}/signal-overrides", json=GIVEN)).status_code == 403
    assert await overrides(session) == 0


async def test_a_stranger_finds_no_project_to_override(cast, late):
    assert (await cast.stranger.post(FORM, data=GIVEN)).status_code == 404
    assert (await cast.stranger.get("/projects/ZD-901/signals")).status_code == 404
    for answer in (
        await cast.elsewhere.post(f"{API}/signal-overrides", json=GIVEN),
        await cast.elsewhere.get(f"{API}/signals"),
    ):
        assert answer.status_code == 404


async def test_the_same_again_is_the_same_and_another_one_is_refused(cast, late, session):
    first, again = [await cast.writer.post(f"{API}/signal-overrides", json=GIVEN) for _ in range(2)]
    assert first.json() == again.json()
    other = await cast.writer.post(f"{API}/signal-overrides", json=GIVEN | {"signal": "amber"})
    assert other.status_code == 409
    assert "已经人工改为绿灯" in other.json()["detail"]
    assert await overrides(session) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": None}, "请填到哪天为止"),
        ({"until": ""}, "请填到哪天为止"),
        ({"until": "2026-11-24"}, "结束的日子已经过去"),
        ({"reason": ""}, "至少写2个字"),
        ({"signal": "unrated"}, "只能改成红、黄、绿"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_stored(cast, late, session, changed, sentence):
    refused = await cast.writer.post(f"{API}/signal-overrides", json=GIVEN | changed)
    assert refused.status_code == 422
    assert sentence in refused.text
    form = await cast.office.post(FORM, data={name: value or "" for name, value in (GIVEN | changed).items()})
    assert form.status_code == 422
    assert sentence in words(form)
    assert await overrides(session) == 0


async def test_an_override_without_end_is_told_what_the_end_is_for(cast, late, session):
    given = {name: value for name, value in GIVEN.items() if name != "until"}
    refused = await cast.writer.post(f"{API}/signal-overrides", json=given)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/until")
    assert "请填到哪天为止" in refused.text


async def test_who_stands_still_is_shown_as_standing_and_not_overridden(cast, session, late, project):
    await standstill.suspend(session, HOUSE, project.code, SuspensionIn(cause=Cause.FUNDS, since=date(2026, 11, 1)))
    await factories.settle(session)
    assert (await cast.writer.post(f"{API}/signal-overrides", json=GIVEN)).status_code == 409


async def test_an_override_is_ended_once_and_the_rules_show_again(cast, late):
    made = (await cast.writer.post(f"{API}/signal-overrides", json=GIVEN)).json()
    end = f"{API}/signal-overrides/{made['id']}/end"
    assert (await cast.reader.post(end, json={"reason": "资金又退回"})).status_code == 403
    assert (await cast.elsewhere.post(end, json={"reason": "资金又退回"})).status_code == 404
    assert (await cast.writer.post(end, json={"reason": "资金又退回"})).status_code == 201
    assert (await cast.writer.post(end, json={"reason": "资金又退回"})).status_code == 409
    document = (await cast.reader.get(API)).json()
    assert (document["signal"], document["override"]) == ("red", None)


async def test_the_office_ends_an_override_on_its_page(cast, late):
    made = (await cast.writer.post(f"{API}/signal-overrides", json=GIVEN)).json()
    end = f"/projects/ZD-901/signal-overrides/{made['id']}/end"
    assert f'href="{end}"' in (await cast.office.get("/projects/ZD-901")).text
    assert f'href="{end}"' not in (await cast.leader.get("/projects/ZD-901")).text
    assert (await cast.office.get(end)).status_code == 200
    assert (await cast.office.post(end, data={"reason": "资金又退回"})).status_code == 303
    assert (await cast.office.get(end)).status_code == 404
    told = words(await cast.office.get("/projects/ZD-901/history"))
    assert "人工改为绿灯，到2026年12月15日为止" in told
    assert "李红结束人工改灯原因：资金又退回" in told
