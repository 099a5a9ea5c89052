"""What a pack says of a project, a problem and the whole today, in words. Unknown is 待填报, nothing is guessed."""

from typing import Any

from backend.briefs.sentences.wording import UNKNOWN, amount
from backend.clock import today
from backend.problems.parts import ListedProblemPart
from backend.projects.vocabulary import PIPELINE, Condition, Signal
from backend.timeline.document import ProjectDocument
from backend.web.formats import md

Fact = tuple[str, str]


def situation(count: Any, in_hand: int, overdue: int) -> list[str]:
    lights = f"红灯{count.red}个，黄灯{count.amber}个，绿灯{count.green}个，停工缓建{count.suspended}个"
    lights += f"，未评{count.unrated}个" if count.unrated else ""
    lights += f"，终止{count.terminated}个" if count.terminated else ""
    late = f"，其中超期{overdue}个" if overdue else "，没有超期的"
    register = f"办理中的问题{in_hand}个{late}。" if in_hand else "没有办理中的问题。"
    return [f"重大项目{count.projects}个：{lights}。", register]


def of_project(document: ProjectDocument) -> list[Fact]:
    update, year = document.last_update, next((y for y in document.years if y.year == today().year), None)
    plan = year.annual_plan_wan if year else None
    done = year.invested_wan if year else None
    found = [
        ("阶段", _stage(document)),
        (
            "年度投资",
            f"计划{amount(plan) if plan is not None else UNKNOWN}，完成{amount(done) if done is not None else UNKNOWN}",
        ),
        ("形象进度", (update.site_progress if update else None) or UNKNOWN),
        ("下步计划", (update.next_step if update else None) or UNKNOWN),
    ]
    reasons = [light.reason for light in document.lights if light.signal in (Signal.RED, Signal.AMBER)]
    if reasons and document.condition is Condition.UNDER_WAY:
        found.append(("亮灯原因", "；".join(reasons)))
    return [*found, ("责任单位", _units(document))]


def of_problem(problem: ListedProblemPart) -> list[Fact]:
    over = problem.overdue(today())
    return [
        ("类别", problem.category.label if problem.category else UNKNOWN),
        ("牵头单位", problem.lead_unit_name or UNKNOWN),
        ("配合单位", "、".join(problem.supporting_unit_names) or "没有"),
        ("解决措施", problem.remedy or UNKNOWN),
        ("办结期限", f"{md(problem.due_on, year=True)}{f'，超期{over}天' if over else ''}"),
        ("最近进展", problem.last_note or "没有进展记录"),
        ("状态", problem.problem_status.label + (f"，退回过{problem.sent_back}次" if problem.sent_back else "")),
    ]


def _stage(document: ProjectDocument) -> str:
    stage = document.stage.label if document.stage else PIPELINE
    return stage if document.condition is Condition.UNDER_WAY else f"{stage}，{document.condition.label}"


def _units(document: ProjectDocument) -> str:
    day = today()
    held = [d for d in document.duties if d.kind == "responsible" and d.unit_name and (not d.until or d.until > day)]
    return "、".join(str(duty.unit_name) for duty in held) or UNKNOWN
