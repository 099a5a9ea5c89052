"""What happened to a project's money, in words. Pure."""

from collections.abc import Callable
from typing import Any

from backend.money.models import FundKind
from backend.timeline.names import Names
from backend.timeline.values import amount, day

Row = dict[str, Any]
Said = tuple[str, str]
Rows = list[tuple[Row, Row]]
Phrase = Callable[[Row, Row, Names], Said]


def _moved(what: str, before: Row, after: Row, column: str = "amount") -> Said:
    """Set for the first time, changed, or taken away."""
    if not after:
        return f"去掉{what}{amount(before[column])}", ""
    now = amount(after[column])
    if not before:
        return f"定{what}{now}", ""
    return (f"把{what}从{amount(before[column])}改为{now}", "") if before[column] != after[column] else ("", "")


def month_planned(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001  one shape for all phrases
    row = after or before
    return _moved(f"{row['year']}年{row['month']}月计划", before, after)


def months_planned(rows: Rows, names: Names) -> str:  # noqa: ARG001
    year = (rows[0][1] or rows[0][0])["year"]
    return f"定{year}年{len(rows)}个月的计划" if not rows[0][0] else f"改{year}年{len(rows)}个月的计划"


def counted(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    row = after or before
    return _moved(f"统计数{row['year']}年1至{row['month']}月", before, after, "invested")


def many_counted(rows: Rows, names: Names) -> str:  # noqa: ARG001
    year = (rows[0][1] or rows[0][0])["year"]
    return f"登记{year}年{len(rows)}个月的统计数"


def corrected(_: Row, after: Row, names: Names) -> Said:
    return f"更正{names.row(after['update_id'])}的完成投资为{amount(after['invested'])}", f"原因：{after['reason']}"


def sourced(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return _moved(f"资金来源{FundKind((after or before)['kind']).label}", before, after)


def many_sourced(rows: Rows, names: Names) -> str:  # noqa: ARG001
    return f"定{len(rows)}项资金来源"


def funds_planned(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    return _moved(f"到{day((after or before)['due_on'])}累计应到位资金", before, after)


def funds_arrived(_: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    kind = FundKind(after["kind"]).label if after.get("kind") else "资金"
    when = f"（{day(after['arrived_on'])}）" if after.get("arrived_on") else ""
    return f"登记{kind}到位{amount(after['amount'])}{when}", f"凭证：{after['document']}" if after.get(
        "document"
    ) else ""


def yielded(before: Row, after: Row, names: Names) -> Said:  # noqa: ARG001
    called = {"output": "产值", "tax": "税收"}
    parts = [f"{label}{amount(after[name])}" for name, label in called.items() if after.get(name) is not None]
    parts += [f"就业{after['jobs']}人"] if after.get("jobs") is not None else []
    parts += [f"能耗{after['energy']}吨标煤"] if after.get("energy") is not None else []
    period = f"{after['year']}年{after['month']}月" if after.get("month") else f"{after['year']}年全年"
    return f"{'改' if before else '报'}{period}实绩：{'，'.join(parts)}", ""


SET: list[tuple[str, Phrase]] = [
    ("monthly_plans", month_planned),
    ("statistics_figures", counted),
    ("funding_sources", sourced),
    ("fund_plans", funds_planned),
]
PHRASES: dict[tuple[str, str], Phrase] = {
    ("corrections", "insert"): corrected,
    ("fund_arrivals", "insert"): funds_arrived,
    ("results", "insert"): yielded,
    ("results", "update"): yielded,
    **{(subject, verb): phrase for subject, phrase in SET for verb in ("insert", "update", "delete")},
}
SUMS: dict[tuple[str, str], tuple[Callable[[Rows, Names], str], int]] = {
    ("monthly_plans", "insert"): (months_planned, 2),
    ("monthly_plans", "update"): (months_planned, 3),
    ("statistics_figures", "insert"): (many_counted, 2),
    ("funding_sources", "insert"): (many_sourced, 2),
}
"""So many of a kind are told one by one; more are summed up."""
