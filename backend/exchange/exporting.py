"""Out to others: the ledger as a sheet, and the stored documents line by line, of what the reader may see.

Each export reads in a transaction of its own that sees one moment; the request's own has nothing more to ask."""

import asyncio
from tempfile import TemporaryDirectory
from typing import IO

import structlog
from fastapi import Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.accounts.actor import Actor
from backend.clock import today
from backend.config import settings
from backend.exchange import ledger, stored
from backend.exchange.columns import Book
from backend.exchange.spooling import spooled
from backend.exchange.writing import Csv, Writer, Xlsx
from backend.labels import Labelled
from backend.projects.listing import Filters, Sort
from backend.timeline import following, older

log = structlog.get_logger()
NDJSON = "application/x-ndjson"
CURSOR = "x-feed-cursor"


class Format(Labelled):
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"

    @property
    def media_type(self) -> str:
        if self is Format.CSV:
            return "text/csv"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def sheet(session: AsyncSession, actor: Actor, filters: Filters, sort: Sort, form: Format) -> Response:
    """The ledger of these projects."""
    await db.release(session)

    async def write(file: IO[bytes]) -> None:
        with TemporaryDirectory(prefix="sanpi-export-") as folder:
            async with db.snapshots.begin() as reading:
                book = await stored.book(reading, actor)
                writer = _writer(file, form, book, folder)
                count = 0
                async for batch in stored.documents(reading, actor, filters, sort):
                    await asyncio.to_thread(_add, writer, batch, count + 1, book)
                    count += len(batch)
            await asyncio.to_thread(writer.close)
        noted(f"projects.{form}", actor, count)

    return await spooled(write, form.media_type, name=f"重大项目台账-{today()}.{form}")


def _writer(file: IO[bytes], form: Format, book: Book, folder: str) -> Writer:
    title, remarks = ledger.title(settings.place_name), ledger.remarks(book)
    if form is Format.CSV:
        return Csv(file, ledger.COLUMNS, title, remarks)
    return Xlsx(file, ledger.COLUMNS, title, remarks, folder)


def _add(writer: Writer, texts: list[str], first: int, book: Book) -> None:
    writer.add(ledger.row(number, older.read(text), book) for number, text in enumerate(texts, first))


async def lines(session: AsyncSession, actor: Actor, filters: Filters) -> Response:
    """One document a line, byte for byte as it is stored; a header says from where in the feed to go on."""
    await db.release(session)
    headers: dict[str, str] = {}

    async def write(file: IO[bytes]) -> None:
        count = 0
        async with db.snapshots.begin() as reading:
            headers[CURSOR] = (await following.read(reading, actor, following.NOW, 1)).next
            async for batch in stored.documents(reading, actor, filters):
                file.write("".join(f"{text}\n" for text in batch).encode())
                count += len(batch)
        noted("export.ndjson", actor, count)

    return await spooled(write, NDJSON, headers=headers)


def noted(what: str, actor: Actor, projects: int) -> None:
    """That much left the house at once is an event of the log: what, to whom, how much of it."""
    log.info("exported", what=what, to=str(actor.id), via=actor.via, projects=projects)
