"""The summaries that stood at a moment: those of today that have not changed since, and those that gave way later."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import TIMESTAMP, literal, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import aliased
from sqlmodel import select

from backend.projects.summary import Summary, past_summaries

COLUMNS = tuple(Summary.model_fields)


def standing(moment: datetime) -> type[Summary]:
    """The summaries that stood at a moment, to be asked like those of today: each project that there was, once."""
    at = sql_cast(literal(moment), TIMESTAMP(timezone=True))
    today = Summary.metadata.tables[str(Summary.__tablename__)]
    unchanged_since = select(*today.c).where(today.c.updated_at <= at)
    past = select(*(past_summaries.c[each.name] for each in today.c)).where(past_summaries.c.during.op("@>")(at))
    return cast("type[Summary]", aliased(Summary, union_all(unchanged_since, past).subquery("standing")))


def columns(of: type[Summary]) -> list[Any]:
    """All of a summary, as columns: as an entity it would be taken for the summary of today."""
    return [getattr(of, name) for name in COLUMNS]


def summary(row: Any) -> Summary:
    """What stands in `columns`, as a summary that belongs to no session."""
    return Summary(**{name: getattr(row, name) for name in COLUMNS})
