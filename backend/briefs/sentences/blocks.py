"""三、重点项目 in sentences: each a lead in 楷体, and what follows it."""

from backend.briefs.data import Block, Member, Row, Step
from backend.briefs.sentences.changes import Item, slipped
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import UNKNOWN, amount, ended, week
from backend.projects.vocabulary import Signal


def stage(block: Block) -> str:
    """开工; of a programme whose members do not stand alike 签约1个、开工3个."""
    rows = [member.row for member in block.members]
    if len(set(rows)) == 1:
        return rows[0].short
    return "、".join(f"{row.short}{figure(block.figure(row), rows.count(row))}个" for row in Row if row in rows)


def light(signal: Signal, row: Row) -> str:
    """The word in the column 灯号."""
    if row in (Row.SUSPENDED, Row.TERMINATED):
        return "停" if row is Row.SUSPENDED else "—"
    return signal.label


def worst(block: Block) -> str:
    """The block's light is the worst of its members; who is not rated is never the worst."""
    known = [light(member.signal, member.row) for member in block.members]
    return next((word for word in (*(signal.label for signal in Signal), "停") if word in known), "—")


def paragraphs(block: Block, year: int) -> list[Item]:
    """What follows the facts. A programme's site progress stands in its own table."""
    if _silent(block):
        nodes = sum(member.nodes for member in block.members)
        plan = ["下周安排"] if any(member.owes for member in block.members) else []
        unknown = ["形象进度", *plan, *([f"{_nodes_of(block)}个节点的日期"] if nodes else [])]
        said = unknown[0] if len(unknown) == 1 else f"{'、'.join(unknown[:-1])}和{unknown[-1]}均"
        return [Item(f"本周{_this_week(block)}", f"{said}{UNKNOWN}。"), *_lights(block)]
    items = [] if block.programme else [Item("形象进度。", _site(block.members[0], year))]
    return [*items, Item("本周。", _this_week(block)), *_next_week(block), *_lights(block), *_nodes(block)]


def _silent(block: Block) -> bool:
    """Nobody has ever said anything of it."""
    return not block.steps and not any(member.reported or member.site_progress for member in block.members)


def _site(member: Member, year: int) -> str:
    if not member.site_progress:
        return f"{UNKNOWN}。"
    said = ended(member.site_progress)
    return f"{said[:-1]}（{week(member.said_in, year)}报送）。" if member.said_in else said


def _this_week(block: Block) -> str:
    if not block.programme:
        return _moved(block.members[0])
    moved = [member for member in block.members if member.reported and not member.unchanged]
    still = [member.short_name for member in block.members if member.unchanged]
    silent = [member.short_name for member in block.members if member.owes and not member.reported]
    if silent and not moved and not still:
        return f"{figure(block.figure('silent'), len(silent))}个项目{'都' if len(silent) > 1 else ''}没有报送。"
    said = [f"{member.short_name}{_moved(member)}" for member in moved]
    return "".join([*said, _of("无变化", still), _of("没有报送", silent)]) or "无须报送。"


def _of(what: str, names: list[str]) -> str:
    return f"{'、'.join(names)}{what}。" if names else ""


def _moved(member: Member) -> str:
    if not member.reported:
        return "没有报送。" if member.owes else "无须报送。"
    if member.unchanged:
        return "无变化。"
    said = [
        f"完成投资{figure(f'project.{member.code}', amount(member.week_invested))}"
        if member.week_invested
        else "没有完成投资"
    ]
    if member.reached:
        said.append(f"到达节点{'、'.join(member.reached)}")
    return "，".join(said) + "。"


def _next_week(block: Block) -> list[Item]:
    plans = [(member.short_name, ended(member.next_step)) for member in block.members if member.next_step]
    if plans:
        return [Item("下周。", "".join(f"{name}：{plan}" if block.programme else plan for name, plan in plans))]
    return [Item("下周。", f"{UNKNOWN}。")] if any(member.owes for member in block.members) else []


def _lights(block: Block) -> list[Item]:
    """Why a light is red or amber; of a programme by member."""
    lit = [member for member in block.members if member.light_reason and light(member.signal, member.row) != "停"]
    if not lit:
        return []
    names = [f"{member.short_name}{member.signal.label}灯，" if block.programme else "" for member in lit]
    return [Item("灯号。", "".join(f"{name}{_reason(each)}。" for name, each in zip(names, lit, strict=True)))]


def _reason(member: Member) -> str:
    """In the words of the light, whose figures are on the page of the project."""
    return figure(f"project.{member.code}", member.light_reason)


def _nodes(block: Block) -> list[Item]:
    """What the bar has no room for; instead of an empty bar how many milestones wait for their first date."""
    nodes = sum(member.nodes for member in block.members)
    if block.steps:
        told = [f"{step.name}{'，'.join(slipped(step))}" for step in block.steps if _needs_words(step)]
        return [Item("节点偏差。", "；".join(told) + "。")] if told else []
    return [Item("节点。", f"{_nodes_of(block)}个节点的日期均{UNKNOWN}。" if nodes else f"{UNKNOWN}。")]


def _nodes_of(block: Block) -> str:
    return figure(block.figure("nodes"), sum(member.nodes for member in block.members))


def _needs_words(step: Step) -> bool:
    """The bar says how late it is against the plan that stands."""
    return step.current_slip_days is not None or step.stopped_days > 0
