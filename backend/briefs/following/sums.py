"""Figures over the projects as they stand at the cut-off: how many there are, and their money."""

from collections.abc import Sequence

from backend.briefs.data import Row as StageOf
from backend.briefs.figures.overall import current_batch, time_of_year, within
from backend.briefs.figures.pace import due, has_months
from backend.briefs.figures.sums import comparable, invested_of, money_of, plan_of, row_of
from backend.briefs.following.followed import Followed, Row, rows_of
from backend.briefs.sentences.overall import THREE
from backend.briefs.snapshot import Snapshot
from backend.signals.rate_lists import RULES, Behind, behind, title
from backend.signals.rates import RateKind, amounts, rate
from backend.timeline.document import ProjectDocument
from backend.timeline.figures import counted, figures

WHOLE = "全部项目"


def projects(snapshot: Snapshot, which: str) -> Followed | None:
    chosen = _chosen(snapshot, which)
    if chosen is None:
        return None
    name, documents = chosen
    rule = "截止时刻的全部项目；每个项目只在一行，停工、终止的先于阶段"
    return Followed(f"{name}的个数", rule, rows_of(documents))


def total(snapshot: Snapshot, which: str) -> Followed | None:
    if which == "then":
        rule = "上次截止时刻已填报的总投资相加"
        return Followed("上次截止时的总投资", rule, rows_of(snapshot.then, lambda d: d.total_investment_wan))
    return _sum(snapshot, which, "总投资")


def plan(snapshot: Snapshot, which: str) -> Followed | None:
    return _sum(snapshot, which, "年度计划")


def invested(snapshot: Snapshot, which: str) -> Followed | None:
    return _sum(snapshot, which, "今年完成投资")


def _sum(snapshot: Snapshot, which: str, what: str) -> Followed | None:
    chosen = _chosen(snapshot, which)
    if chosen is None:
        return None
    name, documents = chosen
    return money_of_some(what, name, documents, snapshot.week.year)


def money_of_some(what: str, name: str, documents: Sequence[ProjectDocument], year: int) -> Followed:
    """总投资, 年度计划 or 今年完成投资 of these projects."""
    taken = {
        "总投资": (lambda d: d.total_investment_wan, "已填报的总投资相加，没有填报的不算"),
        "年度计划": (lambda d: plan_of(d, year), "已填报的年度计划投资相加，没有填报的不算"),
        "今年完成投资": (lambda d: invested_of(d, year), "年初以来完成投资相加：年初余额加各周报送，更正过的按更正后"),
    }
    amount, rule = taken[what]
    return Followed(f"{name}的{what}", rule, rows_of(documents, amount))


def done(snapshot: Snapshot, which: str) -> Followed | None:
    """What the completion compares; `plan` gives the other side of it."""
    of_plan = which == "plan"
    chosen = _chosen(snapshot, "" if of_plan else which)
    return completion(*chosen, snapshot.week.year, of_plan=of_plan) if chosen else None


def completion(name: str, documents: Sequence[ProjectDocument], year: int, *, of_plan: bool = False) -> Followed:
    both = [document for document in documents if comparable([document], year)]
    rows = rows_of(both, lambda d: plan_of(d, year) if of_plan else invested_of(d, year))
    notes = {document.code: f"计划{plan_of(document, year)}万元" for document in both}
    rule = "年度投资完成率＝今年完成投资÷年度计划，只算两个数都已填报的项目，本期新进的也在内"
    return Followed(
        f"{name}的{'年度计划' if of_plan else '完成投资'}（两数都已填报的）",
        rule,
        [Row(row.code, row.name, row.amount, "" if of_plan else notes[row.code]) for row in rows],
    )


def due_by_now(snapshot: Snapshot, which: str) -> Followed | None:
    """按分月计划应完成; `spread` are those without a plan of months."""
    year = snapshot.week.year
    _, place = time_of_year(snapshot.day, year)
    day = within(snapshot.day, year)
    documents = [document for document in snapshot.now if comparable([document], year)]
    parts = {document.code: part for document in documents if (part := money_of(document, year))}
    if which == "spread":
        rest = [document for document in documents if not has_months(parts[document.code])]
        return Followed("没有分月计划的项目", "年度计划按月均分", rows_of(rest))
    rule = "到截止那天应完成的投资：有分月计划的按分月计划，当月按天折算；没有的，年度计划按月均分"
    return Followed("按计划应完成投资", rule, rows_of(documents, lambda d: due([parts[d.code]], day, place).now))


def of_rate(snapshot: Snapshot, which: str) -> Followed | None:
    kind, _, part = which.partition(".")
    if kind not in set(RateKind) or part not in set(Behind):
        return None
    found, asked = RateKind(kind), Behind(part)
    year = snapshot.week.year
    known = {each.code: counted(each, figures(each), year) for each in snapshot.now}
    codes = set(behind(rate(found, list(known.values()), current_batch(snapshot)), asked))
    side = 0 if asked is Behind.NUMERATOR else 1
    rows = [
        Row(d.code, d.name, amounts(found, known[d.code])[side] if found.is_of_money else None)
        for d in snapshot.now
        if d.code in codes
    ]
    return Followed(title(found, asked), RULES[found], rows)


def _chosen(snapshot: Snapshot, which: str) -> tuple[str, list[ProjectDocument]] | None:
    if not which:
        return snapshot.scope.name if snapshot.scope else WHOLE, list(snapshot.now)
    if which == "three":
        return "“三个一批”项目", [document for document in snapshot.now if row_of(document) in THREE]
    row = next((each for each in StageOf if each == which), None)
    return (row.label, [document for document in snapshot.now if row_of(document) is row]) if row else None
