"""Editing a draft: what is arranged and added is printed and marked; no figure can be typed over; who did it is kept."""

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from backend import db
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.briefs import jobs, reading, service
from backend.briefs.life import editing, remaking, standing
from backend.briefs.models import BriefState, Issuance
from backend.briefs.schemas import EditsIn
from backend.config import settings
from backend.documents import check
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects.vocabulary import Stage
from backend.updates import service as updates
from backend.updates.photos import service as photos
from backend.updates.photos.schemas import PhotoIn
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from tests import factories
from tests.briefs import life
from tests.updates.pictures import photo

HOUSE = the_house("cli")
W47 = Week.parse("2026-W47")
COLOURS = ("red", "green", "blue")
FOREWORD = "本周请各单位重点看两件事。\n一是年底前的投产验收。"


@pytest.fixture
async def draft(session, at, monkeypatch):
    """A brief with two blocks, one of them with photos."""
    monkeypatch.setattr(settings, "brief_blocks", "T-1,T-2")
    async with at("2026-11-18 10:00"):
        for code, name in (("T-1", "城东水厂"), ("T-2", "城西热源厂")):
            await factories.project(session, code=code, name=name, short_name=name)
            entry = StageEntryIn(stage=Stage.SIGNED, occurred_on="2026-11-17")
            await lifecycle.enter_stage(session, HOUSE, code, entry)
        update = await updates.submit(session, HOUSE, "T-1", UpdateIn(week="2026-W47", invested_wan="620.50"))
        for number in range(3):
            await photos.add(session, HOUSE, update, photo(colour=COLOURS[number]), PhotoIn(caption=f"基坑{number}"))
    async with at("2026-11-27 20:00"):
        brief, _ = await service.make_and_print(session, HOUSE, W47)
    await session.commit()
    return brief


async def save(session, brief, actor=HOUSE, **given):
    return await editing.edit(session, actor, brief.id, EditsIn(**{"revision": brief.revision} | given))


async def printed(session, brief):
    await session.commit()
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert (brief.state, brief.failure) == (BriefState.READY, None)
    return check.read(reading.pdf_of(await standing.of(session, brief)).read_bytes())


async def test_what_the_editor_arranged_and_added_is_on_paper_and_marked(session, draft):
    await save(
        session,
        draft,
        foreword=FOREWORD,
        order=["blocks", "T-2", "T-1"],
        hidden=["listed"],
        remarks=[{"place": "T-1", "text": "下周领导现场调研。"}, {"place": "overall", "text": "详见附件。"}],
    )
    paper = await printed(session, draft)
    told = ["编者按：本周请各单位重点看两件事。", "下周领导现场调研。（手写）", "详见附件。（手写）"]
    assert paper.missing([*told, "二、重点项目", "三、本周变化"]) == []
    assert paper.text.index("（一）城西热源厂") < paper.text.index("（二）城东水厂")
    assert "全部项目一览" not in paper.text


async def test_a_block_that_is_left_out_is_not_on_paper_and_the_sums_stay_as_they_are(session, draft):
    before = check.read(reading.pdf_of(await standing.of(session, draft)).read_bytes()).text
    await save(session, draft, hidden=["T-1", "changes", "listed"])
    after = (await printed(session, draft)).text
    assert "（一）城东水厂" in before
    assert "（一）城西热源厂" in after
    assert "本周变化" not in after
    assert "重大项目2个" in before
    assert "重大项目2个" in after


async def test_at_most_two_photos_of_the_gallery_stand_in_a_block_also_when_it_is_made_again(
    session, client, everybody, draft
):
    offered = [
        each.photo for each in await editing.picking.offered(session, editing.BriefData.model_validate(draft.data))
    ]
    assert len(offered) == 3
    office = client(everybody[Role.OFFICE])
    three = await office.post(
        f"/briefs/{draft.id}/edit", data={"revision": "0", "photo-T-1": [str(p) for p in offered]}
    )
    assert three.status_code == 422
    assert "一个重点项目最多登2张照片" in three.text
    two = await office.post(
        f"/briefs/{draft.id}/edit", data={"revision": "0", "photo-T-1": [str(p) for p in offered[:2]]}
    )
    assert two.status_code == 303
    assert (await printed(session, draft)).missing(["基坑2（11月18日）", "基坑1（11月18日）"]) == []
    issued = await life.issued(session, draft, everybody)
    assert (await remaking.remake(issued)).same is True
    page = await client(everybody[Role.READER]).get(f"/briefs/{draft.id}")
    address = page.text.split(f'src="/briefs/{draft.id}/photos/')[1].split('"')[0]
    assert (await client(everybody[Role.READER]).get(f"/briefs/{draft.id}/photos/{address}")).status_code == 200
    assert (await client(everybody[Role.READER]).get(f"/briefs/{draft.id}/photos/{'0' * 64}.jpg")).status_code == 404


