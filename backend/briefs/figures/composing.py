"""The whole brief from its snapshot."""

from backend.briefs.data import BriefData, Head, Listed, Scope
from backend.briefs.data.ranking import Naming
from backend.briefs.figures.blocks import blocks
from backend.briefs.figures.changes import changes
from backend.briefs.figures.due import due
from backend.briefs.figures.lights import lights
from backend.briefs.figures.notes import notes
from backend.briefs.figures.overall import overall
from backend.briefs.figures.problems import problems
from backend.briefs.figures.ranking import ranking
from backend.briefs.figures.sums import invested_of, plan_of, row_of
from backend.briefs.models import BriefKind
from backend.briefs.snapshot import Snapshot
from backend.config import Settings

RANKING = (BriefKind.WEEKLY, BriefKind.CIRCULAR)
LISTED_MOST = 100  # tens of rows belong in a brief; a list of thousands is a sheet of its own


def compose(
    snapshot: Snapshot, settings: Settings, kind: BriefKind = BriefKind.WEEKLY, naming: Naming = Naming.BOTH
) -> BriefData:
    recorded = bool(snapshot.now or snapshot.then or snapshot.outside_now)
    weekly = recorded and kind is BriefKind.WEEKLY
    return BriefData(
        kind=kind.value,
        scope=snapshot.scope,
        head=_head(settings, snapshot.scope),
        week=snapshot.week.label,
        week_year=snapshot.week.year,
        week_number=snapshot.week.number,
        as_of=snapshot.as_of,
        since=snapshot.since,
        draft=snapshot.draft and kind is BriefKind.WEEKLY,
        demonstration=snapshot.demonstration,
        overall=overall(snapshot) if recorded else None,
        changes=changes(snapshot) if recorded else None,
        blocks=blocks(snapshot, _chosen(snapshot, settings, kind)),
        lights=lights(snapshot) if weekly else None,
        problems=problems(snapshot) if recorded else None,
        ranking=ranking(snapshot, naming if kind is BriefKind.CIRCULAR else None)
        if recorded and kind in RANKING
        else None,
        due=due(snapshot) if weekly else None,
        notes=notes(snapshot) if recorded else None,
        listed=_listed(snapshot) if kind is BriefKind.APPENDIX or len(snapshot.now) <= LISTED_MOST else [],
    )


def _chosen(snapshot: Snapshot, settings: Settings, kind: BriefKind) -> list[str]:
    """Whom it tells of one by one: whom the office chose; of a sponsor every project, of one matter that one; an appendix
    has its rows."""
    if kind is BriefKind.WEEKLY:
        return [code.strip() for code in settings.brief_blocks.split(",")]
    if kind is BriefKind.APPENDIX:
        return []
    if kind is BriefKind.SPECIAL and snapshot.scope:
        return [snapshot.scope.code]
    return [document.code for document in snapshot.now]


def _head(settings: Settings, scope: Scope | None) -> Head:
    return Head(
        name=settings.brief_title,
        mark=settings.brief_mark,
        unit=f"{settings.place_name}{settings.office_name}",
        place=scope.name if scope else f"全{settings.place_name[-1]}",
        report_to=settings.brief_report_to,
        send_to=settings.brief_send_to,
        copies=settings.brief_copies,
    )


def _listed(snapshot: Snapshot) -> list[Listed]:
    year = snapshot.week.year
    return [
        Listed(
            code=document.code,
            name=document.name,
            row=row_of(document),
            total=document.total_investment_wan,
            plan=plan_of(document, year),
            invested=invested_of(document, year),
            signal=document.signal,
        )
        for document in snapshot.now
    ]
