"""The officer's minute: one number, one sentence, the milestones reached; or one tap."""

import re

import pytest
from sqlmodel import select

from backend.accounts.models import Role
from backend.config import settings
from backend.milestones.models import Milestone
from backend.updates.models import Update
from tests import factories
from tests.files.test_keeping import photo
from tests.pages.conftest import WEDNESDAY
from tests.pages.reading import beside, notice, value_of, words

ADDRESS = "/projects/ZD-901/update"
FIELDS = {"invested_wan": "620.50", "site_progress": "聚合釜8台全部就位", "next_step": "开始配管"}


@pytest.fixture
async def started(office, project):
    """The project is built, and owes a report each week."""
    start = {"stage": "started", "occurred_on": "2026-09-26", "skip_reason": "公建不签约"}
    assert (await office.post("/projects/ZD-901/stages/new", data=start)).status_code == 303


async def test_an_update_is_taken_with_a_receipt_and_a_time(steward, session):
    form = await steward.get(ADDRESS)
    answer = await steward.post(ADDRESS, data=FIELDS | {"id": value_of(form, "id")})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{ADDRESS}?week=2026-W48")
    update = (await session.exec(select(Update))).one()
    assert notice(answer) == f"同德第48周已报送，11月25日 10:32，回执号 {update.receipt}"
    page = words(await steward.get(ADDRESS))
    assert f"已报送11月25日10:32回执号{update.receipt}本周完成投资620.50万元" in page


async def test_the_same_form_sent_twice_is_one_update(steward, session):
    fields = FIELDS | {"id": value_of(await steward.get(ADDRESS), "id")}
    first, second = [await steward.post(ADDRESS, data=fields) for _ in range(2)]
    assert (first.status_code, second.status_code) == (303, 303)
    assert notice(first) == notice(second)


async def test_a_second_update_of_a_week_shows_both_texts_and_keeps_the_first(steward, session):
    await steward.post(ADDRESS, data=FIELDS)
    answer = await steward.post(ADDRESS, data={"invested_wan": "700", "site_progress": "另一个人写的"})

    assert answer.status_code == 409
    page = words(answer)
    assert "第48周已经报过" in page
    assert "聚合釜8台全部就位" in page
    assert "另一个人写的" in page
    assert (await session.exec(select(Update.invested))).one() == 620.5


async def test_no_change_is_one_tap_and_twice_the_same(steward, started):
    mine = await steward.get("/mine")
    card = mine.text.split("同德", 1)[1].split("</form>")[0]
    tap = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', card)) | {"unchanged": "true"}

    first, second = [await steward.post(ADDRESS, data=tap) for _ in range(2)]

    assert (first.status_code, first.headers["location"]) == (303, "/mine")
    assert notice(first).startswith("同德第48周：本周无变化，已报送，11月25日 10:32，回执号 ")
    assert notice(second) == notice(first)
    assert "本周已报1" in words(await steward.get("/mine"))


async def test_last_week_is_quoted_and_the_sums_are_computed(steward, office):
    opening = {"year": "2026", "invested_in_year_wan": "25000", "invested_before_year_wan": "0"}
    await office.post("/projects/ZD-901/opening-balances/new", data=opening)
    await steward.post(ADDRESS, data=FIELDS | {"week": "2026-W44", "invested_wan": "100"})
    await steward.post(ADDRESS, data=FIELDS | {"week": "2026-W47", "invested_wan": "580", "site_progress": "吊装完成"})

    page = words(await steward.get(ADDRESS))

    assert "上周580.00万元" in page
    assert "上周：吊装完成" in page
    assert "本月已报580.00万元今年已报25,680.00万元" in page


async def test_a_week_that_closed_is_taken_and_marked_late(steward):
    form = words(await steward.get(ADDRESS, params={"week": "2026-W46"}))
    assert "这一周已于11月13日18:00截止，现在补报会注明迟报" in form

    await steward.post(ADDRESS, data=FIELDS | {"week": "2026-W46"})
    assert "迟报" in words(await steward.get(ADDRESS, params={"week": "2026-W46"}))


async def test_what_was_sent_can_be_put_right_until_the_week_closes(steward, monkeypatch):
    await steward.post(ADDRESS, data=FIELDS)
    form = await steward.get(ADDRESS, params={"revise": "true"})
    right = FIELDS | {"invested_wan": "630", "base_version": value_of(form, "base_version")}
    assert value_of(form, "invested_wan") == "620.50"
    assert (await steward.post(ADDRESS, data=right)).status_code == 303

    stale = await steward.post(ADDRESS, data=right | {"invested_wan": "640"})
    assert stale.status_code == 412
    assert "630.00万元" in words(stale)
    assert value_of(stale, "invested_wan") == "640"

    monkeypatch.setattr(settings, "closing_weekday", WEDNESDAY.isoweekday())
    monkeypatch.setattr(settings, "closing_time", WEDNESDAY.time())
    closed = await steward.post(ADDRESS, data=right | {"base_version": value_of(stale, "base_version")})
    assert closed.status_code == 409
    assert "已经截止，报送的数字不再改写" in words(closed)


