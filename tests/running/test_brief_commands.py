"""`sanpi brief year` and `sanpi brief remake`: what is issued, what a failure leaves behind, and how it goes on."""

import asyncio
from datetime import date

import psycopg
import pytest

from backend import db, wiring
from backend.config import settings
from seed.demo import Span, Telling, briefing
from tests import databases

WEEKS = 2
NUMBERS = """
    SELECT n.number, n.serial_number, n.week_start::text, i.brief_id IS NOT NULL
    FROM brief_numbers n LEFT JOIN issuances i USING (brief_id) WHERE n.series = '' ORDER BY n.number
"""
ISSUED = [(1, 1, "2026-11-09", True), (2, 2, "2026-11-16", True)]
RESERVED = [(*row[:3], False) for row in ISSUED]


@pytest.fixture(scope="module")
def origin(template):
    """A house with two demonstration weeks, of which no brief is issued."""
    name = databases.name_of(template)
    with databases.database(template, f"{name}_two_weeks", name) as url:
        asyncio.run(told(url))
        yield url


async def told(url):
    async with wiring.house_at(url):
        await Telling(Span.ending(WEEKS, date(2026, 11, 24))).write(lambda _: None)


def numbers():
    with psycopg.connect(db.libpq_url(settings.database_url)) as connection:
        return connection.execute(NUMBERS).fetchall()


def test_a_year_is_issued_in_one_go_once_and_each_issue_can_be_made_again(sanpi, tmp_path):
    code, lines, _ = sanpi("brief", "year")
    assert (code, lines[-1].startswith(f"签发了 {WEEKS} 期")) == (0, True)
    assert numbers() == ISSUED
    code, lines, _ = sanpi("brief", "year")
    assert (code, lines[-1].startswith("签发了 0 期")) == (0, True)
    assert numbers() == ISSUED

    again = tmp_path / "again.pdf"
    code, lines, _ = sanpi("brief", "remake", "2026-2", "--out", str(again))
    assert (code, lines[-1]) == (0, "已用存档的数据重制，与签发时逐字节相同")
    originals = [path.read_bytes() for path in (settings.files / "briefs" / "issued").glob("*.pdf")]
    assert again.read_bytes() in originals
    code, _, complaint = sanpi("brief", "remake", "2026-9")
    assert (code, "2026-9" in complaint or "没有" in complaint) == (1, True)


def test_after_a_failure_every_number_stays_with_its_week_and_the_next_run_goes_on(sanpi, monkeypatch):
    async def cut_off(_):
        pass

    with monkeypatch.context() as hurried:
        hurried.setattr(briefing.jobs, "print_brief", cut_off)
        code, lines, _ = sanpi("brief", "year")
    assert (code, "没有排完" in lines[-1]) == (1, True)
    assert numbers() == RESERVED

    with monkeypatch.context() as without:
        without.setattr("backend.documents.press.font_folders", lambda _: [])
        code, lines, _ = sanpi("brief", "year")
    assert (code, [line[:8] for line in lines[-WEEKS:]]) == (1, ["2026-W46", "2026-W47"])
    assert all("缺少字体" in line for line in lines[-WEEKS:])
    assert numbers() == RESERVED

    assert sanpi("brief", "year")[0] == 0
    assert numbers() == ISSUED
