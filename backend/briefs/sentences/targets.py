"""月月红, 季季红, 全年红 in a circular: what each unit was to reach in the period and reached, in a sentence and a table."""

from backend.briefs.data.ranking import Naming, TargetOfUnit, UnitRanking
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.ranking import Cells, amount_of
from backend.briefs.sentences.wording import NONE
from backend.targets.board import Verdict
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period

BOARD = {1: "月月红", 3: "季季红", 12: "全年红"}


def board(told: UnitRanking | None) -> str:
    return BOARD[Period.parse(told.period).length] if told else ""


def of_targets(told: UnitRanking | None) -> list[str]:
    if told is None or not told.is_shown:
        return []
    shown = _told(told)
    if not shown:
        return [f"{Period.parse(told.period).label}没有给{'单位' if not told.targets else '这些单位'}定目标。"]
    units = list(dict.fromkeys(each.unit for each in shown))
    whole = [unit for unit in units if all(each.verdict is Verdict.REACHED for each in shown if each.unit == unit)]
    names = {each.unit: each.name for each in shown}
    reached = sum(each.verdict is Verdict.REACHED for each in shown)
    begin = f"{Period.parse(told.period).label}定了目标的单位{len(units)}个、目标{len(shown)}项，完成{reached}项。"
    return [f"{begin}全部完成的{len(whole)}个：{'、'.join(names[unit] for unit in whole)}。" if whole else begin]


def target_heads(told: UnitRanking | None) -> list[str]:
    return [f"{each.label.removesuffix('项目')}" for each in _measures(told)] if told else []


def target_rows(told: UnitRanking | None) -> list[Cells]:
    """A unit, how many of its targets it reached, and of each measure what it reached of how much."""
    if told is None or not told.is_shown:
        return []
    shown, measures = _told(told), _measures(told)
    found = []
    for unit, name in {each.unit: each.name for each in shown}.items():
        mine = {each.measure: each for each in shown if each.unit == unit}
        reached = sum(each.verdict is Verdict.REACHED for each in mine.values())
        cells = [_cell(mine[measure]) if measure in mine else NONE for measure in measures]
        found.append((name, f"{reached}/{len(mine)}", *cells))
    return found


def _told(told: UnitRanking) -> list[TargetOfUnit]:
    """In the order of the ranks; those without one follow. A circular that names some tells of these only."""
    places = {unit.unit: place for place, unit in enumerate(told.told)}
    shown = [each for each in told.targets if told.naming is Naming.BOTH or each.unit in places]
    return sorted(shown, key=lambda each: (places.get(each.unit, len(places)), each.unit))


def _measures(told: UnitRanking) -> list[UnitMeasure]:
    there = {each.measure for each in _told(told)}
    return [measure for measure in UnitMeasure if measure in there]


def _cell(of: TargetOfUnit) -> str:
    """红 is good here."""
    amount = figure(f"ranked.{of.unit}.{of.measure}", amount_of(of.measure, of.amount))
    return f"{_verdict(of)}\n{amount}/{amount_of(of.measure, of.target)}"


def _verdict(of: TargetOfUnit) -> str:
    short = f"差{amount_of(of.measure, of.target - of.amount)}"
    return {Verdict.MISSED: short, Verdict.RUNNING: f"尚{short}"}.get(of.verdict, of.verdict.label)
