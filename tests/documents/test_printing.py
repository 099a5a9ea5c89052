"""Printing: what is in the file, what a document may not do, and what happens when printing goes wrong."""

import asyncio
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil
import pypdf
import pytest

from backend.config import settings
from backend.documents.check import missing_from, read
from backend.documents.job import Job, PrintingFailed, Proof
from backend.documents.ordering import printer as standing_by
from backend.documents.places import font_folders
from backend.documents.press import print_pdf
from backend.documents.workplaces import surroundings, workplace
from tests.documents import sample
from tests.documents.conftest import DATA
from tests.documents.printers import at_work


def bare(body: str) -> str:
    return f"<!DOCTYPE html><html lang=zh-CN><title>文件</title><body><main>{body}</main>"


async def refusal(html: str) -> str:
    with pytest.raises(PrintingFailed) as failed:
        await print_pdf(html)
    return failed.value.message


@pytest.fixture
def left_behind(data_dir):
    return lambda: list((data_dir / "cache" / "printing").iterdir())


async def test_the_same_document_twice_gives_the_same_bytes(printed):
    again = await print_pdf(sample.html(), attachments=[DATA], pictures={"site.png": sample.picture()})
    assert again.pdf == printed.pdf


async def test_a_copy_of_the_printer_that_stands_by_prints_what_a_fresh_one_prints(printed):
    job = Job(
        html=sample.html(),
        font_folders=[str(place) for place in font_folders(settings.data_dir)],
        attachments=[DATA],
        pictures={"site.png": sample.picture()},
        memory_mb=1024,
        cpu_seconds=60,
    )
    with workplace(settings.data_dir / "cache" / "printing") as place:
        fresh = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "backend.documents.child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **surroundings(place.folder)},
        )
        answer, _ = await fresh.communicate(job.model_dump_json().encode())
    assert Proof.model_validate_json(answer).pdf == printed.pdf


async def test_a_document_of_text_tables_and_pictures_is_printed(printed):
    assert printed.pages == 13


async def test_what_made_the_document_is_recorded(printed):
    assert {"weasyprint", "pango", "harfbuzz", "fontconfig", "style sheet"} <= printed.made_with.keys()
    assert {font.family for font in printed.fonts} == {
        *("Brief Fang", "Brief Kai", "Brief Hei", "Brief Song", "Brief Title", "Brief Rare")
    }
    assert all(re.fullmatch(r"[0-9a-f]{64}", font.sha256) and font.file and font.version for font in printed.fonts)


async def test_the_file_is_an_archive_that_carries_its_data_once(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"part[\"=>]+\s*3", xmp)
    assert re.search(r"conformance[\"=>]+\s*A", xmp)
    assert reader.attachments["data.json"] == [DATA.content]
    assert [file.get_object()["/AFRelationship"] for file in root["/AF"]] == ["/Source"]


async def test_a_screen_reader_finds_language_headings_and_what_pictures_show(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf))
    root = reader.trailer["/Root"]
    tags, said = set(), []

    def walk(node):
        node = node.get_object()
        tags.add(node.get("/S"))
        said.extend([str(node["/Alt"])] if "/Alt" in node else [])
        for kid in node.get("/K", []):
            if not isinstance(kid, int):
                walk(kid)

    walk(root["/StructTreeRoot"])
    assert root["/Lang"] == "zh-CN"
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= tags
    assert any("落后 3.97亿元" in words for words in said)
    assert "钢结构吊装（11月18日）" in said
    assert (reader.metadata.title, reader.metadata.author) == (
        "重大项目建设周报 第47期（总第99期）",
        "市重大项目建设办公室",
    )


async def test_rare_characters_are_printed_with_glyphs_of_their_own(printed):
    assert missing_from(printed.pdf, ["㙍上村", "大𠮷食用菌", "龘达机械", "滹沱河", "崞阳古城"]) == []
    assert read(printed.pdf).faults(most_pages=20) == []


@pytest.mark.parametrize(
    "forbidden",
    [
        '<img src="file:///etc/passwd" alt="文件">',
        '<img src="http://127.0.0.1/x.png" alt="网络">',
        '<img src="data:image/png;base64,AAAA" alt="数据">',
        '<style>@import "https://example.org/a.css";</style>',
        '<p style="background: url(../../etc/passwd)">样式</p>',
        '<a rel="attachment" href="file:///etc/passwd">附件</a>',
    ],
)
async def test_a_document_may_fetch_nothing_that_it_was_not_given(forbidden, left_behind):
    assert "清单以外的地址" in await refusal(bare(forbidden))
    assert left_behind() == []


async def test_a_drawing_may_fetch_nothing_either():
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>图</title><image href="file:///etc/passwd"/></svg>'
    )
    assert "Failed to render SVG" in await refusal(bare(drawing))


async def test_a_character_that_no_font_has_is_named():
    assert "“😀”（U+1F600）" in await refusal(bare("<p>开工大吉😀</p>"))


