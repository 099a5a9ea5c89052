"""二、本周变化 in sentences: each item a lead, and what follows it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from backend.briefs.data import Changes, Entered, Reached, Row, Standstill, Step, TotalChange, Totals, WeekMoney
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import UNKNOWN, amount, day, joined, listed, percent
from backend.web.formats import slip

LATE = "补报"
FEW = 5  # arrivals that are named; of more it is told where they stand


class Item(NamedTuple):
    lead: str
    rest: str


def changes(told: Changes, year: int) -> list[Item]:
    """Items in their order; none when nothing at all was recorded."""
    if not _anything(told):
        return []
    makers = (_arrivals, _entered, _reached, _standstills, _money, _totals)
    return [item for make in makers for item in make(told, year)] + _absent(told)


NOTHING = "两次截止之间没有登记项目的变化，也没有收到报送。"


def _anything(told: Changes) -> bool:
    lists = (told.arrivals, told.left, told.moved_out, told.entered, told.withdrawn, told.reached, told.standstills)
    return any(lists) or bool(
        told.money.amount.known or told.money.supplemented or told.totals.changed or told.totals.first
    )


def _absent(told: Changes) -> list[Item]:
    """What a reader looks for and does not find, in one sentence."""
    money, totals = told.money, told.totals
    expected = [
        ("进入新阶段", bool(told.entered)),
        ("到达节点", bool(told.reached)),
        ("完成投资", bool(money.amount.known or money.supplemented)),
        ("总投资变动", bool(totals.changed or totals.first)),
    ]
    names = [name for name, there in expected if not there]
    said = "、".join(names[:-1]) + ("和" if len(names) > 1 else "") + names[-1] if names else ""
    return [Item("其他情况。", f"本周没有{said}的登记。")] if names else []


def _arrivals(told: Changes, _year: int) -> Iterator[Item]:
    new = [arrival for arrival in told.arrivals if not arrival.moved]
    if new:
        rows = [arrival.row for arrival in new]
        split = "、".join(
            f"{row.short}{figure(f'change.arrivals.{row}', rows.count(row))}个" for row in Row if row in rows
        )
        names = listed(arrival.name for arrival in new) if len(new) <= FEW else ""
        yield Item(f"新纳入调度{figure('change.arrivals', len(new))}个。", f"{names or split}。")
    if moved := [arrival.name for arrival in told.arrivals if arrival.moved]:
        yield Item(f"划入{figure('change.moved_in', len(moved))}个。", f"{listed(moved)}。")
    if told.moved_out:
        yield Item(f"划出{figure('change.moved_out', len(told.moved_out))}个。", f"{listed(told.moved_out)}。")
    if told.left:
        yield Item(
            f"不再调度{figure('change.left', len(told.left))}个。", f"{listed(told.left)}，登记有误或并入其他项目。"
        )


def _entered(told: Changes, year: int) -> Iterator[Item]:
    if told.entered:
        yield Item(
            f"进入新阶段{figure('change.entered', len(told.entered))}个。",
            joined([_entry(e, year) for e in told.entered]),
        )
    if told.withdrawn:
        said = [f"{each.name}的{each.stage.label}（{each.reason}）" for each in told.withdrawn]
        yield Item(f"撤回登记{figure('change.withdrawn', len(told.withdrawn))}条。", joined(said))


def _entry(entry: Entered, year: int) -> str:
    known = [entry.evidence or "", LATE if entry.late else ""]
    if entry.occurred_on is None:
        said, known = f"{entry.name}{entry.stage.label}", [day(None, year), *known]
    else:
        said = f"{entry.name}{day(entry.occurred_on, year)}{entry.stage.label}"
    remarks = "，".join(word for word in known if word)
    return f"{said}（{remarks}）" if remarks else said


def _reached(told: Changes, year: int) -> Iterator[Item]:
    if told.reached:
        yield Item(
            f"到达节点{figure('change.reached', len(told.reached))}个。",
            joined([_node(each, year) for each in told.reached]),
        )


def _node(node: Reached, year: int) -> str:
    remarks = (day(node.reached_on, year), *slipped(node), LATE if node.late else "")
    return f"{node.name}{node.milestone}（{'，'.join(word for word in remarks if word)}）"


def slipped(node: Reached | Step) -> list[str]:
    """How late, of that how long the project stood still, and against a changed plan how late once more."""
    again = node.current_slip_days
    words = ["" if node.slip_days is None else slip(node.slip_days)]
    words.append(f"其中停工{node.stopped_days}天" if node.stopped_days else "")
    if again is not None:
        words = [f"比首版{words[0]}", words[1], f"比现版{slip(again)}"]
    return [word for word in words if word]


STANDSTILLS: dict[str, Callable[[Standstill, str], str]] = {
    "suspended": lambda each, on: f"{each.name}{f'因{each.cause.label}原因' if each.cause else ''}自{on}停工",
    "resumed": lambda each, on: f"{each.name}{on}复工",
    "terminated": lambda each, on: f"{each.name}{on}终止",
}


def _standstills(told: Changes, year: int) -> Iterator[Item]:
    if told.standstills:
        said = [
            STANDSTILLS[each.kind](each, day(each.on, year)) + (f"（{LATE}）" if each.late else "")
            for each in told.standstills
        ]
        yield Item(f"停工、复工和终止{figure('change.standstills', len(said))}个。", joined(said))


def _money(told: Changes, _year: int) -> Iterator[Item]:
    week = told.money
    later = ""
    if week.supplements is not None:
        later = f"{LATE}以前各周{figure('week.late', week.supplemented)}份，投资{figure('week.late', amount(week.supplements))}。"
    if week.amount.amount is not None:
        some = week.amount.known < week.amount.of
        reach = (
            f"（{figure('week.of', week.amount.of)}个项目中{figure('week', week.amount.known)}个已报）" if some else ""
        )
        rest = _compared(week) + (f"另{later}" if later else "")
        yield Item(f"完成投资{figure('week', amount(week.amount.amount))}{reach}。", rest)
    elif later:
        yield Item("本周完成投资没有报送。", later)


def _compared(week: WeekMoney) -> str:
    if week.difference is None:
        return ""
    if not week.difference:
        return "与上周持平。"
    return f"比上周{'多' if week.difference > 0 else '少'}{figure('week.last', amount(abs(week.difference)))}。"


def _totals(told: Changes, _year: int) -> Iterator[Item]:
    totals = told.totals
    large = [change for change in totals.changed if change.large]
    if not totals.changed and not totals.first:
        return
    said = [_total(change) for change in large]
    if small := len(totals.changed) - len(large):
        said.append(f"{'其余' if large else ''}{figure('totals.small', small)}个变动不超过20%")
    if totals.first:
        said.append(f"首次填报{figure('totals.first', totals.first)}个")
    yield Item(
        f"总投资变动{figure('totals.changed', len(totals.changed))}个。" if totals.changed else "总投资有新填报。",
        joined(said) + _whole(totals),
    )


def _total(change: TotalChange) -> str:
    more = "增加" if change.new > change.old else "减少"
    key = f"project.{change.code}"
    said = f"{change.name}由{figure(key, amount(change.old))}调整为{figure(key, amount(change.new))}"
    if change.percent is not None:
        said += f"，{more}{figure(key, percent(abs(change.percent)))}"
    why = [f"原因：{change.reason}"] if change.reason else []
    why.append(f"依据：{change.document}" if change.document else f"依据{UNKNOWN}")
    return f"{said}（{'，'.join(why)}）"


def _whole(totals: Totals) -> str:
    if totals.before is None or totals.after is None or totals.before == totals.after:
        return ""
    before, after = figure("total.then", amount(totals.before)), figure("total", amount(totals.after))
    return f"已填报的总投资由{before}{'增至' if totals.after > totals.before else '减至'}{after}。"
