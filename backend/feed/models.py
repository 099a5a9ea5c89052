from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.db import Model


class Change(Model, table=True):
    """One line of the record of all that changed. Only the database writes it (see `tracking`), and never again."""

    __tablename__ = "changes"

    seq: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime
    subject: str = Field(max_length=64)
    subject_id: UUID = Field(index=True)
    project_id: UUID | None = Field(index=True)
    operation: str = Field(max_length=6)
    before: dict[str, Any] | None = Field(sa_type=JSONB)
    after: dict[str, Any] | None = Field(sa_type=JSONB)
    actor_id: UUID | None
    via: str = Field(max_length=16)


class Touched(Model, table=True):
    """A note that a transaction touched a project whose next version is still to be written.

    Settled by the transaction itself; what raw SQL leaves here is settled by the worker."""

    __tablename__ = "touched"

    id: int = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity(always=True)])
    project_id: UUID
    shown: bool = False
    """The project only shows the row that changed: no new version if its document stays the same."""
    txid: str = Field(sa_type=Text, sa_column_kwargs={"server_default": text("pg_current_xact_id()::text")}, index=True)
    actor_id: UUID | None = None
    via: str = Field(max_length=16)


class Installation(Model, table=True):
    """This installation: one row, which says whether it is a demonstration and holds the secret of its cursors."""

    __tablename__ = "installation"

    id: int = Field(default=1, primary_key=True)
    epoch: UUID
    secret: str
    demonstration: bool = False
    home: str | None = Field(default=None, max_length=120)
    """Where in which PostgreSQL this row was when the epoch began: a restored copy is elsewhere."""
