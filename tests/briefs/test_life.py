"""草稿 → 核稿 → 签发 → 更正, one brief at a time."""

import json
from hashlib import sha256
from io import BytesIO

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import db
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.briefs import jobs, reading, service, storing
from backend.briefs.life import editions, issuing, reviewing, standing
from backend.briefs.models import Brief, BriefNumber, BriefState, Issuance
from backend.briefs.printing import printed
from backend.briefs.schemas import ReviewIn
from backend.documents import check
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.weeks import Week
from tests import factories
from tests.briefs import life

HOUSE = the_house("cli")
W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")


@pytest.fixture
async def ready(session):
    await factories.project(session, name="甲项目")
    await factories.settle(session)
    brief, _ = await service.make_and_print(session, HOUSE, W46)
    await session.commit()
    return brief


async def another(session, week: Week = W47) -> Brief:
    """Ready without having been printed, where the paper does not matter."""
    brief = await service._snapshot(session, HOUSE, week)
    brief.state = BriefState.READY
    await session.commit()
    return brief


async def test_an_issued_brief_bears_its_number_its_date_and_its_data(session, everybody, ready):
    issued = await life.issued(session, ready, everybody)
    found = await standing.of(session, ready)
    pdf = reading.pdf_of(found).read_bytes()
    assert (found.number.code, found.number.serial_number, found.word) == ("2026-1", 1, "已签发")
    assert check.read(pdf).missing(["第1期（总第1期）"]) == []
    document = pypdf.PdfReader(BytesIO(pdf))
    assert document.attachments["2026-1.json"][0].decode() == issued.edition
    told = json.loads(issued.edition)
    assert told["imprint"] == {"year": 2026, "number": 1, "serial_number": 1, "series": ""}
    assert told["data"] == ready.data
    assert (issued.sha256, issued.pages) == (digest_of(pdf), len(document.pages))
    assert issued.made_with["weasyprint"]
    assert reading.file_name(found) == "重大项目建设周报2026年第1期.pdf"


def digest_of(pdf: bytes) -> str:
    return sha256(pdf).hexdigest()


async def test_without_a_review_nothing_is_issued_and_a_review_holds_for_what_was_read(session, everybody, ready):
    leader = Actor.of(everybody[Role.LEADER])
    with pytest.raises(Conflict, match="还没有核稿"):
        await issuing.issue(session, leader, ready.id)
    await life.reviewed(session, ready, everybody)
    ready.revision += 1  # it was edited
    await session.commit()
    with pytest.raises(Conflict, match="还没有核稿"):
        await issuing.issue(session, leader, ready.id)


async def test_a_brief_sent_back_says_what_to_mend_and_is_not_issued(session, everybody, ready):
    office = Actor.of(everybody[Role.OFFICE])
    with pytest.raises(Invalid, match="哪里要改"):
        await reviewing.review(session, office, ready.id, ReviewIn(passed=False))
    first = await reviewing.review(session, office, ready.id, ReviewIn(passed=False, remark="第三部分缺一段"))
    assert await reviewing.review(session, office, ready.id, ReviewIn(passed=False, remark="第三部分缺一段")) is first
    assert (await standing.of(session, ready)).word == "退回"
    with pytest.raises(Conflict, match="还没有核稿"):
        await issuing.issue(session, Actor.of(everybody[Role.LEADER]), ready.id)


async def test_who_reviews_and_who_issues(session, everybody, ready):
    for role, person in everybody.items():
        actor, reads = Actor.of(person), role in {Role.ADMINISTRATOR, Role.OFFICE, Role.LEADER}
        if role not in {Role.ADMINISTRATOR, Role.OFFICE}:
            with pytest.raises(Forbidden if reads else NotFound):
                await reviewing.review(session, actor, ready.id, life.PASSED)
        if not reads:
            with pytest.raises(NotFound):
                await issuing.issue(session, actor, ready.id)
    with pytest.raises(Forbidden, match="密钥"):
        await reviewing.review(session, HOUSE, ready.id, life.PASSED)
    with pytest.raises(Forbidden, match="密钥"):
        await issuing.issue(session, HOUSE, ready.id)


async def test_a_running_week_can_be_read_but_neither_reviewed_nor_issued(session, everybody, at):
    async with at("2026-11-18 09:30"):
        brief = await another(session)
        with pytest.raises(Conflict, match="还没有截止"):
            await life.reviewed(session, brief, everybody)
        with pytest.raises(Conflict, match="还没有截止"):
            await issuing.issue(session, Actor.of(everybody[Role.LEADER]), brief.id)


async def test_a_week_has_one_issued_brief_and_is_told_which(session, everybody, ready):
    await life.ordered(session, ready, everybody)
    rival = await life.reviewed(session, await another(session, W46), everybody)
    with pytest.raises(Conflict, match="已有2026年第1期"):
        await issuing.issue(session, Actor.of(everybody[Role.LEADER]), rival.id)
    with pytest.raises(Conflict, match="正在生成"):
        await issuing.issue(session, Actor.of(everybody[Role.LEADER]), ready.id)


