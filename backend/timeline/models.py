from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, UniqueConstraint

from backend.db import Model, choice
from backend.labels import Labelled


class Operation(Labelled):
    UPSERT = "upsert", "更新"
    DELETED = "deleted", "删除"


class Step(Labelled):
    """What a version means to whoever sees only one scope."""

    ENTERED = "entered", "进入范围"
    STAYED = "stayed", "仍在范围"
    LEFT = "left", "离开范围"


class ProjectVersion(Model, table=True):
    """A project's document as one transaction left it. Numbers are dense and in the order of commits."""

    __tablename__ = "project_versions"
    __table_args__ = (UniqueConstraint("project_id", "version"),)

    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    project_id: UUID
    code: str = Field(max_length=32, index=True)
    version: int
    operation: Operation = Field(sa_type=choice(Operation))
    at: datetime = Field(index=True)
    actor_id: UUID | None = None
    actor_unit: str | None = Field(default=None, max_length=80)
    via: str = Field(max_length=16)
    changed: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    """Names of the parts of the document that differ from the version before."""
    digest: str = Field(max_length=64)
    shape: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """In which shape the document is written (see `document.SHAPE`); 0 is from before they were counted."""
    document: str | None = Field(default=None, sa_type=Text)
    """The text that every door sends, byte for byte; none when the project was deleted."""


class ScopeEntry(Model, table=True):
    """That a version belongs to the feed of a scope (`area:zone`, `unit:…`, `programme:…`): the project is in it, or
    was in it until then. Written with the version and never again, so that what a narrow key was told stays true."""

    __tablename__ = "scope_entries"

    scope: str = Field(max_length=48, primary_key=True)
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    step: Step = Field(sa_type=choice(Step))
