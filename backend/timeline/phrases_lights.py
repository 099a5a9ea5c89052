"""Lights and overrides in words. Of the lights only a new colour is worth a line: reasons change every week."""

from typing import Any

from backend.projects.vocabulary import Signal
from backend.signals.models import Axis
from backend.timeline.names import Names
from backend.timeline.values import day

Row = dict[str, Any]
Said = tuple[str, str]


def lit(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001  one shape for all phrases
    signal, was = Signal(after["signal"]), Signal(after["was"] or Signal.UNRATED)
    if signal is was:
        return "", ""
    axis = Axis(after["axis"]).label
    if signal is Signal.UNRATED:
        return f"不再评灯（{axis}，原是{was.label}灯）", after["reason"]
    change = "评为" if was is Signal.UNRATED else f"从{was.label}灯转为"
    return f"{change}{signal.label}灯（{axis}）", after["reason"]


def overridden(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return f"人工改为{Signal(after['signal']).label}灯，到{day(after['until'])}为止", f"原因：{after['reason']}"


def override_ended(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return "结束人工改灯", f"原因：{after['reason']}"
