import io
from decimal import Decimal
from uuid import uuid4

import pypdf
import pytest
from sqlalchemy import text

import seed as seeds
from backend import db, tasks  # noqa: F401  the worker knows its tasks from there
from backend.accounts.actor import Actor, the_house
from backend.accounts.models import Role
from backend.briefs import jobs, service, storing
from backend.briefs.data import BriefData
from backend.briefs.life import editions
from backend.briefs.models import Brief, BriefState
from backend.briefs.printing import printed
from backend.clock import now
from backend.documents import check
from backend.errors import Forbidden, Invalid
from backend.jobs.tasks import registered
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects.vocabulary import Stage
from backend.updates import corrections
from backend.updates import service as updates
from backend.updates.corrections import CorrectionIn
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from seed.reading import named_projects
from tests import factories
from tests.factories import settle

HOUSE = the_house("cli")
IN_QUEUE = text(
    "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'briefs.print' AND args->>'brief_id' = :brief"
)
W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")


def data_of(brief: Brief) -> BriefData:
    return BriefData.model_validate(brief.data)


async def seeded():
    await seeds.plant(lambda _: None)


async def test_the_paper_of_the_seeded_projects_names_them_all_and_invents_nothing(session):
    await seeded()
    brief, pdf = await service.make_and_print(session, HOUSE, Week.current())
    reading = check.read(pdf)
    assert (reading.not_embedded, reading.empty_boxes) == ((), 0)
    assert reading.missing(named.facts.name for named in named_projects()) == []
    assert (
        reading.missing(
            ["四大铁路专用线", "34个", "总投资、年度计划和今年完成投资均待填报", "应报22个（签约、开工项目）"]
        )
        == []
    )
    assert "演示数据" not in reading.text
    assert (brief.state, brief.pages, brief.draft) == (BriefState.READY, reading.pages, not Week.current().is_closed)
    assert {font["family"] for font in brief.fonts} >= {
        "Brief Fang",
        "Brief Hei",
        "Brief Kai",
        "Brief Song",
        "Brief Title",
    }
    assert storing.place_of(brief.id).read_bytes() == pdf


async def test_a_brief_of_a_demonstration_says_so_on_every_page(session, at):
    async with at("2026-11-10 10:00"):
        await factories.project(session, name="演示污水处理厂")
    _, pdf = await service.make_and_print(session, HOUSE, W46)
    reading = check.read(pdf)
    assert "演示数据" in reading.text
    assert _drawn(pdf).count("演示数据") == reading.pages + 1  # the foot of each page, and the stamp


