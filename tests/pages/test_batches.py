import pytest

from tests import factories
from tests.pages.reading import value_of, words

BATCH = {"year": "2026", "ordinal": "3", "level": "county", "held_on": "2026-09-26"}


async def signed(office, session, code, total=None):
    await factories.project(session, code=code, short_name=f"厂{code[-1]}", total_investment=total)
    await factories.settle(session)
    entry = {"stage": "signed", "occurred_on": "2026-03-18", "batch": "2026-1"}
    assert (await office.post(f"/projects/{code}/stages/new", data=entry)).status_code == 303


async def test_a_batch_is_made_once(office, cast):
    assert (await office.post("/batches/new", data=BATCH)).headers["location"] == "/batches/2026-3"
    again = await office.post("/batches/new", data=BATCH)
    assert again.status_code == 409
    assert "2026年第3期已经有了" in words(again)
    assert value_of(again, "held_on") == "2026-09-26"
    assert "2026年第3期" in words(await office.get("/batches"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "2025-09-26"}, "举办日期应在2026年"),
        ({"held_on": "2026-12-26"}, "举办日期不能在今天以后"),
        ({"ordinal": "0"}, "不能小于1"),
        ({"level": ""}, "请从这些里选一个"),
    ],
)
async def test_a_batch_that_cannot_be_is_explained(office, cast, changes, sentence):
    answer = await office.post("/batches/new", data=BATCH | changes)
    assert answer.status_code == 422
    assert sentence in words(answer)


async def test_only_the_office_makes_batches(client, cast):
    for person in (cast.steward, cast.leader):
        assert (await client(person).get("/batches/new")).status_code == 403
        assert (await client(person).post("/batches/new", data=BATCH)).status_code == 403


async def test_a_batch_shows_its_sums_and_what_became_of_its_members(office, session, cast):
    await office.post("/batches/new", data=BATCH | {"ordinal": "1", "held_on": "2026-03-18"})
    await signed(office, session, "ZD-911", 12000)
    await signed(office, session, "ZD-912", 3000)
    await signed(office, session, "ZD-913")
    await office.post("/projects/ZD-911/stages/new", data={"stage": "started", "occurred_on": "2026-09-26"})

    page = words(await office.get("/batches/2026-1"))

    assert "签约3个" in page
    assert "总投资1.50亿元（2个有数，1个待填报）。其中1个已开工，1/3，33.33%" in page


async def test_members_that_one_may_not_see_are_not_shown_and_no_batch_is_said(client, office, session, cast):
    await office.post("/batches/new", data=BATCH | {"ordinal": "1", "held_on": "2026-03-18"})
    await signed(office, session, "ZD-911")
    assert "这一期还没有您能看的项目" in words(await client(cast.stranger).get("/batches/2026-1"))
    assert (await office.get("/batches/2026-9")).status_code == 404


async def test_an_entry_that_was_taken_back_is_no_member(office, session, cast):
    await office.post("/batches/new", data=BATCH | {"ordinal": "1", "held_on": "2026-03-18"})
    await signed(office, session, "ZD-911")
    page = await office.get("/projects/ZD-911")
    address = page.text.split("登记错了，撤回")[0].rsplit('href="', 1)[1].split('"')[0]
    await office.post(address, data={"reason": "登错了期次"})
    assert "这一期还没有您能看的项目" in words(await office.get("/batches/2026-1"))
    assert "签约0个" in words(await office.get("/batches"))
