"""Which period a circular tells of and whom it names: chosen when it is made, kept in its data, the same in its correction."""

from backend.briefs.data import BriefData
from backend.briefs.data.ranking import Naming, Subject, UnitRanking
from backend.briefs.models import BriefKind
from backend.briefs.sentences.ranking import nobody, overview
from backend.briefs.snapshot import month_of
from backend.clock import today
from backend.errors import Invalid
from backend.targets.periods import Period
from backend.weeks import Week


def fitting(kind: BriefKind, week: Week, subject: Subject | None) -> Subject | None:
    """The subject, if a circular at the cut-off of that week can be about it."""
    if kind is not BriefKind.CIRCULAR:
        return None
    found = subject or Subject(month_of(week))
    day = min(week.closes_at.date(), today())
    if found.period.starts_on > day:
        raise Invalid.field("period", f"到{day}，{found.period.label}还没有开始，请选已经开始的期间", found.period.code)
    return found


def told_of(data: BriefData) -> Subject | None:
    """What a circular that was made is about."""
    if data.kind != BriefKind.CIRCULAR.value or data.ranking is None:
        return None
    return Subject(Period.parse(data.ranking.period), data.ranking.naming)


def why_none(told: UnitRanking | None) -> str:
    """Empty when there is something to tell."""
    if told is None or not told.is_shown:
        return f"{''.join(overview(told)) or '还没有登记过项目，'}不能出通报"
    if told.naming is not Naming.BOTH and not told.told:
        return (
            f"{Period.parse(told.period).label}{nobody(told)}不能单独出{told.naming.label}，可以出表扬和批评一并的通报"
        )
    return ""
