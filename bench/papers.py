"""A weekly brief of 200 projects, data to PDF, beside Chromium printing the same HTML."""

import asyncio
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from backend import db, wiring
from backend.accounts.actor import the_house
from backend.briefs import rendering, service
from backend.briefs.data import Edition
from backend.briefs.life import editions
from backend.weeks import Week
from bench import world
from bench.table import Row

PROJECTS, WEEKS, LIMIT_SECONDS = 200, 47, 5


async def make(url: str) -> tuple[float, int, Edition]:
    """Seconds from the rows to a checked PDF, its pages, and what it was made from."""
    async with wiring.house_at(url):
        await world.build(PROJECTS, WEEKS)
        began = time.perf_counter()
        async with db.begin(via="bench") as session:
            brief, _ = await service.make_and_print(session, the_house("bench"), Week.current())
            seconds = time.perf_counter() - began
            return seconds, brief.pages or 0, await editions.of(session, brief)


def rows(url: str) -> list[Row]:
    seconds, pages, edition = asyncio.run(make(url))
    note = f"{PROJECTS} projects, {pages} pages"
    found = [
        Row("a brief, data to PDF", f"{seconds:.1f} s", f"{LIMIT_SECONDS} s", seconds / LIMIT_SECONDS, 1, "≤", note)
    ]
    if chromium := shutil.which("chromium"):
        theirs = printing(chromium, rendering.html_of(edition))
        found.append(
            Row("the same, beside Chromium", f"{seconds:.1f} s", f"{theirs:.1f} s", seconds / theirs, 1, "≤", note)
        )
    return found


def printing(chromium: str, html: str) -> float:
    """Seconds that Chromium takes to print the document, its own start included, as ours includes that of a process."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        command = [
            chromium,
            *flags,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={folder}/page.pdf",
            str(page),
        ]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return time.perf_counter() - began
