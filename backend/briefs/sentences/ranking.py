"""六、通报 in sentences and in one table. Units are ranked, people never."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from backend.briefs.data.ranking import Naming, RankedFigure, RankedUnit, UnitRanking
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import NONE, in_yi, listed
from backend.rankings.models import Formula
from backend.rankings.scoring import FIRST
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.web.formats import md

FIVE = 5
Cells = tuple[str, ...]
HOW = {
    Formula.SHARE: "完成数÷目标×100",
    Formula.EFFICACY: "功效系数60＋40×(本单位－最少)÷(最多－最少)",
    Formula.POINTS: "每个计若干分",
}


def overview(told: UnitRanking | None) -> list[str]:
    if told is None:
        return []
    period = Period.parse(told.period)
    ranked = told.ranked
    if not told.is_shown:
        few = f"，不到{told.least_units}个" if ranked else ""
        return [f"{period.label}{_few(len(ranked))}{few}，本期不排名。"]
    parts = [f"{period.label}参加排名的责任单位{len(ranked)}个。"]
    parts += [f"红榜：{_scores(told.best)}。"] if told.best else []
    parts += [f"后{_count(told.worst)}：{_scores(told.worst)}。"] if told.worst else []
    parts += [nobody(told)]
    parts += [_moved(ranked, period)] if told.naming is Naming.BOTH else []
    parts += [_left_out(told)]
    return ["".join(parts)]


def rows(told: UnitRanking | None) -> list[Cells]:
    """Rank, unit, total, change, and of each measure the score above what it was made from."""
    if told is None or not told.is_shown:
        return []
    return [
        (
            str(unit.rank),
            unit.name,
            str(unit.total),
            change(unit),
            *(_figure(unit, each, told) for each in unit.figures),
        )
        for unit in told.told
    ]


def heads(told: UnitRanking | None) -> list[str]:
    return [f"{each.measure.label.removesuffix('项目')} {each.weight}%" for each in told.compared] if told else []


def rule(told: UnitRanking | None) -> list[str]:
    """How a score is made, in the words of the table that was in force."""
    if told is None or not told.is_shown:
        return []
    by: dict[Formula, list[str]] = {}
    for each in told.compared:
        by.setdefault(each.formula, []).append(each.measure.label)
    how = "；".join(f"{'、'.join(names)}按{HOW[formula]}" for formula, names in by.items())
    return [f"各项得分：{how}。没有目标的一项不计分，由其他各项分担权重；同分同名次。只比单位，不比个人。"]


def title(told: UnitRanking) -> tuple[str, str]:
    label = Period.parse(told.period).label
    match told.naming:
        case Naming.PRAISE:
            return f"关于表扬{label}重大项目建设", f"{_compared(told)}先进单位的通报"
        case Naming.CRITICISM:
            return f"关于批评{label}重大项目建设", f"{_compared(told)}后进单位的通报"
    return f"关于{label}重大项目建设", f"{_compared(told)}情况的通报"


def announced(told: UnitRanking | None) -> list[str]:
    if told is None:
        return []
    names = "、".join(f"比{each.measure.label}" for each in told.compared)
    short = f"（以下简称{_compared(told)}）" if len(told.compared) == FIVE else ""
    until = f"（截至{md(date.fromisoformat(told.until))}）" if told.until else ""
    return [f"现将{Period.parse(told.period).label}{until}各责任单位重大项目{names}{short}情况通报如下。"]


def judged(told: UnitRanking | None) -> list[str]:
    """通报表扬 and 通报批评: a paragraph each."""
    if told is None or not told.is_shown:
        return []
    said = [f"对{'、'.join(unit.name for unit in told.best)}予以通报表扬。"] if told.best else []
    if told.worst:
        names = "、".join(unit.name for unit in told.worst)
        said.append(f"对{names}予以通报批评，请对照失分项逐项落实，下次调度会上说明进展。")
    return [*said, *filter(None, [nobody(told)]), "所需数据由系统提供，不另报材料。"]


def nobody(told: UnitRanking) -> str:
    """Why nobody is named, where nobody is; empty where somebody is at each end that is asked for."""
    places = {unit.rank for unit in told.ranked}
    if len(places) == 1:
        return "各单位得分相同，并列第一，不点名表扬，也不点名批评。"
    if told.naming is Naming.PRAISE or told.worst:
        return ""
    lowest = max(place or 0 for place in places)
    tied = sum(unit.rank == lowest for unit in told.ranked)
    if lowest <= FIRST:
        return "没有排在第三名以后的单位，不点名批评。"
    return f"排在最后的{tied}个单位得分相同，不点名批评。"


def _compared(told: UnitRanking) -> str:
    return "“五比”" if len(told.compared) == FIVE else "比较"


def change(unit: RankedUnit) -> str:
    if unit.change is None:
        return "上期未排"
    return change_of(unit.change)


def change_of(places: int) -> str:
    """Places gained; negative is places lost."""
    return f"升{places}位" if places > 0 else f"降{-places}位" if places else "持平"


def _scores(units: Sequence[RankedUnit]) -> str:
    return "、".join(f"{unit.name}{unit.total}分" for unit in units)


def _count(units: Sequence[RankedUnit]) -> str:
    return ("", "一名", "两名", "三名")[len(units)]


def _few(count: int) -> str:
    return f"够条件参加排名的责任单位{count}个" if count else "没有够条件参加排名的责任单位"


def _moved(ranked: Sequence[RankedUnit], period: Period) -> str:
    """The greatest rise and the greatest fall."""
    known = [unit for unit in ranked if unit.change is not None]
    if not known:
        return ""
    up = max(known, key=lambda unit: unit.change or 0)
    down = min(known, key=lambda unit: unit.change or 0)
    moved = [f"{unit.name}{change(unit)}" for unit in (up, down) if unit.change]
    if not moved:
        return f"名次与{period.before.name}相同。"
    return f"与{period.before.name}比，{'，'.join(dict.fromkeys(moved))}{'，变动最大' if len(known) > 1 else ''}。"


def _left_out(told: UnitRanking) -> str:
    few = [unit.name for unit in told.units if unit.rank is None and unit.projects < told.least_projects]
    return f"{listed(few)}负责的项目不到{told.least_projects}个，不参加排名。" if few else ""


def _figure(unit: RankedUnit, of: RankedFigure, told: UnitRanking) -> str:
    score = NONE if of.adds is None else str(of.adds)
    amount = figure(f"ranked.{unit.unit}.{of.measure}", amount_of(of.measure, of.amount))
    by_share = any(each.measure is of.measure and each.formula is Formula.SHARE for each in told.compared)
    if not by_share:
        return f"{score}\n{amount}"
    return f"{score}\n{amount}/{'目标未定' if of.target is None else amount_of(of.measure, of.target)}"


def amount_of(measure: UnitMeasure, amount: Decimal) -> str:
    return in_yi(amount) if measure is UnitMeasure.INVESTED else str(int(amount))