def _drawn(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


async def test_a_closed_week_is_told_as_of_its_cut_off_and_later_entries_wait_for_the_next(session, at):
    async with at("2026-11-12 10:00"):
        await factories.project(session, code="T-1")
    async with at("2026-11-18 10:00"):
        await lifecycle.enter_stage(session, HOUSE, "T-1", StageEntryIn(stage=Stage.SIGNED, occurred_on="2026-11-17"))
    async with at("2026-11-20 18:01"):
        entry = StageEntryIn(stage=Stage.STARTED, occurred_on="2026-11-18")
        await lifecycle.enter_stage(session, HOUSE, "T-1", entry)
        await updates.submit(session, HOUSE, "T-1", UpdateIn(week="2026-W47", invested_wan="620.50"))

    async with at("2026-11-27 20:00"):
        first = data_of(await service.make(session, HOUSE, W47))
        second = data_of(await service.make(session, HOUSE, W47.next))
    assert first.as_of == W47.closes_at
    assert [each.stage for each in first.changes.entered] == [Stage.SIGNED]
    assert [each.code for each in first.notes.reporting.missing] == ["T-1"]
    assert [(each.stage, each.late) for each in second.changes.entered] == [(Stage.STARTED, True)]
    assert [each.week for each in second.notes.reporting.supplements] == ["2026-W47"]


async def test_a_corrected_week_counts_in_the_briefs_after_the_correction_only(session, at):
    async with at("2026-11-18 10:00"):
        await factories.project(session, code="T-1")
        await updates.submit(session, HOUSE, "T-1", UpdateIn(week="2026-W47", invested_wan="6205"))
    async with at("2026-11-24 10:00"):
        right = CorrectionIn(invested_wan="620.50", reason="小数点填错")
        await corrections.correct(session, HOUSE, "T-1", W47, right)

    async with at("2026-11-27 20:00"):
        first = data_of(await service.make(session, HOUSE, W47))
        second = data_of(await service.make(session, HOUSE, W47.next))
    assert first.changes.money.amount.amount == Decimal(6205)
    assert second.changes.money.last_week == Decimal("620.50")


async def test_a_running_week_gives_a_draft_as_of_now(session, at):
    async with at("2026-11-18 09:30"):
        await factories.project(session)
        await settle(session)
        brief = await service.make(session, HOUSE, W47)
        assert (brief.draft, brief.as_of) == (True, now())


async def test_a_week_before_the_first_record_says_that_nothing_was_recorded(session):
    _, pdf = await service.make_and_print(session, HOUSE, Week.parse("2025-W10"))
    assert check.read(pdf).missing(["截至3月7日18时，系统内尚无任何登记"]) == []


async def test_a_week_that_has_not_begun_has_no_brief(session):
    with pytest.raises(Invalid, match="还没有开始"):
        await service.make(session, HOUSE, Week.current().next)


async def test_the_data_is_stored_once_and_does_not_follow_later_changes(session, at):
    async with at("2026-11-12 10:00"):
        await factories.project(session, code="T-1", name="甲项目")
    async with at("2026-11-21 10:00"):
        brief = await service.make(session, HOUSE, W47)
    before = dict(brief.data)
    async with at("2026-11-22 10:00"):
        await factories.project(session, code="T-2")
    await session.refresh(brief)
    assert brief.data == before
    assert BriefData.model_validate(brief.data).model_dump(mode="json") == brief.data


async def test_from_what_is_stored_the_same_bytes_are_printed_again(session):
    await factories.project(session, name="甲项目")
    await settle(session)
    brief, pdf = await service.make_and_print(session, HOUSE, Week.current())
    await session.refresh(brief)
    assert (await printed(await editions.of(session, brief))).pdf == pdf


async def test_asked_for_twice_while_it_waits_it_is_one_brief(session):
    first = await service.make(session, HOUSE, Week.last_closed())
    assert await service.make(session, HOUSE, Week.last_closed()) is first


async def waiting(session) -> Brief:
    await factories.project(session, name="甲项目")
    await settle(session)
    brief = await service.make(session, HOUSE, Week.current())
    await session.commit()
    return brief


async def test_the_worker_prints_what_waits_and_leaves_alone_what_is_ready(session):
    brief = await waiting(session)
    task = registered["briefs.print"]
    await task.work(brief_id=str(brief.id))
    await session.refresh(brief)
    assert (brief.state, brief.failure) == (BriefState.READY, None)
    assert check.read(storing.place_of(brief.id).read_bytes()).missing(["甲项目"]) == []

    written = storing.place_of(brief.id).stat().st_mtime_ns
    await task.work(brief_id=str(brief.id))
    assert storing.place_of(brief.id).stat().st_mtime_ns == written
    assert [place.name for place in storing.place_of(brief.id).parent.glob(".*")] == []


async def test_a_job_is_in_the_queue_for_each_brief_that_waits(session):
    brief = await waiting(session)
    waits = await db.sql(session, IN_QUEUE, brief=str(brief.id))
    assert waits.scalar_one() == 1


async def test_what_cannot_be_printed_fails_with_its_reason(session, monkeypatch, tmp_path):
    brief = await waiting(session)
    data = brief.data
    brief.data = data | {"head": data["head"] | {"name": "周报\U00020000\ue000"}}  # a character that no font has
    await session.commit()
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert brief.state is BriefState.FAILED
    assert "字库里没有这些字" in brief.failure
    assert not storing.place_of(brief.id).exists()


async def test_a_job_that_was_given_up_says_so(session):
    brief = await waiting(session)
    await registered["briefs.print"].given_up(brief_id=str(brief.id))
    await session.refresh(brief)
    assert (brief.state, "重新生成" in brief.failure) == (BriefState.FAILED, True)


async def test_a_job_for_a_brief_that_is_not_there_does_nothing(session):
    await jobs.print_brief(str(uuid4()))


async def test_a_key_that_sees_some_projects_only_makes_no_brief_of_all(session):
    limited = Actor(uuid4(), "镇里的程序", Role.OFFICE, scope={"area": "town"}, is_person=False)
    with pytest.raises(Forbidden, match="密钥须能查看全部项目"):
        await service.make(session, limited, Week.current())
