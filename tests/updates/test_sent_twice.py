"""A phone sends until it has a receipt: the same again is the same answer, and two texts are never one too few."""

import asyncio
from datetime import date, timedelta

import httpx
import pytest
from sqlmodel import select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.app import create_app
from backend.clock import now
from backend.ids import uuid7
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.updates.models import OtherText, Update
from backend.weeks import Week
from tests import factories, signing

HOUSE = the_house("cli")
ADDRESS = "/projects/ZD-1/update"
JSON = {"accept": "application/json"}
WEEK = Week.current()
SAID = {"week": WEEK.label, "invested_wan": "620", "site_progress": "聚合釜就位"}


async def people(session):
    """A project and its steward, who is signed in."""
    project = await factories.project(session, code="ZD-1", short_name="同德")
    account = await factories.account(session, person="王磊")
    duty = Duty(project_id=project.id, kind=DutyKind.STEWARD, account_id=account.id, since=date(2026, 1, 4))
    await factories.add(session, duty)
    await factories.settle(session)
    return account


@pytest.fixture
async def person(session):
    return await people(session)


@pytest.fixture
def steward(client, person):
    phone = client(person)
    phone.headers.update(JSON)
    return phone


async def test_the_same_under_one_id_has_one_receipt_even_after_it_was_put_right(steward, session):
    said = SAID | {"id": str(uuid7())}
    first = await steward.post(ADDRESS, data=said)
    revised = SAID | {"invested_wan": "630", "base_version": "1"}
    put_right = [await steward.post(ADDRESS, data=revised) for _ in range(2)]
    again = await steward.post(ADDRESS, data=said)
    assert [each.status_code for each in (first, *put_right, again)] == [200] * 4
    assert [each.json()["version"] for each in (first, *put_right, again)] == [1, 2, 2, 2]
    assert {each.json()["receipt"] for each in (first, *put_right, again)} == {first.json()["receipt"]}
    assert (await session.exec(select(Update.invested))).all() == [630]


@pytest.mark.parametrize("same_id", [True, False])
async def test_another_text_is_409_and_both_are_kept_where_a_person_can_look(steward, session, same_id):
    said = SAID | {"id": str(uuid7())}
    await steward.post(ADDRESS, data=said)
    other = said | {"site_progress": "开始配管"} | ({} if same_id else {"id": str(uuid7())})
    for _ in range(2):
        clash = await steward.post(ADDRESS, data=other)
        assert (clash.status_code, clash.json()["standing"]["site_progress"]) == (409, "聚合釜就位")
    (kept,) = (await session.exec(select(OtherText))).all()
    assert (kept.said["site_progress"], str(kept.sent_id)) == ("开始配管", other["id"])
    page = (await steward.get(f"/projects/ZD-1/updates/{WEEK.label}", headers={"accept": "text/html"})).text
    assert page.index("聚合釜就位") < page.index("另一份，没有采用") < page.index("开始配管")
    await factories.settle(session)
    assert "两份都留着" in (await steward.get("/projects/ZD-1/history")).text


async def test_a_text_put_right_on_an_old_version_is_412_and_is_kept_too(steward, session):
    await steward.post(ADDRESS, data=SAID | {"id": str(uuid7())})
    await steward.post(ADDRESS, data=SAID | {"site_progress": "聚合釜试车", "base_version": "1"})
    late = await steward.post(ADDRESS, data=SAID | {"site_progress": "开始配管", "base_version": "1"})
    assert (late.status_code, late.json()["standing"]["site_progress"]) == (412, "聚合釜试车")
    assert (await session.exec(select(OtherText.said))).one()["site_progress"] == "开始配管"


async def test_a_text_for_a_week_that_has_closed_is_409_says_so_and_is_kept(steward, session):
    closed = SAID | {"week": WEEK.previous.previous.label}
    await steward.post(ADDRESS, data=closed | {"id": str(uuid7())})
    late = await steward.post(ADDRESS, data=closed | {"site_progress": "开始配管", "base_version": "1"})
    assert (late.status_code, late.json()["standing"]["closed"]) == (409, True)
    assert "已经截止，报送的数字不再改写；要更正请联系项目办" in late.json()["detail"]
    assert (await session.exec(select(OtherText.said))).one()["site_progress"] == "开始配管"


@pytest.mark.parametrize(("days", "sentence"), [(2, "手机时间快了2天"), (-2, "手机时间慢了2天"), (0, None)])
async def test_a_phone_whose_clock_is_off_is_told_and_not_believed(steward, session, days, sentence):
    clock = str(int((now() + timedelta(days=days)).timestamp() * 1000))
    sent = await steward.post(ADDRESS, data=SAID | {"week": ""}, headers={"x-phone-clock": clock})
    told = sent.json()["clock"]
    assert sentence is None if told is None else told.startswith(sentence)
    assert (sent.json()["week"], (await session.exec(select(Update.week_start))).one()) == (WEEK.label, WEEK.start)


async def test_programs_too_are_answered_409_and_their_text_is_kept(client, session, person):
    writer = client(await signing.key(session, Permission.WRITE))
    for text, status in (("聚合釜就位", 201), ("开始配管", 409)):
        body = SAID | {"site_progress": text, "id": str(uuid7())}
        assert (await writer.post("/api/v1/projects/ZD-1/updates", json=body)).status_code == status
    assert (await session.exec(select(OtherText.said))).one()["site_progress"] == "开始配管"


async def test_twenty_at_once_under_one_id_are_one_row_and_one_receipt(committed):
    async with db.begin("cli") as session:
        token = signing.token_of(await people(session))
    transport = httpx.ASGITransport(create_app(), raise_app_exceptions=False)
    headers = {"sec-fetch-site": "same-origin"} | JSON
    said = SAID | {"id": str(uuid7())}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers=headers, cookies={"sid": token}, timeout=60
    ) as phone:
        answers = await asyncio.gather(*(phone.post(ADDRESS, data=said) for _ in range(20)))
    assert {each.status_code for each in answers} == {200}
    assert len({each.json()["receipt"] for each in answers}) == 1
    async with db.begin() as session:
        assert len((await session.exec(select(Update))).all()) == 1
        assert (await session.exec(select(OtherText))).all() == []


async def test_a_later_week_may_come_before_an_earlier_one(steward, session):
    for week in (WEEK.previous, WEEK.previous.previous):
        assert (await steward.post(ADDRESS, data=SAID | {"week": week.label})).status_code == 200
    assert len((await session.exec(select(Update))).all()) == 2


async def test_what_is_refused_is_told_field_by_field_and_a_week_to_come_in_words(steward):
    wrong = await steward.post(ADDRESS, data=SAID | {"invested_wan": "620万元"})
    assert (wrong.status_code, "只填数字" in wrong.json()["fields"]["invested_wan"]) == (422, True)
    ahead = await steward.post(ADDRESS, data=SAID | {"week": WEEK.next.label})
    assert (ahead.status_code, "还没有开始" in ahead.json()["detail"]) == (422, True)


async def test_what_one_person_kept_on_a_phone_is_not_taken_from_another(steward, client, session, person):
    other = await factories.account(session, "office")
    refused = await client(other).post(ADDRESS, data=SAID, headers=JSON | {"x-for-account": str(person.id)})
    assert (refused.status_code, "请用原来的账号登录" in refused.json()["detail"]) == (401, True)
    own = await steward.post(ADDRESS, data=SAID, headers={"x-for-account": str(person.id)})
    assert own.status_code == 200


async def test_who_is_signed_out_is_told_so_in_json(client, person):
    refused = await client().post(ADDRESS, data=SAID, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
