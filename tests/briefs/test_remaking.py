"""An issued document is made again from its JSON, byte for byte, or not at all."""

import asyncio
import os
import sys
from hashlib import sha256

import pytest

from backend.accounts.actor import the_house
from backend.briefs import service, storing
from backend.briefs.life.remaking import remake
from backend.config import ROOT
from backend.weeks import Week
from tests import factories
from tests.briefs import life

ELSEWHERE = """
import asyncio, hashlib, sys
from backend.briefs.data import Edition
from backend.briefs.printing import printed
edition = Edition.model_validate_json(sys.stdin.read())
sys.stdout.write(hashlib.sha256(asyncio.run(printed(edition)).pdf).hexdigest())
"""


@pytest.fixture
async def issued(session, everybody):
    await factories.project(session, name="甲项目")
    await factories.settle(session)
    brief, _ = await service.make_and_print(session, the_house("cli"), Week.parse("2026-W46"))
    await session.commit()
    return await life.issued(session, brief, everybody)


async def test_the_same_versions_make_the_same_bytes(issued):
    remade = await remake(issued)
    assert (remade.same, "逐字节相同" in remade.words) == (True, True)
    assert remade.pdf == storing.place_of_issued(issued.brief_id).read_bytes()


async def test_another_process_in_another_time_zone_makes_the_same_bytes(issued, data_dir):
    zone = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LANG": "C", "SANPI_DATA_DIR": str(data_dir)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", ELSEWHERE), stdin=pipe, stdout=pipe, env={**os.environ, **zone}, cwd=ROOT
    )
    told, _ = await process.communicate(issued.edition.encode())
    assert told.decode() == issued.sha256


async def test_other_versions_make_nothing_and_say_which(issued):
    issued.made_with = issued.made_with | {"weasyprint": "69.0"}
    remade = await remake(issued)
    assert (remade.same, remade.pdf) == (None, b"")
    assert remade.words.startswith("版本不同，未重制：weasyprint 69.0 → ")


async def test_another_font_makes_nothing_and_is_named(issued):
    first, *others = issued.fonts
    issued.fonts = [first | {"sha256": sha256(b"another").hexdigest()}, *others]
    remade = await remake(issued)
    assert remade.same is None
    assert f"{first['family']} {first['file']}" in remade.words


async def test_another_template_makes_nothing(issued):
    issued.html_sha256 = "0" * 64
    remade = await remake(issued)
    assert (remade.same, "模板" in remade.words) == (None, True)


async def test_an_edition_that_somebody_changed_is_found_out(issued):
    issued.edition = issued.edition.replace("重大项目办公室", "招商办公室")
    assert (await remake(issued)).same is None
