"""Who owes a weekly update: it comes from the calendar and the project's state, not from the last submission."""

from datetime import date, datetime

from backend.clock import BEIJING
from backend.projects.vocabulary import Condition, Stage
from backend.weeks import WEEK, Week

WEEKLY = (Stage.SIGNED, Stage.STARTED)


def owes_weekly(stage: Stage | None, condition: Condition) -> bool:
    """Signed and started projects that go on. A producing one owes its output once a month, the pipeline nothing."""
    return stage in WEEKLY and condition is Condition.UNDER_WAY


def weeks_missing(last_week: str | None, last_closed: Week) -> int | None:
    """Closed weeks since the last update; none when there never was one."""
    if last_week is None:
        return None
    return max((last_closed.start - Week.parse(last_week).start) // WEEK, 0)


def days_since(at: datetime | None, today: date) -> int | None:
    """Days on the calendar of Beijing since the last update."""
    return (today - at.astimezone(BEIJING).date()).days if at else None
