"""What the project office may do with a project in its present state. Pure."""

from backend.projects.vocabulary import STAGES
from backend.timeline.document import ProjectDocument

Action = tuple[str, str]
"""The route of a form, and what people call it."""
LEDGER = [
    ("edit_project", "改台账"),
    ("new_duty", "分派职责"),
    ("new_developer", "加项目单位"),
    ("new_alias", "加别名"),
    ("new_annual_entry", "列入年度清单"),
    ("new_annual_plan", "定年度计划"),
    ("new_monthly_plans", "定分月计划"),
    ("new_opening_balance", "登记期初余额"),
    ("new_statistics", "登记统计数"),
    ("new_funding", "定资金来源"),
    ("new_fund_plan", "定资金到位计划"),
    ("new_fund_arrival", "登记到位资金"),
]


def offered(document: ProjectDocument) -> list[Action]:
    return [*_lifecycle(document), *LEDGER]


def _lifecycle(document: ProjectDocument) -> list[Action]:
    if document.termination:
        return []
    entered = {each.stage for each in document.stages if each.withdrawn is None}
    found = [("new_stage_entry", "登记阶段")] if len(entered) < len(STAGES) else []
    found += [("new_resumption", "登记复工")] if document.suspension else [("new_suspension", "登记停工缓建")]
    if not document.suspension and not document.override:
        found.append(("new_override", "人工改灯"))
    return [*found, ("new_termination", "登记终止")]
