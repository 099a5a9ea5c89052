"""How amounts, days and lists are written in a sentence of a brief."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from backend.briefs.data import Completion, Sum
from backend.briefs.sentences.marks import figure
from backend.clock import BEIJING
from backend.units import rounded
from backend.web.formats import wan_said
from backend.weeks import Week

YI = 10_000  # 万元 in 亿元
UNKNOWN = "待填报"
NONE = "—"
MOST_NAMES = 40
STOPS = "。；;，,、 "
"""What a typed sentence may end with, where the sentence goes on behind it."""


def amount(wan: Decimal) -> str:
    return wan_said(wan)


def plain(wan: Decimal) -> str:
    """万元 without a fraction where there is none."""
    return str(int(wan)) if wan == int(wan) else str(rounded(wan))


def in_yi(wan: Decimal | None) -> str:
    """For a column headed 亿元."""
    return UNKNOWN if wan is None else str(rounded(wan / YI))


def percent(rate: Decimal | None) -> str:
    return NONE if rate is None else f"{rounded(rate)}%"


def money(what: str, of: Sum, key: str = "") -> str:
    """总投资437.44亿元; with its reach where not everybody has reported: 总投资合计12.30亿元（34个项目中5个已填报）."""
    if of.amount is None:
        return f"{what}均{UNKNOWN}" if of.of > 1 else f"{what}{UNKNOWN}"
    if of.known == of.of:
        return f"{what}{figure(key, amount(of.amount))}"
    return f"{what}合计{figure(key, amount(of.amount))}（{figure(_all(key), of.of)}个项目中{figure(key, of.known)}个已填报）"


def _all(key: str) -> str:
    """The projects of which some have reported: `projects.signed` for `total.signed`."""
    _, dot, which = key.partition(".")
    return f"projects{dot}{which}" if key else ""


def completed(done: Completion, of: int) -> str:
    """占年度计划的82.97%; said of those projects only of which both is known."""
    if done.percent is None or done.invested is None or done.plan is None:
        return ""
    if done.known == of:
        return f"占年度计划的{figure('done', percent(done.percent))}"
    return (
        f"计划和完成都已填报的{figure('done', done.known)}个项目，计划{figure('done.plan', amount(done.plan))}，"
        f"完成{figure('done', amount(done.invested))}，占{figure('done', percent(done.percent))}"
    )


def day(on: date | None, year: int) -> str:
    """11月19日; with its year when that is another than the brief's."""
    if on is None:
        return f"日期{UNKNOWN}"
    said = f"{on.month}月{on.day}日"
    return said if on.year == year else f"{on.year}年{said}"


def days(start: date, end: date, year: int) -> str:
    """11月23日至29日; the month is said again where it is another."""
    same = (start.year, start.month) == (end.year, end.month)
    return f"{day(start, year)}至{f'{end.day}日' if same else day(end, year)}"


def hour(moment: datetime) -> str:
    local = moment.astimezone(BEIJING)
    minutes = f"{local.minute}分" if local.minute else ""
    return f"{local.month}月{local.day}日{local.hour}时{minutes}"


def week(label: str, year: int) -> str:
    """第46周; with its year when that is another than the brief's."""
    found = Week.parse(label)
    return f"第{found.number}周" if found.year == year else f"{found.year}年第{found.number}周"


def listed(names: Iterable[str]) -> str:
    """Names with 、 between them. Beyond forty a brief names the first and says that there are more."""
    names = list(names)
    return "、".join(names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")


def joined(said: Sequence[str]) -> str:
    """What is said one by one, as one sentence; beyond forty the first are."""
    more = "；其余略" if len(said) > MOST_NAMES else ""
    return "；".join(said[:MOST_NAMES]) + more + "。"


def clauses(parts: Sequence[str]) -> str:
    """One sentence: clauses that hold commas are parted by semicolons."""
    return ("；" if any("，" in part for part in parts) else "，").join(part for part in parts if part) + "。"


def ended(text: str) -> str:
    """What somebody wrote, as a sentence with one full stop, on one line."""
    return " ".join(text.split()).rstrip(STOPS) + "。"
