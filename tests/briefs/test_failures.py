"""What goes wrong while a brief is made: it fails loudly, with the reason in words, and nothing goes anywhere."""

import asyncio
import os
import sys
from datetime import timedelta

import psutil
import pytest
import structlog
from sqlalchemy import text

from backend import clock, db, worker
from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import jobs, service, storing
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefState, Issuance
from backend.cli.diagnosis import of_briefs
from backend.config import ROOT, settings
from backend.documents import keeping
from backend.weeks import Week
from tests import factories
from tests.briefs import life
from tests.documents.printers import at_work
from tests.running.test_jobs import AT_ONCE, run_until_empty

HOUSE = the_house("cli")
W46 = Week.parse("2026-W46")
SILENT = text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
IN_HAND = text("SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'briefs.print'")


@pytest.fixture
async def ordered(session, everybody):
    """签发 is ordered and the number reserved."""
    await factories.project(session, name="甲项目")
    await factories.settle(session)
    brief, _ = await service.make_and_print(session, HOUSE, W46)
    await session.commit()
    return await life.ordered(session, brief, everybody)


async def failed(session, brief: Brief) -> tuple[str, list]:
    with structlog.testing.capture_logs() as logs:
        await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert brief.state is BriefState.FAILED
    assert await session.get(Issuance, brief.id) is None
    assert not storing.place_of_issued(brief.id).exists()
    assert list((settings.data_dir / "cache" / "printing").iterdir()) == []
    return brief.failure, [each["event"] for each in logs if each["log_level"] == "error"]


async def test_without_its_font_nothing_is_issued_and_the_font_is_named(session, ordered, monkeypatch):
    monkeypatch.setattr("backend.documents.press.font_folders", lambda _: [])
    reason, alarms = await failed(session, ordered)
    assert ("缺少字体：仿宋" in reason, alarms) == (True, ["brief failed"])


async def test_beyond_its_memory_nothing_is_issued(session, ordered, monkeypatch):
    monkeypatch.setattr(settings, "print_memory_mb", 200)
    reason, alarms = await failed(session, ordered)
    assert ("内存" in reason, alarms) == (True, ["brief failed"])


async def test_beyond_its_time_nothing_is_issued(session, ordered, monkeypatch):
    monkeypatch.setattr(settings, "print_seconds", 1)
    monkeypatch.setattr(
        "backend.briefs.printing.printed_html", lambda *_: "<main>" + "<p>很长的一段。</p>" * 9000 + "</main>"
    )
    reason, alarms = await failed(session, ordered)
    assert ("1秒" in reason, alarms) == (True, ["brief failed"])


async def test_a_disk_that_is_full_leaves_no_half_file_and_is_said(session, ordered, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        await jobs.print_brief(str(ordered.id))
    monkeypatch.undo()
    place = storing.place_of_issued(ordered.id)
    assert list(place.parent.glob(f"*{place.stem}*")) == []
    await jobs.print_brief(str(ordered.id))  # there is room again
    await session.refresh(ordered)
    assert ordered.state is BriefState.READY


async def test_the_office_is_told_on_the_list_and_the_page(session, client, everybody, ordered, monkeypatch):
    monkeypatch.setattr("backend.documents.press.font_folders", lambda _: [])
    await failed(session, ordered)
    listed = (await client(everybody[Role.OFFICE]).get("/briefs")).text
    assert "缺少字体" in listed
    assert "缺少字体" in (await client(everybody[Role.OFFICE]).get(f"/briefs/{ordered.id}")).text
    assert "缺少字体" not in (await client(everybody[Role.STEWARD]).get("/briefs")).text
    assert (await standing.of(session, ordered)).number.code == "2026-1"  # kept for the retry


async def test_the_doctor_says_which_brief_failed_until_it_is_made_anew(session, ordered, monkeypatch):
    assert await of_briefs(session) == []
    monkeypatch.setattr("backend.documents.press.font_folders", lambda _: [])
    await failed(session, ordered)
    (finding,) = await of_briefs(session)
    assert finding.well is False
    assert finding.sentence.startswith("2026-W46 的周报没有生成：缺少字体")
    await service.make(session, HOUSE, W46)
    assert await of_briefs(session) == []


async def test_a_worker_killed_in_the_middle_leaves_the_brief_to_another(committed, data_dir):
    async with db.begin(via="cli") as session:
        await factories.project(session, name="甲项目")
    async with db.begin(via="cli") as session:
        with clock.set_to(clock.now() + timedelta(days=14)):
            brief = await service.make(session, HOUSE, Week.current().previous)
    killed = await a_worker(committed, data_dir)
    await printer_of(killed.pid)
    printers = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    await killed.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, printers, 30)  # they have nobody to answer to, and end
    assert alive == []
    rooms = data_dir / "cache" / "printing"
    for left in rooms.iterdir():
        os.utime(left, (1_600_000_000,) * 2)

    queue = worker.queue_of(committed)
    async with queue.open_async():
        await changed(SILENT)
        await worker.take_back_stalled(queue)
        await changed(AT_ONCE)
        await run_until_empty(queue)
    async with db.sessions() as session:
        assert (await session.get_one(Brief, brief.id)).state is BriefState.READY
        assert (await db.sql(session, IN_HAND)).all() == [("succeeded", 2)]
    assert list(rooms.iterdir()) == []


async def a_worker(url: str, data_dir) -> asyncio.subprocess.Process:
    env = os.environ | {"SANPI_DATABASE_URL": url, "SANPI_DATA_DIR": str(data_dir)}
    program = f"import asyncio; from backend.worker import work; asyncio.run(work({url!r}))"
    null = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=ROOT, env=env, stdout=null, stderr=null
    )


async def printer_of(pid: int) -> psutil.Process:
    async with asyncio.timeout(60):
        while True:
            if printers := at_work(psutil.Process(pid)):
                return printers[0]
            await asyncio.sleep(0.02)


async def changed(statement) -> None:
    async with db.sessions.begin() as session:
        await db.sql(session, statement)
