"""四、红灯和黄灯 in sentences: each red one by itself, amber by what makes it so, and apart who stands still."""

from collections.abc import Iterator
from datetime import date

from backend.briefs.data.lights import Answering, Lights, Lit, Stopped
from backend.briefs.sentences.changes import Item
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import MOST_NAMES, STOPS, UNKNOWN, day, joined, listed
from backend.projects.vocabulary import Signal
from backend.signals.models import Axis

MOST_REASONS = 10  # of one axis: beyond these only names are told, and on whom they wait


def overview(told: Lights | None) -> list[str]:
    """How many have which colour; none in a brief of before each light was told of."""
    if told is None:
        return []
    still = f"停工{figure('projects.suspended', len(told.stopped))}个" if told.stopped else ""
    twice = sum(len(each.axes) for each in _by_rule(told)) > len(_by_rule(told))
    rest = "黄灯按原因分列，有几项原因的各项都列。" if twice else ""
    return [f"{'；'.join(filter(None, [_colours(told), still]))}。{rest}"]


def _colours(told: Lights) -> str:
    red, amber = len(told.red), len(told.amber)
    if not (red or amber or told.green):
        many = "均" if told.unrated > 1 else ""
        return f"{figure('light.unrated', told.unrated)}个项目{many}未评灯" if told.unrated else "没有要评灯的项目"
    if not (red or amber):
        said = ["没有红灯和黄灯"]
    else:
        said = [f"红灯{figure('light.red', red)}个" if red else "没有红灯"]
        said += [f"黄灯{figure('light.amber', amber)}个" if amber else "没有黄灯"]
    said += [f"绿灯{figure('light.green', told.green)}个"] if told.green else []
    said += [f"未评{figure('light.unrated', told.unrated)}个"] if told.unrated else []
    return "，".join(said)


def items(told: Lights | None, year: int, today: date) -> Iterator[Item]:
    if told is None:
        return
    yield from (_one(each, Signal.RED, year) for each in told.red[:MOST_NAMES])
    if more := told.red[MOST_NAMES:]:
        yield Item(f"其余红灯{figure('light.red.rest', len(more))}个。", f"{listed(each.name for each in more)}。")
    yield from _amber(told, year)
    yield from (_one(each, Signal.AMBER, year) for each in told.amber if each.overridden)
    yield from (_one(each, Signal.GREEN, year) for each in told.lifted)
    if told.stopped:
        said = [_stopped(each, year, today) for each in told.stopped]
        yield Item(f"停工{figure('projects.suspended', len(said))}个。", joined(said))


def _by_rule(told: Lights) -> list[Lit]:
    return [each for each in told.amber if not each.overridden]


def _amber(told: Lights, year: int) -> Iterator[Item]:
    for axis in Axis:
        lit = [each for each in _by_rule(told) if any(part.axis is axis for part in each.axes)]
        if lit:
            said = [_of_axis(each, axis, year) for each in lit] if len(lit) <= MOST_REASONS else _by_whom(lit)
            yield Item(f"{axis.label}黄灯{figure(f'light.amber.{axis}', len(lit))}个。", joined(said))


def _of_axis(each: Lit, axis: Axis, year: int) -> str:
    part = next(part for part in each.axes if part.axis is axis)
    return f"{each.name}：{_reason(each.code, part.reason)}，{day(part.since, year)}起，{_whom(each.waits_on)}"


def _by_whom(lit: list[Lit]) -> list[str]:
    """Names alone, those together that wait on the same."""
    names: dict[str, list[str]] = {}
    for each in lit:
        names.setdefault(_whom(each.waits_on), []).append(each.name)
    return [f"{listed(of)}（{whom}）" for whom, of in names.items()]


def _one(each: Lit, shown: Signal, year: int) -> Item:
    """One light with all that is known of it; of one changed by hand the colour by the rules too."""
    said = "；".join(
        f"{part.axis.label}：{_reason(each.code, part.reason)}，{day(part.since, year)}起" for part in each.axes
    )
    if each.overridden is None:
        return Item(f"{each.name}{shown.label}灯。", f"{said or f'原因{UNKNOWN}'}。{waits_on(each.waits_on)}。")
    by_hand = each.overridden
    rule = f"按规则{by_hand.computed.label}灯" if by_hand.computed is not Signal.UNRATED else "按规则未评"
    why = f"改灯理由：{_reason(each.code, by_hand.reason)}，到{day(by_hand.until, year)}为止"
    rules = f"{rule}，{said}" if said else rule
    return Item(f"{each.name}{shown.label}灯（人工改灯）。", f"{rules}。{why}。{waits_on(each.waits_on)}。")


def _reason(code: str, typed: str) -> str:
    """In the words of the light, whose figures are on the page of the project."""
    return figure(f"project.{code}", " ".join(typed.split()).rstrip(STOPS))


def waits_on(of: Answering) -> str:
    if not of.units and not of.owners:
        return f"责任单位和责任人均{UNKNOWN}"
    return f"责任单位{'、'.join(of.units) or UNKNOWN}，责任人{'、'.join(of.owners) or UNKNOWN}"


def _whom(of: Answering) -> str:
    """The unit, else the person."""
    return "、".join(of.units or of.owners) or f"责任单位{UNKNOWN}"


def _stopped(each: Stopped, year: int, today: date) -> str:
    why = f"因{each.cause.label}原因" if each.cause else ""
    return f"{each.name}{why}自{day(each.since, year)}停工，{_until(each, year, today)}（{_whom(each.waits_on)}）"


def _until(each: Stopped, year: int, today: date) -> str:
    if each.expected_until is None:
        return f"复工时间{UNKNOWN}"
    if each.expected_until < today:
        return f"原定{day(each.expected_until, year)}复工，已过期"
    return f"预计{day(each.expected_until, year)}复工"