async def test_a_printing_that_fails_issues_nothing_and_keeps_the_number_for_the_retry(session, everybody, monkeypatch):
    brief, following = await another(session, W46), await another(session, W47)
    await life.ordered(session, brief, everybody)
    monkeypatch.setattr("backend.documents.press.font_folders", lambda _: [])
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert (brief.state, "缺少字体" in brief.failure) == (BriefState.FAILED, True)
    assert await session.get(Issuance, brief.id) is None
    assert not storing.place_of_issued(brief.id).exists()
    monkeypatch.undo()

    await life.issued(session, following, everybody)
    await issuing.issue(session, Actor.of(everybody[Role.LEADER]), brief.id)
    await session.commit()
    await jobs.print_brief(str(brief.id))
    numbers = [(await session.get_one(BriefNumber, each.id)).number for each in (brief, following)]
    assert numbers == [1, 2]
    assert (await standing.of(session, brief)).word == "已签发"


async def test_the_worker_killed_after_the_printing_makes_the_same_document_again(session, everybody, ready):
    await life.ordered(session, ready, everybody)
    edition = await editions.of(session, ready)
    await jobs.print_brief(str(ready.id))
    issued = await session.get_one(Issuance, ready.id)
    assert digest_of((await printed(edition)).pdf) == issued.sha256
    await jobs.print_brief(str(ready.id))  # the second time there is nothing to do
    assert (await session.get_one(Issuance, ready.id)).sha256 == issued.sha256


REWRITING = [
    'UPDATE briefs SET data = data || \'{"week": "2026-W01"}\' WHERE id = :brief',
    "UPDATE briefs SET failure = 'x' WHERE id = :brief",
    "DELETE FROM briefs WHERE id = :brief",
    "UPDATE issuances SET sha256 = 'x' WHERE brief_id = :brief",
    "DELETE FROM issuances WHERE brief_id = :brief",
    "UPDATE brief_numbers SET number = 9 WHERE brief_id = :brief",
    "DELETE FROM brief_numbers WHERE brief_id = :brief",
    "UPDATE brief_reviews SET passed = false WHERE brief_id = :brief",
    "DELETE FROM brief_reviews WHERE brief_id = :brief",
    "INSERT INTO brief_reviews SELECT gen_random_uuid(), brief_id, 1, true, null, reviewed_by_id, now()"
    " FROM brief_reviews WHERE brief_id = :brief",
    "TRUNCATE issuances CASCADE",
]


async def test_the_database_refuses_every_change_to_an_issued_brief_even_by_the_owner_of_its_tables(session, everybody):
    brief = await another(session, W46)
    await life.issued(session, brief, everybody)
    owner = text("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'issuances'")
    assert (await db.sql(session, owner)).scalar_one()
    for statement in REWRITING:
        with pytest.raises(DBAPIError, match="never"):
            async with session.begin_nested():
                await db.sql(session, text(statement), **({"brief": brief.id} if ":brief" in statement else {}))


async def test_a_correction_is_a_new_brief_that_names_the_old_one(session, everybody, at):
    async with at("2026-11-16 10:00"):
        brief = await another(session, W46)
        with pytest.raises(Conflict, match="只有签发了的可以更正"):
            await service.correct(session, HOUSE, str(brief.id))
        await life.issued(session, brief, everybody)
    async with at("2026-11-17 10:00"):
        await factories.project(session, code="T-9", name="漏报的项目")
    async with at("2026-11-17 11:00"):
        made = await service.correct(session, HOUSE, "2026-1")
        assert await service.correct(session, HOUSE, "2026-1") is made
        await session.commit()
        await jobs.print_brief(str(made.id))
        await session.refresh(made)
        issued = await life.issued(session, made, everybody)
    found = await standing.of(session, made)
    assert (found.number.code, made.week_start, made.as_of > W46.closes_at) == ("2026-2", W46.start, True)
    pdf = check.read(reading.pdf_of(found).read_bytes())
    assert pdf.missing(["——更正2026年第1期", "漏报的项目", "第2期（总第2期）"]) == []
    assert json.loads(issued.edition)["corrects"]["number"] == 1
    old = await standing.of(session, brief)
    assert (old.word, old.corrected_by.code) == ("已更正", "2026-2")
    with pytest.raises(Conflict, match="已由2026年第2期更正"):
        await service.correct(session, HOUSE, "2026-1")


async def test_a_file_that_was_changed_is_not_shown_as_the_issued_document(session, everybody):
    brief = await another(session, W46)
    await life.issued(session, brief, everybody)
    place = storing.place_of_issued(brief.id)
    place.write_bytes(place.read_bytes() + b"\n")
    with pytest.raises(NotFound, match="与签发时的摘要不符"):
        reading.pdf_of(await standing.of(session, brief))
