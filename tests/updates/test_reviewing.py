"""审阅 and 退回: what came in is read by the unit's reviewer; what is returned comes back to the officer and is mended."""

from datetime import date

import pytest
from sqlmodel import select

from backend.accounts.models import Role
from backend.lifecycle.models import StageEntry
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind, Stage
from backend.updates.models import UpdateReview
from backend.weeks import Week
from tests import factories, signing

WEEK = Week.current()
ADDRESS = f"/projects/ZD-1/updates/{WEEK.label}"
SAID = {"week": WEEK.label, "invested_wan": "620", "site_progress": "聚合釜就位"}


class Cast:
    @classmethod
    async def of(cls, session):
        cast = cls()
        cast.zone = await factories.unit(session, code="zone", name="开发区管委会")
        cast.water = await factories.unit(session, code="water", name="水利局")
        cast.project = await factories.project(session, code="ZD-1", short_name="同德")
        entry = StageEntry(project_id=cast.project.id, stage=Stage.STARTED, skip_reason="来源未载")
        await factories.add(session, entry)
        cast.steward = await factories.account(session, person="王敏", unit_id=cast.zone.id)
        cast.reviewer = await factories.account(session, Role.REVIEWER, person="孙国强", unit_id=cast.zone.id)
        cast.other = await factories.account(session, Role.REVIEWER, person="田野", unit_id=cast.water.id)
        cast.office = await factories.account(session, Role.OFFICE, person="赵晓琳")
        cast.leader = await factories.account(session, Role.LEADER, person="陈立新")
        cast.admin = await factories.account(session, Role.ADMINISTRATOR, person="管理员")
        duty = Duty(project_id=cast.project.id, kind=DutyKind.RESPONSIBLE, unit_id=cast.zone.id, since=date(2026, 1, 4))
        await factories.add(session, duty)
        await factories.settle(session)
        return cast


@pytest.fixture
async def cast(session):
    return await Cast.of(session)


@pytest.fixture
async def sent(client, cast):
    answer = await client(cast.steward).post("/projects/ZD-1/update", data=SAID)
    assert answer.status_code == 303


async def says(client, who, verdict, reason="", version="1"):
    return await client(who).post(f"{ADDRESS}/review", data={"version": version, "verdict": verdict, "reason": reason})


async def test_what_came_in_stands_in_the_inbox_until_it_is_read(client, cast, sent):
    inbox = (await client(cast.reviewer).get("/reviews")).text
    assert "聚合釜就位" in inbox
    assert "王敏" in inbox
    assert (await says(client, cast.reviewer, "acknowledged")).status_code == 303
    assert "聚合釜就位" not in (await client(cast.reviewer).get("/reviews")).text
    assert "已审阅" in (await client(cast.reviewer).get("/reviews?read=true")).text
    assert "聚合釜就位" not in (await client(cast.other).get("/reviews")).text


async def test_returned_it_comes_back_with_the_reason_wherever_the_officer_looks(client, session, cast, sent):
    await says(client, cast.reviewer, "returned", "没有写铺轨公里数")
    await factories.settle(session)
    steward = client(cast.steward)
    for page in ("/mine", "/projects/ZD-1", ADDRESS, "/projects/ZD-1/update"):
        text = (await steward.get(page)).text
        assert "没有写铺轨公里数" in text, page
        assert "孙国强" in text, page
    again = await steward.post("/projects/ZD-1/update", data=SAID, headers={"accept": "application/json"})
    assert again.status_code in {200, 409}
    assert "退回" in (await steward.get("/projects/ZD-1/history")).text


async def test_the_receipt_tells_the_phone_why_it_was_returned(client, cast):
    from backend.ids import uuid7

    said, phone = SAID | {"id": str(uuid7())}, client(cast.steward)
    phone.headers["accept"] = "application/json"
    first = (await phone.post("/projects/ZD-1/update", data=said)).json()
    assert first["returned"] is None
    await says(client, cast.reviewer, "returned", "没有写铺轨公里数")
    later = (await phone.post("/projects/ZD-1/update", data=said)).json()["returned"]
    assert (later["reason"], later["by"]) == ("没有写铺轨公里数", "孙国强")


