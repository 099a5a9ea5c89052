"""Pack and minutes on paper: filled, printed in the printing process, and read back before anybody gets them."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from backend.clock import BEIJING
from backend.config import settings
from backend.documents import templating
from backend.documents.front import Front
from backend.documents.job import Wanted
from backend.documents.keeping import keep
from backend.documents.press import print_pdf
from backend.ids import digest
from backend.meetings.minutes import Minutes
from backend.meetings.models import ReviewMeeting
from backend.meetings.pack import Pack
from backend.web.formats import md

MOST_PAGES = 60
TEMPLATE = "meeting-1.0"
one_at_a_time = asyncio.Semaphore(1)
"""Who reads waits a moment; the machine has other things to do than to print many at once."""


def pack_html(meeting: ReviewMeeting, pack: Pack, *, draft: bool) -> str:
    front = _front(meeting, "调度会材料", pack.as_of, pack, draft=draft)
    return templating.document("meetings/pack.j2", front, layout="documents/layout.j2", pack=pack)


def minutes_html(meeting: ReviewMeeting, pack: Pack, minutes: Minutes) -> str:
    front = _front(meeting, "调度会纪要", minutes.dated, pack, draft=minutes.draft)
    return templating.document("meetings/minutes.j2", front, layout="documents/layout.j2", minutes=minutes)


async def printed(html: str, texts: Iterable[str], *, kept: bool) -> bytes:
    """What does not change any more is printed once. Raises PrintingFailed, which says why there is no paper."""
    place = _place(html)
    if kept and place.exists():
        return place.read_bytes()
    async with one_at_a_time:
        wanted = Wanted(called="调度会的文件", texts=list(texts), most_pages=MOST_PAGES)
        proof = await print_pdf(html, wanted=wanted)
    if kept:
        keep(place, proof.pdf)
    return proof.pdf


def texts_of(pack: Pack) -> Iterator[str]:
    """Everything that the paper must be found to say."""
    yield from pack.situation
    for each in (*pack.followed, *pack.earlier):
        yield from (each.what, each.unit, each.state)
    for item in pack.items:
        yield item.title
        yield item.words or ""
        for name, value in item.facts:
            yield from (name, value)


def _front(meeting: ReviewMeeting, kind: str, dated: datetime, pack: Pack, *, draft: bool) -> Front:
    present = [*pack.people, *pack.units]
    return Front(
        kind=kind,
        name=kind,
        title=(f"{settings.place_name}重大项目{kind}", f"（{md(meeting.held_on, year=True)}）"),
        unit=f"{settings.place_name}{settings.office_name}",
        dated=dated.astimezone(BEIJING),
        as_of=pack.as_of.astimezone(BEIJING),
        template=TEMPLATE,
        data_sha256=digest(pack.model_dump_json()),
        issue=f"{meeting.year}年第{meeting.number}次" + ("（草稿）" if draft else ""),
        number=meeting.code,
        mark=settings.brief_mark,
        demo=pack.demonstration,
        circulation=(("发", f"{'、'.join(present)}。" if present else ""),),
    )


def _place(html: str) -> Path:
    return settings.data_dir / "cache" / "meetings" / f"{digest(html)}.pdf"
