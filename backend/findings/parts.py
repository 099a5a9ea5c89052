"""What the API says of a finding."""

from datetime import date
from typing import Self

from backend.findings.found import Finding
from backend.findings.rules import BLOCKED, TOLD, Rule
from backend.web.schema import Output


class FindingPart(Output):
    """`mend` is the page of this site where one mends it."""

    rule: Rule
    label: str
    project: str
    short_name: str
    unit: str | None
    unit_name: str | None
    says: str
    since: date | None
    mend: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        unit, name = finding.unit or (None, None)
        return cls(
            rule=finding.rule,
            label=finding.rule.label,
            project=finding.project.code,
            short_name=finding.project.short_name,
            unit=unit,
            unit_name=name,
            says=finding.says,
            since=finding.since,
            mend=finding.mend,
        )


class FindingRulePart(Output):
    """A rule with what it asks; `rule` is null for what the database refuses anyway, so that it is never found."""

    rule: Rule | None
    label: str
    says: str
    count: int


def rules(found: dict[Rule, int]) -> list[FindingRulePart]:
    told = [FindingRulePart(rule=r, label=r.label, says=TOLD[r].asks, count=found.get(r, 0)) for r in Rule]
    return [FindingRulePart(rule=None, label=BLOCKED[0], says=BLOCKED[1], count=0), *told]
