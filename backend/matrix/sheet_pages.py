"""A matrix to take along: for the wall as PDF, for the desk as a sheet of Excel."""

import asyncio
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter, Response

from backend import db
from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.exchange.exporting import Format
from backend.exchange.spooling import spooled
from backend.feed import installation
from backend.matrix import composing, papers, service, sheet

router = APIRouter(prefix="/matrices", include_in_schema=False)


@router.get("/{matrix}/matrix.pdf")
async def show_matrix_pdf(matrix: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, matrix)
    laid = await composing.of(session, person, found)
    demonstration = await installation.is_demonstration(session)
    await db.release(session)
    pdf = await papers.printed(found, laid, demonstration=demonstration)
    name = quote(f"{found.title}-{today()}")
    headers = {
        "content-disposition": f"inline; filename*=UTF-8''{name}.pdf",
        "cache-control": "private, no-cache",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)


@router.get("/{matrix}/matrix.xlsx")
async def export_matrix_xlsx(matrix: str, session: Session, person: Person) -> Response:
    found = await service.get(session, person, matrix)
    laid = await composing.of(session, person, found)
    await db.release(session)

    async def write(file: IO[bytes]) -> None:
        await asyncio.to_thread(sheet.write, file, found.title, laid)

    return await spooled(write, Format.XLSX.media_type, name=f"{found.title}-{today()}.xlsx")
