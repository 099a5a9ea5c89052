"""What is missing in the ledger, in the entries into stages, and among those who answer for a project."""

from collections import Counter
from collections.abc import Iterator

from backend.findings.facts import Entry, Facts, Moment
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.projects.vocabulary import DutyKind, Stage
from backend.updates.owing import owes_weekly

DUTIES = {
    Rule.SPONSOR: DutyKind.SPONSOR,
    Rule.OWNER: DutyKind.OWNER,
    Rule.STEWARD: DutyKind.STEWARD,
}
PROOF = {
    Stage.SIGNED: "投资协议",
    Stage.STARTED: "施工许可和首桩、首方混凝土的记录",
    Stage.PRODUCING: "验收或试生产记录",
}


def total(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001  checks have one shape
    if facts.total_investment_wan is None and not facts.has_ended:
        yield Finding(Rule.TOTAL, facts, "总投资没有填")


def plan(facts: Facts, moment: Moment) -> Iterator[Finding]:
    if not owes_weekly(facts.stage, facts.condition):
        return
    if not any(each.year == moment.year and each.annual_plan_wan is not None for each in facts.years):
        yield Finding(Rule.PLAN, facts, f"{moment.year}年计划投资没有填")


def day(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    for entry in facts.entries:
        if entry.occurred_on is None:
            yield _of(Rule.DAY, facts, entry, f"{entry.stage.label}没有日期")


def batch(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    for entry in facts.entries:
        if entry.batch is None:
            yield _of(Rule.BATCH, facts, entry, f"{entry.stage.label}没有期次")


def evidence(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    for entry in facts.entries:
        if not entry.evidence:
            rule = Rule.START_EVIDENCE if entry.stage is Stage.STARTED else Rule.EVIDENCE
            yield _of(rule, facts, entry, f"{entry.stage.label}没有依据，应有{PROOF[entry.stage]}")


def duties(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    if facts.has_ended:
        return
    if not facts.units:
        yield Finding(Rule.UNIT, facts, "没有责任单位，也没有牵头单位")
    held = Counter(duty.kind for duty in facts.duties if duty.until is None)
    for rule, kind in DUTIES.items():
        disabled = [person for of, person in facts.gone if of is kind]
        if held[kind] and held[kind] <= len(disabled):
            yield Finding(rule, facts, f"{kind.label}{'、'.join(disabled)}的账号已停用，没有移交")
        elif not held[kind]:
            gone = max((duty.until for duty in facts.duties if duty.kind is kind and duty.until), default=None)
            yield Finding(rule, facts, f"没有{kind.label}" + ("，前一任已卸任" if gone else ""), since=gone)


def _of(rule: Rule, facts: Facts, entry: Entry, says: str) -> Finding:
    return Finding(rule, facts, says, since=entry.occurred_on, item=entry.id)
