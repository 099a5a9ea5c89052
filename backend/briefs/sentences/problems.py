"""五、问题台账 in sentences, and what section 二 says of problems that were struck off."""

from collections.abc import Iterator

from backend.briefs.data.problems import Overdue, Problems
from backend.briefs.sentences.changes import Item
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import MOST_NAMES, STOPS, UNKNOWN, day


def struck_off(told: Problems | None) -> list[Item]:
    if told is None or not told.struck_off:
        return []
    names = [f"{each.name}（{each.what.rstrip(STOPS)}）" for each in told.struck_off[:MOST_NAMES]]
    more = "等" if len(told.struck_off) > MOST_NAMES else ""
    return [Item(f"问题销号{figure('problem.struck_off', len(told.struck_off))}个。", f"{'；'.join(names)}{more}。")]


def overview(told: Problems | None) -> list[str]:
    """One sentence; none in a brief of before there was a register."""
    if told is None:
        return []
    asked = f"（其中待销号{figure('problem.asked', told.asked)}个）" if told.asked else ""
    active = f"未销号的问题{figure('problem.active', told.active)}个{asked}" if told.active else "没有未销号的问题"
    parts = [f"本周新报{figure('problem.raised', told.raised)}个" if told.raised else "本周没有新报问题"]
    parts += [f"销号{figure('problem.struck_off', len(told.struck_off))}个"] if told.struck_off else []
    parts += (
        [f"截止时超期{figure('problem.overdue', len(told.overdue))}个"]
        if told.overdue
        else ["没有超期"]
        if told.active
        else []
    )
    return [f"{'，'.join([active, *parts])}。"]


def overdue(told: Problems | None, year: int) -> Iterator[Item]:
    """Each with its unit and days; beyond forty the rest is counted."""
    late = told.overdue if told else []
    for each in late[:MOST_NAMES]:
        yield Item(
            f"{each.name}第{each.number}号问题超期{figure(f'project.{each.code}', each.days)}天。", _facts(each, year)
        )
    if len(late) > MOST_NAMES:
        more = figure("problem.overdue.rest", len(late) - MOST_NAMES)
        yield Item(f"另有{more}个超期。", "见问题台账。")


def _facts(each: Overdue, year: int) -> str:
    unit = each.unit or f"牵头单位{UNKNOWN}"
    climbed = f"，已上报{each.climbed_to.label}" if each.climbed_to else ""
    return f"{each.what.rstrip(STOPS)}。{unit}牵头，{day(each.due_on, year)}到期{climbed}。".replace(
        f"{UNKNOWN}牵头", UNKNOWN
    )
