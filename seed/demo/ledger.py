"""The made-up fields of a project's ledger."""

from decimal import Decimal
from random import Random
from typing import Any

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from backend.projects.schemas import DeveloperIn, ProjectIn
from backend.projects.vocabulary import Level, Nature, YearCategory
from backend.units import rounded
from seed.demo.money_asked import promised
from seed.demo.plots import Plot
from seed.demo.register import registered_on
from seed.demo.schedule import Course
from seed.demo.span import Span, chance

NOWHERE = "000000"  # no region has this code, so no company and no project can be meant
FUNDS = {True: "企业自筹、银行贷款", False: "财政资金、地方政府专项债券"}
PLACES = [
    "云岭",
    "青石",
    "广源",
    "恒泰",
    "永兴",
    "明远",
    "春晖",
    "长河",
    "金穗",
    "北辰",
    "宏图",
    "新程",
    "瑞丰",
    "安泰",
    "盛和",
    "同兴",
    "启航",
    "凌云",
    "和瑞",
]


def facts(plot: Plot, course: Course, span: Span) -> ProjectIn:
    """Everything that the ledger says of it when the books are opened."""
    luck = chance(plot.code, "ledger")
    given = plot.facts.model_dump(exclude_unset=True) | _dates(course) | _money(plot, luck)
    if plot.signs:
        given |= _business(plot, luck)
    if plot.facts.content:
        given |= _codes(plot, course, span)
    registered = registered_on(plot, course)
    if registered and registered <= span.opening:
        given["statistics_registered_on"] = registered
    return ProjectIn(**given, year_category=_category(course, span), nature=Nature.NEW, level=luck.choice([*Level]))


def _dates(course: Course) -> dict[str, Any]:
    planned = {node.gate: node.baseline for node in course.nodes if node.gate}
    return {
        "planned_start_on": planned["start"],
        "planned_completion_on": planned["production"],
        "planned_production_on": planned["production"],
    }


def _money(plot: Plot, luck: Random) -> dict[str, Any]:
    return {
        "total_investment_wan": plot.total,
        "fixed_investment_wan": rounded(plot.total * luck.choice([Decimal("0.82"), Decimal("0.88"), Decimal("0.93")])),
        "funds_source": FUNDS[plot.signs],
    }


def _business(plot: Plot, luck: Random) -> dict[str, Any]:
    """What an industrial project is to bring: about its investment in output a year."""
    output = (plot.total * Decimal(luck.randint(70, 160)) / 100).quantize(Decimal("1E2")) + 0
    return {
        "land_mu": Decimal(luck.randint(30, 260)),
        "standard_land": luck.random() < 0.7,
        "expected_output_wan": output,
        "expected_tax_wan": rounded(output * Decimal(luck.randint(25, 60)) / 1000),
        "expected_jobs": luck.randint(6, 48) * 10,
        **promised(plot, output),
    }


def _codes(plot: Plot, course: Course, span: Span) -> dict[str, Any]:
    """A national code with its check digit, once there is one to have."""
    filed = next((node for node in course.nodes if node.key in {"filing", "approval", "proposal", "feasibility"}), None)
    if filed is None or filed.day > span.opening:
        return {}
    serial = chance(plot.code, "serial").randint(10000, 99999)
    body = f"{filed.day:%y%m}-{NOWHERE}-89-01-{serial}"
    return {"national_code": body + mod_11_10.calc_check_digit(body.replace("-", ""))}


def _category(course: Course, span: Span) -> YearCategory:
    start, production, year = course.gate("start"), course.gate("production"), span.end.year
    if start > span.end and start.year > year:
        return YearCategory.PRELIMINARY
    if production.year == year:
        return YearCategory.PLANNED_PRODUCTION
    return YearCategory.NEW_START if start.year >= year else YearCategory.CONTINUING


def developer(plot: Plot) -> DeveloperIn | None:
    """A company that does not exist, for a project that does not exist."""
    if not plot.facts.content:
        return None
    luck = chance(plot.code, "developer")
    number = int(plot.code.removeprefix("YS-"))
    trade = "科技有限公司（虚构）" if plot.signs else "建设投资有限公司（虚构）"
    body = f"91{NOWHERE}{luck.randint(10**8, 10**9 - 1)}"
    return DeveloperIn(
        name=f"{PLACES[number % len(PLACES)]}{plot.facts.short_name[:4]}{trade}",
        credit_code=body + uscc.calc_check_digit(body),
    )
