"""Two briefs of one kind and scope set side by side. Pure; said in the words of the briefs themselves."""

from collections.abc import Iterable, Iterator

from backend.briefs.blocks_laid import key_of
from backend.briefs.comparing.figures import Figures, both
from backend.briefs.comparing.named import of_due, of_lights, of_problems, of_ranking
from backend.briefs.comparing.parts import Difference, SectionPart
from backend.briefs.data import Block, BriefData, Changes, Notes, Overall, Section
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences.marks import plain
from backend.briefs.sentences.wording import NONE


def differences(was: BriefData, now: BriefData) -> list[SectionPart]:
    """Each section with what differs in it; one in which nothing does is there too, and empty."""
    return [
        SectionPart(section=Section.OVERALL, differences=both(_overall, was.overall, now.overall)),
        SectionPart(section=Section.CHANGES, differences=both(_changes, was.changes, now.changes)),
        SectionPart(section=Section.BLOCKS, differences=list(_blocks(was.blocks, now.blocks))),
        *_told_since(was, now),
        SectionPart(section=Section.NOTES, differences=both(_notes, was.notes, now.notes)),
    ]


def _told_since(was: BriefData, now: BriefData) -> list[SectionPart]:
    """Sections that older briefs, or briefs of some projects, do not have: compared where both do."""
    found = []
    if was.lights and now.lights:
        found.append(SectionPart(section=Section.LIGHTS, differences=list(of_lights(was.lights, now.lights))))
    if was.problems and now.problems:
        found.append(SectionPart(section=Section.PROBLEMS, differences=list(of_problems(was.problems, now.problems))))
    if was.ranking and now.ranking:
        found.append(SectionPart(section=Section.RANKING, differences=list(of_ranking(was.ranking, now.ranking))))
    if was.due and now.due:
        found.append(SectionPart(section=Section.DUE, differences=list(of_due(was, now))))
    return found


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
        ("阶段", plain(of_block.stage(old)), plain(of_block.stage(new))),
        ("灯号", of_block.worst(old), of_block.worst(new)),
    ):
        if was != now:
            yield Difference(key="", what=f"{new.name}{what}", was=was, now=now, by="")
    yield from both(lambda block: _money(key, block), old, new)


def _money(key: str, block: Block) -> Figures:
    yield f"block.{key}.total", f"{block.name}总投资", block.total.amount, "万元"
    yield f"block.{key}.invested", f"{block.name}今年完成投资", block.invested.amount, "万元"
    yield f"block.{key}.done", f"{block.name}完成率", block.completion.percent, "%"
