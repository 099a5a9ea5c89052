"""Two briefs of one kind and scope set side by side. Pure; said in the words of the briefs themselves."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from backend.briefs.blocks_laid import key_of
from backend.briefs.comparing.parts import Difference, SectionPart
from backend.briefs.data import Block, BriefData, Changes, Notes, Overall, Section
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences.wording import NONE, UNKNOWN, amount, percent

T = TypeVar("T")
Figures = Iterator[tuple[str, str, Decimal | int | None, str]]
"""Key, name, value and unit of each figure of a section."""


def differences(was: BriefData, now: BriefData) -> list[SectionPart]:
    """Each section with what differs in it; one in which nothing does is there too, and empty."""
    return [
        SectionPart(section=Section.OVERALL, differences=_both(_overall, was.overall, now.overall)),
        SectionPart(section=Section.CHANGES, differences=_both(_changes, was.changes, now.changes)),
        SectionPart(section=Section.BLOCKS, differences=list(_blocks(was.blocks, now.blocks))),
        SectionPart(section=Section.NOTES, differences=_both(_notes, was.notes, now.notes)),
    ]


def _both(figures: Callable[[T], Figures], was: T | None, now: T | None) -> list[Difference]:
    before = {key: (name, value, unit) for key, name, value, unit in figures(was)} if was else {}
    after = {key: (name, value, unit) for key, name, value, unit in figures(now)} if now else {}
    found = []
    for key in {**after, **before}:
        name, _, unit = after.get(key) or before[key]
        old, new = (side[key][1] if key in side else None for side in (before, after))
        if old != new:
            found.append(
                Difference(key=key, what=name, was=_said(old, unit), now=_said(new, unit), by=_by(old, new, unit))
            )
    return found


def _said(value: Decimal | int | None, unit: str) -> str:
    if value is None:
        return NONE if unit == "%" else UNKNOWN if unit == "万元" else "0"
    if unit == "万元":
        return amount(Decimal(value))
    return percent(Decimal(value)) if unit == "%" else f"{value}{unit}"


def _by(old: Decimal | int | None, new: Decimal | int | None, unit: str) -> str:
    if unit not in {"万元", "%"}:
        old, new = old or 0, new or 0
    if old is None or new is None:
        return ""
    by = abs(Decimal(new) - Decimal(old))
    more = "增加" if new > old else "减少"
    if unit == "%":
        return f"{'提高' if new > old else '降低'}{by}个百分点"
    return f"{more}{_said(by, unit)}"


def _overall(told: Overall) -> Figures:
    for row in (told.whole, *told.rows):
        which, name = ("", "全部项目") if row is told.whole else (f".{row.row}", row.row.label)
        yield f"projects{which}", f"{name}个数", row.count, "个"
        yield f"total{which}", f"{name}总投资", row.total.amount, "万元"
        yield f"plan{which}", f"{name}年度计划", row.plan.amount, "万元"
        yield f"invested{which}", f"{name}今年完成投资", row.invested.amount, "万元"
        yield f"done{which}", f"{name}完成率", row.completion.percent, "%"
    yield "rate.start.denominator", "开工率", told.rates.start.percent, "%"
    yield "rate.production.denominator", "投产率", told.rates.production.percent, "%"
    yield "rate.capacity.denominator", "达效率", told.rates.capacity.percent, "%"


def _changes(told: Changes) -> Figures:
    yield "change.entered", "进入新阶段", len(told.entered), "个"
    yield "change.reached", "到达节点", len(told.reached), "个"
    yield "change.standstills", "停工、复工和终止", len(told.standstills), "个"
    yield "week", "本周完成投资", told.money.amount.amount, "万元"
    yield "totals.changed", "总投资变动", len(told.totals.changed), "个"


def _notes(told: Notes) -> Figures:
    yield "report.owed", "应报", told.reporting.owed, "个"
    yield "report.on_time", "按时报送", told.reporting.on_time, "个"
    yield "report.missing", "未报", len(told.reporting.missing), "个"
    for finding in told.findings:
        yield f"finding.{finding.rule}", f"数据体检：{finding.rule.label}", len(finding.names), "个"


def _blocks(was: Iterable[Block], now: Iterable[Block]) -> Iterator[Difference]:
    before = {key_of(block): block for block in was}
    after = {key_of(block): block for block in now}
    for key, block in {**after, **before}.items():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            listed = "列入" if new else "不再列入"
            yield Difference(
                key="", what=block.name, was="列入" if old else NONE, now=listed if new else NONE, by=listed
            )
            continue
        yield from _block(key, old, new)


def _block(key: str, old: Block, new: Block) -> Iterator[Difference]:
    for what, was, now in (
        ("阶段", of_block.stage(old), of_block.stage(new)),
        ("灯号", of_block.worst(old), of_block.worst(new)),
    ):
        if was != now:
            yield Difference(key="", what=f"{new.name}{what}", was=was, now=now, by="")
    yield from _both(lambda block: _money(key, block), old, new)


def _money(key: str, block: Block) -> Figures:
    yield f"block.{key}.total", f"{block.name}总投资", block.total.amount, "万元"
    yield f"block.{key}.invested", f"{block.name}今年完成投资", block.invested.amount, "万元"
    yield f"block.{key}.done", f"{block.name}完成率", block.completion.percent, "%"