async def test_what_the_renderer_complains_of_fails_the_document():
    assert "colour: red" in await refusal(bare('<p style="colour: red">样式写错</p>'))


async def test_a_printer_that_takes_too_long_is_stopped(left_behind, monkeypatch):
    monkeypatch.setattr(settings, "print_seconds", 1)
    reason = await refusal(sample.short("<p>很长的一段。</p>" * 5000))
    assert "超过1秒的处理器时间" in reason
    assert left_behind() == []


async def test_a_printer_that_only_waits_is_stopped_by_the_clock(left_behind, monkeypatch):
    await print_pdf(bare("<p>一</p>"))
    monkeypatch.setattr("backend.documents.press.PATIENCE", 0.001)
    assert "没有完成，已停止" in await refusal(bare("<p>一</p>"))
    assert left_behind() == []


async def test_a_reader_who_goes_away_leaves_nothing_running(left_behind):
    reader = asyncio.create_task(print_pdf(sample.html(), pictures={"site.png": sample.picture()}))
    await printer()
    assert len(left_behind()) == 1
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert left_behind() == []
    assert at_work(psutil.Process()) == []


async def test_what_a_killed_parent_left_is_cleared_away_by_the_next_printing(data_dir, left_behind):
    left = data_dir / "cache" / "printing" / "left"
    left.mkdir(parents=True)
    await print_pdf(bare("<p>一</p>"))
    assert left_behind() == [left]  # somebody may just be about to use it
    os.utime(left, (time.time() - 60,) * 2)
    await print_pdf(bare("<p>一</p>"))
    assert left_behind() == []


async def test_nobody_clears_away_where_another_is_printing(data_dir, left_behind):
    async with printing():
        (other,) = left_behind()
        os.utime(other, (time.time() - 60,) * 2)
        await print_pdf(bare("<p>一</p>"))
        assert left_behind() == [other]


@asynccontextmanager
async def printing() -> AsyncIterator[asyncio.Task]:
    """A document on its way, with its printer at work."""
    task = asyncio.create_task(print_pdf(sample.html(), pictures={"site.png": sample.picture()}))
    try:
        await printer()
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


async def printer(other_than: int = 0) -> psutil.Process:
    async with asyncio.timeout(60):
        while True:
            if others := [each for each in at_work(psutil.Process()) if each.pid != other_than]:
                return others[0]
            await asyncio.sleep(0.02)


async def test_a_printer_that_is_killed_prints_once_more(printed, left_behind):
    async with printing() as task:
        (await printer()).kill()
        assert (await task).pages == printed.pages
    assert left_behind() == []


async def test_a_printer_that_is_killed_twice_has_failed(left_behind):
    async with printing() as task:
        first = await printer()
        first.kill()
        (await printer(other_than=first.pid)).kill()
        with pytest.raises(PrintingFailed, match="SIGKILL"):
            await task
    assert left_behind() == []


async def test_a_printer_that_stood_by_and_has_gone_is_started_anew(left_behind):
    await print_pdf(bare("<p>一</p>"))
    standing_by.process.kill()
    assert (await print_pdf(bare("<p>一</p>"))).pages == 1
    assert left_behind() == []


async def test_when_the_printer_that_stands_by_goes_its_copies_work_is_done_again(printed, left_behind):
    async with printing() as task:
        standing_by.process.kill()
        (await printer()).kill()
        assert (await task).pages == printed.pages
    assert left_behind() == []


@pytest.mark.parametrize("memory_mb", [120, 260])
async def test_a_printer_that_wants_too_much_memory_is_stopped(memory_mb, left_behind, monkeypatch):
    monkeypatch.setattr(settings, "print_memory_mb", memory_mb)
    assert "内存" in await refusal(sample.short("<p>很长的一段。</p>" * 20))
    assert left_behind() == []


async def test_missing_fonts_are_named_with_the_way_to_get_them(monkeypatch):
    monkeypatch.setattr("backend.documents.press.font_folders", lambda _: [])
    message = await refusal(bare("<p>没有字体</p>"))
    assert "缺少字体：仿宋、楷体、黑体、宋体、小标宋" in message
    assert "make run" in message


async def test_the_office_s_own_fonts_come_first(data_dir):
    kai = next(place / "FandolKai-Regular.otf" for place in font_folders(data_dir) if place.is_dir())
    own = data_dir / "fonts" / "仿宋.otf"
    own.parent.mkdir()
    try:
        own.write_bytes(kai.read_bytes())
        printed = await print_pdf(bare("<p>自备的字体</p>"))
    finally:
        own.unlink()
        own.parent.rmdir()
    fang = next(font for font in printed.fonts if font.family == "Brief Fang")
    assert (fang.file, fang.name) == ("仿宋.otf", "FandolKai")


def test_the_renderer_is_never_loaded_into_the_web_process():
    program = "import sys, backend.app, backend.documents.press, backend.documents.check; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "backend.documents.press" in loaded
    assert "weasyprint" not in loaded
