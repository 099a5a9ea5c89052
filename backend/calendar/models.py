from datetime import date
from uuid import UUID

from sqlmodel import Field

from backend.db import Model, choice
from backend.ids import uuid7
from backend.labels import Labelled


class DayKind(Labelled):
    HOLIDAY = "holiday", "放假"
    WORKDAY = "workday", "上班"


class CalendarDay(Model, table=True):
    """A day that the official calendar names: off (放假, also the weekends within), or a weekend worked (调休上班).

    `name` is the holiday it belongs to; `source` says where the row comes from: a library, or a notice (文号)."""

    __tablename__ = "calendar_days"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    day: date = Field(unique=True)
    kind: DayKind = Field(sa_type=choice(DayKind))
    name: str = Field(max_length=40)
    source: str = Field(max_length=120)
