"""What a reminder says: to a person, in a mail, in a group."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backend.clock import BEIJING
from backend.config import settings
from backend.reminders.models import ReminderKind
from backend.web.formats import md, moment
from backend.weeks import Week

NAMED = 20  # projects by name in a group's message
OF_NO_WEEK = (ReminderKind.PROBLEM, ReminderKind.SUPERVISION)


def title(kind: ReminderKind, week: Week, count: int) -> str:
    match kind:
        case ReminderKind.OWED:
            return f"第{week.number}周还有{count}个项目待报，{closing(week)}截止"
        case ReminderKind.UNIT:
            return f"第{week.number}周本单位有{count}个项目没有报送"
        case ReminderKind.SPONSOR:
            return f"您包联的{count}个项目连续两周以上没有报送"
        case ReminderKind.PROBLEM:
            return f"{count}件问题有新情况"
        case ReminderKind.SUPERVISION:
            return f"{count}张督办单有新情况"


def closing(week: Week, now: datetime | None = None) -> str:
    """今天18:00 on the day itself, else with the day."""
    at = week.closes_at
    same_day = now is not None and now.astimezone(BEIJING).date() == at.date()
    return f"今天{at:%H:%M}" if same_day else f"{md(at.date())}{at:%H:%M}"


def line(item: dict[str, Any], kind: ReminderKind) -> str:
    """One project: 同德化工，连续缺2周（代王敏）. One problem: 同德化工：没有电（11月30日到期）."""
    instead = f"（代{item['instead_of']}）" if item["instead_of"] else ""
    if kind in OF_NO_WEEK:
        return f"{item['name']}：{item['what']}（{item['told']}）{instead}"
    before = "此前" if kind is ReminderKind.OWED else ""
    weeks = f"，{before}{'连续' if item['weeks'] > 1 else ''}缺{item['weeks']}周" if item["weeks"] else ""
    return f"{item['name']}{weeks}{instead}"


def mail(said: str, kind: ReminderKind, week: Week, items: Sequence[dict[str, Any]]) -> str:
    rest = "，有的周没有变化也请点一下“本周无变化”" if kind is ReminderKind.OWED else ""
    where = f"{settings.base_url}/reminders"
    lines = "\n".join(f"- {line(each, kind)}" for each in items)
    week_of = f"{week.year}年第{week.number}周（{md(week.start)}至{md(week.end)}）\n"
    of = "" if kind in OF_NO_WEEK else week_of
    return f"{said}{rest}。\n\n{of}{lines}\n\n打开：{where}\n不想再收到，可在上面的页面里关掉。"


def climbed(names: Sequence[str]) -> tuple[str, str]:
    """Of problems a group is told which projects have one that has climbed: no person, and not what it is."""
    said = f"问题超期、今天上报的项目：{_shown(names)}。请承办单位尽快办结或说明情况"
    return f"{len(names)}个项目有问题超期上报", said


def ordered(names: Sequence[str], units: Sequence[str]) -> tuple[str, str]:
    """Of orders a group is told which projects and which units: no person, and not what it is."""
    said = f"新开督办单的项目：{_shown(names)}。承办单位：{_shown(units)}，请按期报方案、按期办结"
    return f"{len(names)}个项目有新的督办单", said


def _shown(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def group(kind: ReminderKind, week: Week, names: Sequence[str]) -> tuple[str, str]:
    """Projects only: a group is told of no person."""
    shown = _shown(names)
    if kind is ReminderKind.OWED:
        return title(kind, week, len(names)), f"还没有报送的项目：{shown}"
    return (
        f"第{week.number}周有{len(names)}个项目没有报送",
        f"{moment(week.closes_at)}截止时没有报送、至今未补的：{shown}",
    )