async def test_mended_it_is_new_in_the_inbox_and_no_longer_returned(client, cast, sent):
    await says(client, cast.reviewer, "returned", "没有写铺轨公里数")
    form = (await client(cast.steward).get(f"/projects/ZD-1/update?week={WEEK.label}&revise=1")).text
    assert 'name="base_version" value="1"' in form
    mended = SAID | {"site_progress": "铺轨3.2公里", "base_version": "1"}
    assert (await client(cast.steward).post("/projects/ZD-1/update", data=mended)).status_code == 303
    assert "被退回" not in (await client(cast.steward).get("/mine")).text
    inbox = (await client(cast.reviewer).get("/reviews")).text
    assert "铺轨3.2公里" in inbox
    assert "改报" in inbox
    late = await says(client, cast.reviewer, "acknowledged", version="1")
    assert late.status_code == 412
    assert "刚改报过" in late.text


async def test_what_was_returned_is_mended_even_after_the_week_has_closed(client, session, cast):
    closed, steward = WEEK.previous.label, client(cast.steward)
    said = SAID | {"week": closed}
    await steward.post("/projects/ZD-1/update", data=said)
    returned = {"version": "1", "verdict": "returned", "reason": "没有写铺轨公里数"}
    await client(cast.reviewer).post(f"/projects/ZD-1/updates/{closed}/review", data=returned)
    mended = said | {"site_progress": "铺轨3.2公里", "base_version": "1"}
    assert (await steward.post("/projects/ZD-1/update", data=mended)).status_code == 303
    again = said | {"site_progress": "铺轨4公里", "base_version": "2"}
    assert (await steward.post("/projects/ZD-1/update", data=again)).status_code == 409
    program = client(await signing.key(session))
    told = (await program.get(f"/api/v1/projects/ZD-1/updates/{closed}")).json()
    assert (told["late"], told["review"], told["site_progress"]) == (True, None, "铺轨3.2公里")


@pytest.mark.parametrize(
    ("who", "status"),
    [("reviewer", 303), ("office", 303), ("steward", 403), ("leader", 403), ("other", 404)],
)
async def test_the_reviewer_of_the_unit_and_the_office_review(client, cast, sent, who, status):
    assert (await says(client, getattr(cast, who), "acknowledged")).status_code == status


async def test_nobody_reviews_what_they_sent_themselves(client, cast):
    await client(cast.office).post("/projects/ZD-1/update", data=SAID)
    refused = await says(client, cast.office, "acknowledged")
    assert (refused.status_code, "自己报的不能自己审阅" in refused.text) == (403, True)


async def test_returning_needs_a_reason_and_nothing_is_stored_without(client, session, cast, sent):
    refused = await says(client, cast.reviewer, "returned")
    assert (refused.status_code, "请写退回的原因" in refused.text) == (422, True)
    assert (await session.exec(select(UpdateReview))).all() == []


async def test_the_document_and_the_api_tell_of_the_review(client, session, cast, sent):
    await says(client, cast.reviewer, "acknowledged", "属实")
    await factories.settle(session)
    program = client(await signing.key(session))
    of_week = (await program.get(f"/api/v1{ADDRESS}")).json()["review"]
    listed = (await program.get("/api/v1/projects/ZD-1/updates")).json()["items"][0]["review"]
    document = (await program.get("/api/v1/projects/ZD-1")).json()["last_update"]["review"]
    assert of_week == listed == document
    assert (document["verdict"], document["reviewed_by"], document["version"]) == ("acknowledged", "孙国强", 1)


async def test_updates_wait_on_reviewers_only_where_the_unit_asks_for_it(client, cast, sent):
    assert "待审阅" not in (await client(cast.reviewer).get("/mine")).text
    asked = await client(cast.admin).post("/admin/units/zone/reviewing", data={"on": "true"})
    assert asked.status_code == 303
    assert "1份周报送" in (await client(cast.reviewer).get("/mine")).text
    assert "1份周报送" not in (await client(cast.other).get("/mine")).text
