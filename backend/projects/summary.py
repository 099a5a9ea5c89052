from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSTZRANGE
from sqlmodel import Field, SQLModel

from backend.db import Model, choice
from backend.projects.vocabulary import Condition, Signal, Stage
from backend.units import WAN


class Summary(Model, table=True):
    """What lists filter and sort by: a row a project, written together with its version and never by hand."""

    __tablename__ = "summaries"

    project_id: UUID = Field(primary_key=True)
    code: str = Field(max_length=32, unique=True)
    name: str = Field(max_length=200)
    short_name: str = Field(max_length=40)
    kind: str = Field(max_length=32, index=True)
    area: str | None = Field(default=None, max_length=32, index=True)
    cluster: str | None = Field(default=None, max_length=32)
    programme: str | None = Field(default=None, max_length=32, index=True)
    annual_lists: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    """Such as `2026:construction`."""
    units: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    """Codes of the units that have a duty today."""
    stage: Stage | None = Field(default=None, sa_type=choice(Stage), index=True)
    condition: Condition = Field(default=Condition.UNDER_WAY, sa_type=choice(Condition))
    signal: Signal = Field(default=Signal.UNRATED, sa_type=choice(Signal), index=True)
    total_investment: Decimal | None = Field(default=None, sa_type=WAN)
    annual_plan: Decimal | None = Field(default=None, sa_type=WAN)
    money_year: int | None = None
    """The year that plan and investment here are of: another year they say nothing about."""
    invested_in_year: Decimal | None = Field(default=None, sa_type=WAN)
    last_week: str | None = Field(default=None, max_length=8)
    last_update_at: datetime | None = None
    search: str = Field(default="", sa_type=Text)
    """Names, aliases, codes, pinyin and initials, in lower case, between line breaks."""
    version: int
    seq: int = Field(sa_type=BigInteger, index=True)
    """Number of the project version that is current: lists join the stored document by it."""
    updated_at: datetime = Field(index=True)
    computed_signal: Signal = Field(default=Signal.UNRATED, sa_type=choice(Signal))
    """The light by the rules; `signal` is the one that is shown."""
    light_reason: str | None = Field(default=None, sa_type=Text)
    """Why it is red or amber: the reasons of the worst axes."""
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """What rates count of it beside all this (`timeline.figures`)."""


past_summaries = Table(
    "past_summaries",
    SQLModel.metadata,
    Column("during", TSTZRANGE, nullable=False),
    *(
        Column(each.name, each.type, primary_key=each.name == "seq", nullable=each.nullable)
        for each in Summary.metadata.tables["summaries"].columns
    ),
    Index("past_summaries_during_idx", "during", postgresql_using="gist"),
)
"""The summaries that were, each with the span of time in which it stood: what `as_of` filters and sorts by.

A trigger moves a summary here when the next one takes its place, column by column: one added there is added here."""
