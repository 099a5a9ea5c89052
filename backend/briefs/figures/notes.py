"""八、数据说明: who reported, and what the data checks found."""

from backend.briefs.data import Finding, Missing, Notes, Reporting, Rule, Supplement
from backend.briefs.figures.sums import owes
from backend.briefs.snapshot import Snapshot
from backend.findings.checking import check
from backend.findings.facts import Facts, Moment
from backend.timeline.document import ProjectDocument
from backend.updates.models import ReviewVerdict


def notes(snapshot: Snapshot) -> Notes:
    return Notes(reporting=_reporting(snapshot), findings=_findings(snapshot))


def _reporting(snapshot: Snapshot) -> Reporting:
    owing = [document for document in snapshot.now if owes(document)]
    sent = [snapshot.of_week[document.code] for document in owing if document.code in snapshot.of_week]
    names = {document.code: document.short_name for document in snapshot.now}
    return Reporting(
        owed=len(owing),
        on_time=len(sent),
        unchanged=sum(report.unchanged for report in sent),
        missing=[
            Missing(
                code=d.code,
                name=d.short_name,
                last=d.last_update.week if d.last_update else None,
                weeks=snapshot.silent.get(d.code),
            )
            for d in owing
            if d.code not in snapshot.of_week
        ],
        returned=[d.short_name for d in owing if d.code in snapshot.of_week and is_returned(d, snapshot)],
        supplements=[
            Supplement(code=report.code, name=names[report.code], week=report.week.label)
            for report in snapshot.supplements
            if report.code in names
        ],
    )


def is_returned(document: ProjectDocument, snapshot: Snapshot) -> bool:
    """By the document of the cut-off: mended since then or not, then it stood returned."""
    last = document.last_update
    if last is None or last.week != snapshot.week.label or last.review is None:
        return False
    return last.review.verdict is ReviewVerdict.RETURNED


def _findings(snapshot: Snapshot) -> list[Finding]:
    return [
        Finding(rule=rule, names=[concerned[code] for code in sorted(concerned)])
        for rule, concerned in concerned_by_rule(snapshot).items()
        if concerned
    ]


def concerned_by_rule(snapshot: Snapshot) -> dict[Rule, dict[str, str]]:
    """Short names by code; checked as of the cut-off, by nothing but the documents of then."""
    closed = snapshot.week.previous if snapshot.draft else snapshot.week
    moment = Moment(day=snapshot.day, closed=closed, year=snapshot.week.year)
    names: dict[Rule, dict[str, str]] = {rule: {} for rule in Rule}
    for found in check([_facts(snapshot, document) for document in snapshot.now], moment):
        names[found.rule][found.project.code] = found.project.short_name
    return names


def _facts(snapshot: Snapshot, document: ProjectDocument) -> Facts:
    facts, before = Facts.model_validate(document), snapshot.before.get(document.code)
    if before and before.last_update and facts.last_update and before.last_update.week < facts.last_update.week:
        facts.said_before = before.last_update.site_progress
    return facts
