"""Paper: a weekly brief beside Chromium printing the same HTML, unit briefs side by side, and the appendix of all."""

import asyncio
import math
import shutil
import subprocess
import time
from collections.abc import Collection, Coroutine
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backend import db, wiring
from backend.accounts.actor import the_house
from backend.briefs import rendering
from backend.briefs.appendix import printing as of_appendix
from backend.briefs.data import Edition, Edits, Scope
from backend.briefs.data.scope import ScopeKind
from backend.briefs.figures.composing import compose
from backend.briefs.models import BriefKind
from backend.briefs.printing import printed
from backend.briefs.snapshot import take
from backend.clock import now
from backend.config import settings
from backend.documents.job import Printed
from backend.ids import uuid7
from backend.weeks import Week
from backend.worker import AT_ONCE
from bench import world
from bench.memory import children, peak_of_children
from bench.table import Row

PROJECTS, WEEKS, UNITS, ROUNDS = 200, 47, 30, 3
NAMED = ",".join(f"B-{number:06}" for number in range(6))
MOST_MB = 350
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def rows(url: str, listed: int) -> list[Row]:
    """`listed` is how many projects the appendix has; that of a fifth of them stands beside it."""
    settings.brief_blocks = NAMED
    return asyncio.run(_rows(url, listed))


async def _rows(url: str, listed: int) -> list[Row]:
    others = children()
    async with wiring.house_at(url):
        await world.build(PROJECTS, WEEKS)
        await world.share_out(UNITS)
        began = time.perf_counter()
        weekly = await edition(BriefKind.WEEKLY)
        reading = time.perf_counter() - began
        units = [await edition(BriefKind.WEEKLY, f"u{number}") for number in range(UNITS)]
        found = await beside_chromium(weekly, reading, others)
        found.append(await side_by_side(units))
        await world.build(listed - PROJECTS, 1, seed=8, first=PROJECTS)
        return [*found, *await of_all(listed, others)]


async def edition(kind: BriefKind, unit: str | None = None) -> Edition:
    scope = Scope(kind=ScopeKind.UNIT, code=unit, name=f"示范单位{unit}") if unit else None
    async with db.begin(via="bench") as session:
        snapshot = await take(session, the_house("bench"), Week.current(), now(), scope)
    return Edition(dated=now(), imprint=None, corrects=None, data=compose(snapshot, settings, kind), edits=Edits())


async def beside_chromium(weekly: Edition, reading: float, others: Collection[int]) -> list[Row]:
    """In turn, and of each its best round: others use the machine too. The printer stands by, as it does in a house
    at work; Chromium starts, as it does for whoever prints with it."""
    await printed(weekly)
    chromium, html = shutil.which("chromium"), rendering.html_of(weekly)
    ours, theirs = Best(), Best()
    for _ in range(ROUNDS):
        with peak_of_children(others) as peak:
            began = time.perf_counter()
            pages = (await printed(weekly)).pages
            ours.take(time.perf_counter() - began, peak.mb)
        if chromium:
            with peak_of_children(children()) as peak:
                seconds = printing(chromium, html)
            theirs.take(seconds, peak.mb)
    note = f"{PROJECTS} projects, {pages} pages, read back and checked; from the rows to the data {reading:.2f} s"
    return [
        row("a weekly brief, data to PDF", ours.seconds, theirs.seconds, "s", note),
        row(
            "its memory at the highest, beside Chromium's", ours.mb, theirs.mb, "MB", "with the printer that stands by"
        ),
    ]


@dataclass
class Best:
    """The quickest of several rounds, and the most memory that any of them took."""

    seconds: float = math.inf
    mb: float = 0

    def take(self, seconds: float, mb: float) -> None:
        self.seconds, self.mb = min(self.seconds, seconds), max(self.mb, mb)


def row(what: str, ours: float, theirs: float, unit: str, note: str) -> Row:
    return Row(what, f"{ours:.3g} {unit}", f"{theirs:.3g} {unit}", ours / theirs if theirs else 0, 1, "≤", note)


def printing(chromium: str, html: str) -> float:
    """Seconds that Chromium takes to print the document."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        out = f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf"
        began = time.perf_counter()
        subprocess.run([chromium, *FLAGS, *out, str(page)], check=True, capture_output=True, timeout=120)
        return time.perf_counter() - began


async def side_by_side(units: list[Edition]) -> Row:
    """As the worker does it: as many at once as there are cores."""
    one_by_one = await timed([printed(unit) for unit in units], at_once=1)
    together = await timed([printed(unit) for unit in units], at_once=AT_ONCE)
    note = f"{AT_ONCE} at once"
    return Row(
        f"{UNITS} unit briefs in a batch",
        f"{together:.1f} s",
        f"{one_by_one:.1f} s",
        one_by_one / together,
        1.8,
        note=note,
    )


async def timed(printings: list[Coroutine[Any, Any, Printed]], at_once: int) -> float:
    room = asyncio.Semaphore(at_once)

    async def one(each: Coroutine[Any, Any, Printed]) -> None:
        async with room:
            await each

    began = time.perf_counter()
    await asyncio.gather(*map(one, printings))
    return time.perf_counter() - began


async def of_all(listed: int, others: Collection[int]) -> list[Row]:
    """The appendix of all projects, and one of a fifth of them: its time goes with the rows, its memory does not."""
    whole = await edition(BriefKind.APPENDIX)
    fifth = whole.model_copy(
        update={"data": whole.data.model_copy(update={"listed": whole.data.listed[: listed // 5]})}
    )
    took, most, pages = [], Best(), 0
    for each in (fifth, whole):
        with peak_of_children(others) as peak:
            began = time.perf_counter()
            pages = (await of_appendix.printed(each, uuid7())).pages
            took.append(time.perf_counter() - began)
        most.take(took[-1], peak.mb)
    fine = f"{listed} projects, {pages} pages"
    return [
        Row(
            "appendix, a row against that of a fifth",
            f"{took[1]:.0f} s",
            f"5 × {took[0]:.0f} s",
            took[1] / took[0] / 5,
            1.2,
            "≤",
            fine,
        ),
        Row("its memory at the highest", f"{most.mb:.0f} MB", f"{MOST_MB} MB", most.mb / MOST_MB, 1, "≤", fine),
    ]
