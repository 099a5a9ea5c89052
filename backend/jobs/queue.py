import json
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db

DEFER = text(
    "SELECT (procrastinate_defer_jobs_v1(ARRAY["
    "ROW('default', :name, 0, NULL, NULL, CAST(:arguments AS jsonb), CAST(:not_before AS timestamptz))::procrastinate_job_to_defer_v1]))[1]"
)


async def enqueue(
    session: AsyncSession, task_name: str, *, not_before: datetime | None = None, **arguments: Any
) -> int:
    """Put a job into the queue, in the transaction of the rows that make it necessary: both stay or none does.
    Arguments are what JSON can hold: an id goes as its text. `not_before` lets it wait in the queue until then."""
    made = await db.sql(session, DEFER, name=task_name, arguments=json.dumps(arguments), not_before=not_before)
    return int(made.scalar_one())
