"""Amounts that cannot be true, or that nobody has proved."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from backend.clock import BEIJING
from backend.findings.facts import Facts, Moment
from backend.findings.found import Finding
from backend.findings.rules import Rule
from backend.units import rounded
from backend.web.formats import wan_said

TOO_MANY_TIMES = (
    1000  # yuan typed into a field of 万元 are 10,000 times too many; no honest month is a thousand times another
)
MUCH = Decimal(20)  # percent
STATISTICS, RESULTS = "/projects/{code}/statistics/new", "/projects/{code}/results/new"
PLANS, PROJECT = "/projects/{code}/annual-plans/new", "/projects/{code}#h-weeks"
Month = tuple[int, int]


def over(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    invested, total = facts.invested_total_wan, facts.total_investment_wan
    if invested is not None and total is not None and invested > total:
        more = f"，多{wan_said(invested - total)}"
        yield Finding(Rule.OVER, facts, f"累计完成{wan_said(invested)}，总投资{wan_said(total)}{more}")


def total_changed(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    """Against the last total that a document proves, so that many small steps are found as well as a big one."""
    proved, since = None, None
    for change in facts.investment_changes:
        if change.document or proved is None:
            proved, since = change.new_wan if change.document else change.old_wan or change.new_wan, None
        if not change.document:
            since = change.changed_at
    total = facts.total_investment_wan
    if not proved or total is None or since is None or abs(total - proved) * 100 <= proved * MUCH:
        return
    percent = rounded(abs(total - proved) * 100 / proved)
    says = f"总投资从{wan_said(proved)}变为{wan_said(total)}，{'增' if total > proved else '减'}{percent}%，没有文件"
    yield Finding(Rule.TOTAL_CHANGED, facts, says, since=since.astimezone(BEIJING).date())


def funding(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    total = facts.total_investment_wan
    if facts.has_ended or not facts.funding_sources or total is None:
        return
    added = sum((each.amount_wan for each in facts.funding_sources), Decimal(0))
    if added != total:
        less = "少" if added < total else "多"
        says = f"资金来源合计{wan_said(added)}，总投资{wan_said(total)}，{less}{wan_said(abs(added - total))}"
        yield Finding(Rule.FUNDING, facts, says)


def jump(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    yield from _total_jumped(facts)
    yield from _plan_above_total(facts)
    months = [((y.year, n), amount) for y in facts.years for n, amount in enumerate(y.months_wan, 1) if amount]
    for month, amount, usual in _beyond(months):
        yield _jump(facts, f"{_named(month)}完成投资{wan_said(amount)}，平常月份{wan_said(usual)}", PROJECT)
    outputs = [((y.year, y.month), y.output_wan) for y in facts.results if y.month and y.output_wan is not None]
    for month, amount, usual in _beyond(outputs):
        yield _jump(facts, f"{_named(month)}产值{wan_said(amount)}，平常月份{wan_said(usual)}", RESULTS)
    for year in facts.years:
        ours = sum(filter(None, year.months_wan), Decimal(0))
        theirs = max((each for each in year.statistics_wan if each is not None), default=None)
        if theirs and ours and max(theirs / ours, ours / theirs) >= TOO_MANY_TIMES:
            says = f"{year.year}年统计数{wan_said(theirs)}，调度数{wan_said(ours)}"
            yield _jump(facts, says, STATISTICS)


def _total_jumped(facts: Facts) -> Iterator[Finding]:
    last = facts.investment_changes[-1] if facts.investment_changes else None
    if last and last.old_wan and last.new_wan and last.new_wan >= last.old_wan * TOO_MANY_TIMES:
        on = last.changed_at.astimezone(BEIJING).date()
        yield Finding(Rule.JUMP, facts, f"总投资从{wan_said(last.old_wan)}改为{wan_said(last.new_wan)}", since=on)


def _plan_above_total(facts: Facts) -> Iterator[Finding]:
    total = facts.total_investment_wan
    for year in facts.years:
        if total and year.annual_plan_wan and year.annual_plan_wan >= total * TOO_MANY_TIMES:
            yield _jump(facts, f"{year.year}年计划{wan_said(year.annual_plan_wan)}，总投资{wan_said(total)}", PLANS)


def _jump(facts: Facts, says: str, mended_at: str) -> Finding:
    return Finding(Rule.JUMP, facts, says, mended_at=mended_at)


def _beyond(months: Sequence[tuple[Month, Decimal]]) -> Iterator[tuple[Month, Decimal, Decimal]]:
    """Months a thousand times the middle one of the others, of which there must be two to compare with."""
    known = [(month, amount) for month, amount in months if amount > 0]
    if len(known) < 3:
        return
    amounts = sorted(amount for _, amount in known)
    for month, amount in known:
        if amount >= amounts[0] * TOO_MANY_TIMES:
            others = amounts.copy()
            others.remove(amount)
            usual = Decimal(median(others))
            if amount >= usual * TOO_MANY_TIMES:
                yield month, amount, usual


def backwards(facts: Facts, moment: Moment) -> Iterator[Finding]:  # noqa: ARG001
    for year in facts.years:
        known = [(month, amount) for month, amount in enumerate(year.statistics_wan, 1) if amount is not None]
        for (earlier, before), (later, after) in pairwise(known):
            if after < before:
                says = f"{year.year}年统计数{later}月累计{wan_said(after)}，比{earlier}月的{wan_said(before)}少"
                yield Finding(Rule.BACKWARDS, facts, says)


def _named(month: Month) -> str:
    return f"{month[0]}年{month[1]}月"
