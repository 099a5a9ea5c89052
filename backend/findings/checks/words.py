"""形象进度 that says less than the week before: the same sentence with a smaller percentage."""

import re
from collections.abc import Iterator

from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.weeks import Week

PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[%％]")
CORRECTED = re.compile("更正|订正|核减|重新测算|重新核定|上次填错")
CLAUSE = re.compile(r"[，。；,;\s]+")


def site_progress(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    last = facts.last_update
    if last is None or not last.site_progress or not facts.said_before or CORRECTED.search(last.site_progress):
        return
    before, now = _shares(facts.said_before), _shares(last.site_progress)
    for what, share in now.items():
        if what in before and share < before[what]:
            week = Week.parse(last.week)
            says = f"第{week.number}周写{what.format(share)}，上一次写的是{before[what]:g}%"
            yield Finding(
                Rule.BACKWARDS, facts, says, since=week.closes_at.date(), mended_at="/projects/{code}#h-weeks"
            )


def _shares(text: str) -> dict[str, float]:
    """Each clause with one percentage, and how much it says: `主体完成{:g}%` → 85."""
    clauses = [(clause, PERCENT.findall(clause)) for clause in CLAUSE.split(text)]
    braced = [(clause.replace("{", "").replace("}", ""), found) for clause, found in clauses if len(found) == 1]
    return {PERCENT.sub("{:g}%", clause): float(found[0]) for clause, found in braced}
