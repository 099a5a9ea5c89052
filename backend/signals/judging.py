"""Judging projects: from their rows to the result of each axis. A new row only where something differs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.clock import today
from backend.feed import turn
from backend.projects.vocabulary import Condition, Signal
from backend.signals import rows as rows_of
from backend.signals import taking
from backend.signals.axes import funds, progress, report, start, statistics
from backend.signals.axes.judged import Borders, Judged, unrated
from backend.signals.models import Axis, Light
from backend.signals.rows import Row, Rows
from backend.signals.standing import condition
from backend.weeks import Week

APART = {Condition.SUSPENDED: "停工缓建期间不评灯", Condition.TERMINATED: "已终止，不评灯"}


async def relight(session: AsyncSession, project_ids: Iterable[UUID]) -> None:
    """Judge projects whose rows nobody has changed: a day or a week has passed. Their versions follow at the end of
    the transaction, as they follow every change."""
    await turn.take(session)
    await light_up(session, await rows_of.fetch(session, project_ids))


async def light_up(session: AsyncSession, found: Mapping[UUID, Rows]) -> bool:
    """Judge by these rows, keep what differs from before, and put it into the rows as well. Whether anything did."""
    day, closed = today(), Week.last_closed()
    lights = [light for key in sorted(found) for light in _renewed(key, found[key], day, closed)]
    if not lights:
        return False
    session.add_all(lights)
    await session.flush()
    for light in lights:
        rows = found[light.project_id]
        others = [each for each in rows["lights"] if each["axis"] != light.axis]
        rows["lights"] = [*others, _as_row(light)]
    return True


def judge(rows: Rows, day: date, closed: Week) -> dict[Axis, tuple[str, Judged]]:
    """Each axis with the version of the rule in force on that day. Pure."""
    rules = in_force(rows["rules"], day)
    still = _standing_still(rows)
    return {
        axis: (
            rules[axis]["version"] if axis in rules else "",
            unrated(still) if still else _of_axis(axis, rows, day, closed, rules.get(axis)),
        )
        for axis in Axis
    }


def in_force(rules: Iterable[Row], day: date) -> dict[Axis, Row]:
    """Of each axis the newest rule that has come into force by that day. Rules come oldest first."""
    return {Axis(rule["axis"]): rule for rule in rules if rule["effective_from"] <= day.isoformat()}


def _of_axis(axis: Axis, rows: Rows, day: date, closed: Week, rule: Row | None) -> Judged:
    if rule is None:
        return unrated("还没有生效的判灯规则")
    borders: Borders = rule["borders"]
    match axis:
        case Axis.START:
            return start.judge(taking.start(rows), day, borders)
        case Axis.PROGRESS:
            return progress.judge(taking.progress(rows, closed), borders)
        case Axis.STATISTICS:
            return statistics.judge(taking.register(rows), day, borders)
        case Axis.FUNDS:
            return funds.judge(taking.funds(rows), day, borders)
        case Axis.REPORT:
            return report.judge(taking.report(rows, closed), borders)


def _standing_still(rows: Rows) -> str:
    """Such a project is shown as 停, or has ended: no colour says anything of it."""
    return APART.get(condition(rows), "")


def _renewed(project_id: UUID, rows: Rows, day: date, closed: Week) -> Iterator[Light]:
    before: dict[str, Row] = {light["axis"]: light for light in rows["lights"]}
    for axis, (rule, judged) in judge(rows, day, closed).items():
        was = before.get(axis)
        if was and _content(was) == (judged.signal, rule, judged.reason, judged.inputs):
            continue
        same = was is not None and was["signal"] == judged.signal
        yield Light(
            project_id=project_id,
            axis=axis,
            signal=judged.signal,
            was=Signal(was["signal"]) if was else None,
            rule=rule,
            inputs=judged.inputs,
            reason=judged.reason,
            judged_on=day,
            since=date.fromisoformat(was["since"]) if was and same else day,
        )


def _content(light: Row) -> tuple[Any, ...]:
    return light["signal"], light["rule"], light["reason"], light["inputs"]


def _as_row(light: Light) -> Row:
    days = {"judged_on": light.judged_on.isoformat(), "since": light.since.isoformat()}
    return {name: getattr(light, name) for name in ("axis", "signal", "rule", "inputs", "reason")} | days
