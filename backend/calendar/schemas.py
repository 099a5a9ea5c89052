from datetime import date
from typing import Annotated

from pydantic import Field

from backend.calendar.models import DayKind
from backend.web.schema import Input, Output

Name = Annotated[str, Field(min_length=1, max_length=40)]
Source = Annotated[str, Field(min_length=1, max_length=120)]
LONGEST_TEXT = 20_000


class MarkIn(Input):
    """What the official calendar says of a day."""

    day_kind: DayKind
    """放假还是（周末）上班"""
    holiday: Name
    """哪个节日，例如 国庆节"""
    source: Source
    """依据，例如放假通知的文号"""


class CalendarDayIn(MarkIn):
    day: date
    """哪一天"""


class CalendarImportIn(Input):
    """A year's notice as text, a line for each day or run of days."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    """一行一天或一段：日期,放假或上班,节日；一段写成 2027-10-01至2027-10-07"""
    source: Source
    """依据，例如放假通知的文号"""


class CalendarDayOut(Output):
    day: date
    day_kind: DayKind = Field(validation_alias="kind")
    holiday: str = Field(validation_alias="name")
    source: str


class CalendarYearOut(Output):
    """A year of the official calendar; one that is not known counts Monday to Friday."""

    year: int
    is_known: bool
    working_days: int
    named_days: list[CalendarDayOut]


class CalendarImportOut(Output):
    days_added: int
    days_changed: int
    days_unchanged: int
