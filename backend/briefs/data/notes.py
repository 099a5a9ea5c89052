from backend.briefs.data.parts import Part, Row
from backend.labels import Labelled
from backend.projects.vocabulary import Signal
from backend.units import Wan


class Missing(Part):
    """A project whose update of the week is not there."""

    code: str
    name: str
    last: str | None
    """The last week that it reported, such as `2026-W46`; null when it never did."""


class Supplement(Part):
    """An update of an earlier week, sent between the two cut-offs."""

    code: str
    name: str
    week: str


class Reporting(Part):
    """Who sent the update of the week."""

    owed: int
    """Signed and started projects that neither stand still nor have ended."""
    on_time: int
    unchanged: int
    """How many of those on time said 本周无变化."""
    missing: list[Missing]
    supplements: list[Supplement]


class Rule(Labelled):
    """What the data checks look for so far."""

    TOTAL = "total", "总投资待填报"
    PLAN = "plan", "年度计划待填报"
    DAY = "day", "阶段日期待填报"
    BATCH = "batch", "阶段期次待填报"
    EVIDENCE = "evidence", "开工或投产依据待填报"
    UNIT = "unit", "没有责任单位"
    SPONSOR = "sponsor", "没有包联领导"
    OWNER = "owner", "没有责任人"
    STEWARD = "steward", "没有专员"
    OVER = "over", "累计完成投资超过总投资"
    PASSED = "passed", "预计节点已过、没有登记到达"


class Finding(Part):
    rule: Rule
    names: list[str]
    """Short names of the projects that it concerns."""


class Notes(Part):
    """八、数据说明"""

    reporting: Reporting
    findings: list[Finding]


class Listed(Part):
    """A row of 全部项目一览."""

    code: str
    name: str
    row: Row
    total: Wan | None
    plan: Wan | None
    invested: Wan | None
    signal: Signal