async def test_every_saving_is_a_row_and_one_that_changes_nothing_is_none(session, draft):
    await save(session, draft, foreword="一")
    await save(session, draft, foreword="一")
    await save(session, draft, foreword="二")
    history = await editing.history(session, draft)
    assert [(each.revision, each.edits["foreword"]) for each in history] == [(2, "二"), (1, "一")]
    with pytest.raises(DBAPIError, match="never"):
        async with session.begin_nested():
            await db.sql(session, sql("UPDATE brief_edits SET revision = 9"))


async def test_an_edit_ends_the_review_and_after_signing_nothing_can_be_edited(session, client, everybody, draft):
    office = client(everybody[Role.OFFICE])
    await life.reviewed(session, draft, everybody)
    await save(session, draft, foreword="再看")
    await printed(session, draft)
    assert not (await standing.of(session, draft)).is_reviewed
    await life.ordered(session, draft, everybody)
    signing = await office.post(f"/api/v1/briefs/{draft.id}/edits", json={"revision": 1})
    refused = await office.post(f"/briefs/{draft.id}/edit", data={"revision": "1", "foreword": "改"})
    assert refused.status_code == 409
    assert "正在签发，不能再改" in refused.text
    await jobs.print_brief(str(draft.id))
    assert (await session.get_one(Issuance, draft.id)).edition.count("再看") == 1
    assert "已经签发，不再改动" in (await office.get(f"/briefs/{draft.id}/edit")).text
    assert "改稿" not in (await office.get(f"/briefs/{draft.id}")).text
    assert signing.status_code in {401, 403, 409}


async def test_who_edits_what_somebody_else_has_edited_meanwhile_is_told(session, writer, draft):
    url = f"/api/v1/briefs/{draft.id}/edits"
    first = await writer.post(url, json={"revision": 0, "foreword": "甲"})
    second = await writer.post(url, json={"revision": 0, "foreword": "乙"})
    assert (first.status_code, first.json()["revision"], second.status_code) == (201, 1, 412)
    assert [each["edits"]["foreword"] for each in (await writer.get(url)).json()] == ["甲"]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"hidden": ["overall"]}, "hidden", "总体情况和数据说明必须登"),
        ({"order": ["notes"]}, "order", "不能排次序"),
        ({"remarks": [{"place": "T-9", "text": "好"}]}, "remarks", "不在这一稿里"),
        ({"photos": [{"block": "T-2", "photo": "0197a9b0-0000-7000-8000-000000000000"}]}, "photos", "不在这个项目"),
        ({"photos": [{"block": "T-9", "photo": "0197a9b0-0000-7000-8000-000000000000"}]}, "photos", "照片无处可放"),
        ({"foreword": "字" * 1001}, "foreword", "1000"),
        ({"data": {"week": "2026-W01"}}, "data", ""),
    ],
)
async def test_what_does_not_fit_the_draft_is_refused_and_nothing_is_stored(writer, draft, given, field, words):
    answer = await writer.post(f"/api/v1/briefs/{draft.id}/edits", json={"revision": 0} | given)
    assert answer.status_code == 422
    error = answer.json()["errors"][0]
    assert error["pointer"].startswith(f"/{field}")
    assert words in str(answer.json())
    assert (await writer.get(f"/api/v1/briefs/{draft.id}/edits")).json() == []


async def test_only_the_office_edits_and_only_it_is_shown_the_way(client, everybody, draft):
    edits = {Role.ADMINISTRATOR, Role.OFFICE}
    sees = edits | {Role.LEADER}
    for role, person in everybody.items():
        shown = await client(person).get(f"/briefs/{draft.id}/edit")
        saved = await client(person).post(f"/briefs/{draft.id}/edit", data={"revision": "0"})
        assert shown.status_code == (200 if role in edits else 403 if role in sees else 404), role
        assert saved.status_code == (303 if role in edits else 403 if role in sees else 404), role


async def test_the_form_shows_again_what_was_saved(session, client, everybody, draft):
    office, url = client(everybody[Role.OFFICE]), f"/briefs/{draft.id}/edit"
    typed = {"revision": "0", "foreword": FOREWORD, "said-T-1": "甲。\n乙。", "hide-changes": "true", "place-T-2": "1"}
    assert (await office.post(url, data=typed)).status_code == 303
    page = (await office.get(url)).text
    assert "一是年底前的投产验收。</textarea>" in page
    assert "甲。\n乙。</textarea>" in page
    assert 'name="hide-changes" value="true" checked' in page
    assert '<option value="1" selected>排第1' in page
    assert everybody[Role.OFFICE].person in page
    assert Actor.of(everybody[Role.OFFICE]).is_person
