"""八、数据说明: who reported, and what the data checks found."""

from collections.abc import Callable

from backend.briefs.data import Finding, Missing, Notes, Reporting, Row, Rule, Supplement
from backend.briefs.figures.overall import live
from backend.briefs.figures.sums import owes, plan_of, row_of
from backend.briefs.snapshot import Snapshot
from backend.projects.vocabulary import DutyKind, Stage
from backend.timeline.document import ProjectDocument

Check = Callable[[ProjectDocument], bool]


def notes(snapshot: Snapshot) -> Notes:
    checks = _checks(snapshot)
    found = [(rule, [d.short_name for d in snapshot.now if concerns(d)]) for rule, concerns in checks.items()]
    return Notes(
        reporting=_reporting(snapshot), findings=[Finding(rule=rule, names=names) for rule, names in found if names]
    )


def _reporting(snapshot: Snapshot) -> Reporting:
    owing = [document for document in snapshot.now if owes(document)]
    sent = [snapshot.of_week[document.code] for document in owing if document.code in snapshot.of_week]
    names = {document.code: document.short_name for document in snapshot.now}
    return Reporting(
        owed=len(owing),
        on_time=len(sent),
        unchanged=sum(report.unchanged for report in sent),
        missing=[
            Missing(code=d.code, name=d.short_name, last=d.last_update.week if d.last_update else None)
            for d in owing
            if d.code not in snapshot.of_week
        ],
        supplements=[
            Supplement(code=report.code, name=names[report.code], week=report.week.label)
            for report in snapshot.supplements
            if report.code in names
        ],
    )


def _checks(snapshot: Snapshot) -> dict[Rule, Check]:
    year = snapshot.week.year
    return {
        Rule.TOTAL: lambda d: d.total_investment_wan is None,
        Rule.PLAN: lambda d: owes(d) and plan_of(d, year) is None,
        Rule.DAY: lambda d: any(entry.occurred_on is None for entry in live(d)),
        Rule.BATCH: lambda d: any(entry.batch is None for entry in live(d)),
        Rule.EVIDENCE: lambda d: any(not e.evidence for e in live(d) if e.stage is not Stage.SIGNED),
        Rule.UNIT: lambda d: _lacks(d, DutyKind.RESPONSIBLE, DutyKind.LEAD),
        Rule.SPONSOR: lambda d: _lacks(d, DutyKind.SPONSOR),
        Rule.OWNER: lambda d: _lacks(d, DutyKind.OWNER),
        Rule.STEWARD: lambda d: _lacks(d, DutyKind.STEWARD),
        Rule.OVER: _over,
        Rule.PASSED: lambda d: any(
            m.reached_on is None and m.forecast_on is not None and m.forecast_on < snapshot.day for m in d.milestones
        ),
    }


def _lacks(document: ProjectDocument, *kinds: DutyKind) -> bool:
    """Nobody has that duty now. Who ended needs nobody any more."""
    held = {duty.kind for duty in document.duties if duty.until is None}
    return row_of(document) is not Row.TERMINATED and not held & set(kinds)


def _over(document: ProjectDocument) -> bool:
    invested, whole = document.invested_total_wan, document.total_investment_wan
    return invested is not None and whole is not None and invested > whole
