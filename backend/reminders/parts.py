"""What the API says of reminders, leave and missing reports."""

from datetime import date, datetime
from uuid import UUID

from backend.outgoing.models import Sending
from backend.reminders.listing import Line, Step, Unreported
from backend.reminders.models import Leave, Reminder, ReminderKind
from backend.web.schema import Output
from backend.weeks import Week


class UnreportedPart(Output):
    """A project whose update of the week is not there. `climbed_to` is who hears of it now."""

    code: str
    short_name: str
    units: list[str]
    weeks_missing: int
    last_week: str | None
    climbed_to: Step

    @classmethod
    def of(cls, line: Line) -> "UnreportedPart":
        each = line.owing
        return cls(
            code=each.code,
            short_name=each.name,
            units=[code for code, _ in line.units],
            weeks_missing=each.weeks,
            last_week=each.last.label if each.last else None,
            climbed_to=line.step,
        )


class UnreportedOut(Output):
    week: str
    closes_at: datetime
    owed_projects: int
    unreported: list[UnreportedPart]

    @classmethod
    def of(cls, found: Unreported) -> "UnreportedOut":
        return cls(
            week=found.week.label,
            closes_at=found.week.closes_at,
            owed_projects=found.owed,
            unreported=[UnreportedPart.of(line) for line in found.lines],
        )


class ReminderPart(Output):
    """A reminder that was made. `mail_state` is null where none was to be sent."""

    id: UUID
    week: str
    reminder_kind: ReminderKind
    account: str
    project_codes: list[str]
    on_site: bool
    mail_state: Sending | None
    made_at: datetime

    @classmethod
    def of(cls, row: Reminder) -> "ReminderPart":
        return cls(
            id=row.id,
            week=Week(row.week_start).label,
            reminder_kind=row.kind,
            account=row.account.name,
            project_codes=[each["code"] for each in row.items],
            on_site=row.here,
            mail_state=row.mail.state if row.mail else None,
            made_at=row.made_at,
        )


class LeavePart(Output):
    id: UUID
    account: str
    since: date
    until: date
    stand_in: str | None

    @classmethod
    def of(cls, row: Leave) -> "LeavePart":
        stand_in = row.stand_in.name if row.stand_in else None
        return cls(id=row.id, account=row.account.name, since=row.since, until=row.until, stand_in=stand_in)
