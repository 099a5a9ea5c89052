"""The ledger as a file, from the list of projects and with its filters."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from backend.accounts.auth import Person
from backend.db import Session
from backend.exchange import exporting
from backend.exchange.exporting import Format
from backend.projects.listing import Filters, Sort
from backend.web.schema import Blank

router = APIRouter(include_in_schema=False)


class Asked(Filters):
    """As the list is asked for."""

    sort: Annotated[Sort | None, Blank] = None


@router.get("/projects.xlsx")
async def export_xlsx(session: Session, person: Person, asked: Annotated[Asked, Query()]) -> Response:
    return await exporting.sheet(session, person, asked, asked.sort or Sort.CODE, Format.XLSX)


@router.get("/projects.csv")
async def export_csv(session: Session, person: Person, asked: Annotated[Asked, Query()]) -> Response:
    return await exporting.sheet(session, person, asked, asked.sort or Sort.CODE, Format.CSV)
