"""Whether this installation is alive, and whether it is ready to serve: for balancers, supervisors and `doctor`."""

import asyncio
import os
from functools import cache

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, migrating
from backend.config import settings

PATIENCE = 5  # seconds until a database that does not answer counts as away
LATEST_BEAT = text("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
LONGEST_SILENCE = 30  # seconds; the worker beats every five

router = APIRouter()
newest_revision = cache(migrating.newest)


@router.get("/healthz", include_in_schema=False)
async def alive() -> JSONResponse:
    return JSONResponse({"alive": True})


@router.get("/readyz", include_in_schema=False)
async def ready() -> JSONResponse:
    """200 if all is well, else 503; the body tells what is not."""
    found = await state()
    return JSONResponse(found, 200 if all(found.values()) else 503, {"cache-control": "no-store"})


async def state() -> dict[str, bool]:
    found = {"database": False, "migrations": False, "worker": False, "files": files_writable()}
    try:
        async with asyncio.timeout(PATIENCE), db.sessions() as session:
            found["migrations"] = await migrating.revision(session) == newest_revision()
            found["database"] = True
            found["worker"] = found["migrations"] and await worker_beats(session)
    except (SQLAlchemyError, OSError, TimeoutError):
        pass  # what is known by then is the answer
    return found


async def worker_beats(session: AsyncSession) -> bool:
    silence = (await db.sql(session, LATEST_BEAT)).scalar()
    return silence is not None and silence < LONGEST_SILENCE


def files_writable() -> bool:
    place = settings.files if settings.files.exists() else settings.data_dir
    return os.access(place, os.W_OK | os.X_OK)