async def test_a_tick_marks_a_milestone_reached_with_its_document(steward, office, session):
    await office.post("/projects/ZD-901/milestones")
    ticks = {
        "reached": ["land", "start"],
        "on-land": "2026-11-24",
        "proof-land": "晋2026第1号",
        "on-start": "2026-11-25",
        "proof-start": "首桩影像",
    }
    answer = await steward.post(ADDRESS, data=FIELDS | ticks)
    assert answer.status_code == 303

    rows = (await session.exec(select(Milestone).where(Milestone.reached_on.is_not(None)))).all()
    assert {(row.key, str(row.reached_on), row.evidence) for row in rows} == {
        ("land", "2026-11-24", "晋2026第1号"),
        ("start", "2026-11-25", "首桩影像"),
    }


async def test_a_tick_in_the_future_is_refused_and_stays_ticked(steward, office, session):
    await office.post("/projects/ZD-901/milestones")
    tick = {"reached": "land", "on-land": "2026-11-26", "proof-land": "晋2026第1号"}
    answer = await steward.post(ADDRESS, data=FIELDS | tick)
    assert answer.status_code == 422
    assert "到达日期不能在今天以后" in beside(answer, "on-land")
    assert 'value="land" checked' in answer.text
    assert (await session.exec(select(Update))).all() == []


async def test_a_tick_without_proof_is_refused_beside_that_tick(steward, office, session):
    await office.post("/projects/ZD-901/milestones")
    ticks = {"reached": ["land", "start"], "on-land": "2026-11-24", "on-start": "2026-11-24", "proof-land": "批文"}
    answer = await steward.post(ADDRESS, data=FIELDS | ticks)
    assert answer.status_code == 422
    assert "到达要有依据" in beside(answer, "proof-start")
    assert beside(answer, "proof-land") == ""
    assert (await session.exec(select(Update))).all() == []


async def test_only_who_answers_for_a_project_reports_it(client, cast, stranger, project):
    leader = client(cast.leader)
    assert (await leader.get(ADDRESS)).status_code == 403
    assert (await leader.post(ADDRESS, data=FIELDS)).status_code == 403
    assert (await stranger.get(ADDRESS)).status_code == 404
    assert (await stranger.post(ADDRESS, data=FIELDS)).status_code == 404


async def test_mine_lists_what_is_owed_first_and_says_when_it_closes(steward, started):
    page = words(await steward.get("/mine"))
    assert "还有1个要报，后天18:00截止" in page
    assert "还没有报送过" in page


async def test_mine_says_what_to_do_when_there_is_nothing(client, session, cast):
    page = words(await client(cast.stranger).get("/mine"))
    assert "现在没有等您办的事" in page


async def test_everybody_arrives_where_they_work(client, session, cast):
    reviewer = await factories.account(session, Role.REVIEWER)
    reader = await factories.account(session, Role.READER, scope={})
    for person, place in (
        (cast.steward, "/mine"),
        (reviewer, "/mine"),
        (cast.office, "/mine"),
        (cast.leader, "/mine"),
        (reader, "/projects"),
    ):
        assert (await client(person).get("/")).headers["location"] == place


async def test_people_of_the_responsible_unit_have_its_projects_on_their_list(client, session, cast, started):
    colleague = await factories.account(session, Role.REVIEWER, unit_id=cast.zone.id)
    page = await client(colleague).get("/mine")
    assert "同德" in words(page)
    assert "填写本周" in words(page)
    assert (await client(colleague).get(ADDRESS)).status_code == 200


async def test_mine_is_what_one_has_a_duty_in_even_for_who_sees_everything(office, started):
    page = words(await office.get("/mine"))
    assert "填写本周" not in page
    assert "我的待办" in page


async def test_a_file_alone_proves_a_tick_and_a_wrong_one_is_told_beside_it(
    office, steward, session, tmp_path, monkeypatch
):
    monkeypatch.setattr(settings, "data_dir", tmp_path)
    await office.post("/projects/ZD-901/milestones")
    ticked = FIELDS | {"reached": "land", "on-land": "2026-11-20", "proof-land": ""}
    wrong = await steward.post(ADDRESS, data=ticked, files={"file-land": ("a.pdf", b"just words")})
    assert wrong.status_code == 422
    assert "只收 PDF 和图片" in beside(wrong, "file-land")
    bare = await steward.post(ADDRESS, data=ticked)
    assert (bare.status_code, "到达要有依据" in words(bare)) == (422, True)

    assert (await steward.post(ADDRESS, data=ticked, files={"file-land": ("批复.jpg", photo())})).status_code == 303
    (land,) = [each for each in await session.exec(select(Milestone)) if each.key == "land"]
    assert "2026-11-20批复.jpg" in words(await steward.get(f"/milestones/{land.id}"))
