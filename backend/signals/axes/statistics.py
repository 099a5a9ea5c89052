"""入库: is a started project in the statistics register?"""

from dataclasses import dataclass
from datetime import date

from backend.projects.vocabulary import Signal
from backend.signals.axes.judged import Borders, Inputs, Judged, unrated
from backend.signals.months import months_after
from backend.web.formats import md


@dataclass(frozen=True)
class Register:
    registered_on: date | None
    has_started: bool
    started_on: date | None


def judge(register: Register, day: date, borders: Borders) -> Judged:
    """Amber from the day one month after the start on, red from the day after two months on."""
    if register.registered_on:
        return Judged(Signal.GREEN, "已入库", {"registered_on": register.registered_on.isoformat()})
    if not register.has_started:
        return unrated("开工以后才入统计库")
    if register.started_on is None:
        return unrated("没有登记入库，开工日期待填报")
    since = md(register.started_on, year=True)
    inputs: Inputs = {"started_on": register.started_on.isoformat(), "registered_on": None}
    amber, red = borders["amber_months"], borders["red_months"]
    if day > months_after(register.started_on, red):
        return Judged(Signal.RED, f"{since}开工，超过{red}个月没有入库", inputs)
    if day >= months_after(register.started_on, amber):
        return Judged(Signal.AMBER, f"{since}开工，满{amber}个月没有入库", inputs)
    return Judged(Signal.GREEN, f"{since}开工，不到{amber}个月", inputs)


def rule(borders: Borders) -> str:
    return f"开工满{borders['amber_months']}个月没有入统计库是黄灯；超过{borders['red_months']}个月是红灯"
