"""Printing the appendix: part after part, each checked, then joined. Parts that were printed before the worker was
ended are there when it comes back, and how many there are is what a reader is told meanwhile."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from uuid import UUID

from backend.briefs.appendix.laying import Stretch, parted, parts_of, texts
from backend.briefs.data import Edition, Listed
from backend.briefs.rendering import appendix_html, front_of, sheet_of, text_of
from backend.briefs.sheet import Sheet
from backend.config import settings
from backend.documents.job import Attachment, Printed, Wanted
from backend.documents.joining import join
from backend.documents.press import print_pdf
from backend.ids import digest

MOST_PAGES = 60  # of one part


async def printed(edition: Edition, brief_id: UUID) -> Printed:
    """The whole document. Raises PrintingFailed, which says why there is none."""
    began, place = time.monotonic(), _place(brief_id)
    place.mkdir(parents=True, exist_ok=True)
    sheet = sheet_of(edition)
    kept: list[Path] = []
    page = 1
    for number, stretch in enumerate(parted(sheet)):
        path, part = await _part(edition, sheet, replace(stretch, page=page), place / f"{number:04}")
        kept.append(path)
        page += part.pages
    pdf = await join(kept)
    rmtree(place, ignore_errors=True)
    seconds = time.monotonic() - began
    return Printed(pdf=pdf, pages=page - 1, fonts=part.fonts, made_with=part.made_with, seconds=seconds)


async def _part(edition: Edition, sheet: Sheet, stretch: Stretch, start: Path) -> tuple[Path, Printed]:
    html = appendix_html(edition, sheet, stretch)
    path = start.with_name(f"{start.name}-{digest(html)[:12]}.json")
    if path.exists():
        return path, Printed.model_validate_json(path.read_bytes())
    proof = await print_pdf(
        html,
        attachments=_attached(edition) if stretch.is_first else [],
        wanted=_wanted(sheet, stretch, front_of(edition).title),
    )
    beside = path.with_suffix(".new")
    beside.write_text(proof.model_dump_json())
    beside.replace(path)
    return path, proof


def _attached(edition: Edition) -> list[Attachment]:
    return [Attachment(name=f"{edition.data.week}.json", content=text_of(edition.data).encode())]


def _wanted(sheet: Sheet, stretch: Stretch, title: tuple[str, ...]) -> Wanted:
    said = [*texts(sheet, stretch), *(title if stretch.is_first else ())]
    return Wanted(called="项目一览", texts=said, most_pages=MOST_PAGES)


def progress(brief_id: UUID, listed: Sequence[Listed]) -> tuple[int, int]:
    """How many parts are printed, and how many there will be."""
    return len(list(_place(brief_id).glob("*.json"))), parts_of(listed)


def _place(brief_id: UUID) -> Path:
    return settings.data_dir / "cache" / "appendices" / str(brief_id)
