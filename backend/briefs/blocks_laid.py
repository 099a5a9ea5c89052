"""重点项目 laid out: what the template prints of one block."""

from dataclasses import dataclass, replace
from typing import Self

from markupsafe import Markup

from backend.briefs import charts
from backend.briefs.data import Block, Member, Picked, Sum
from backend.briefs.sentences import blocks as of_block
from backend.briefs.sentences.changes import Item
from backend.briefs.sentences.marks import Ink, figure
from backend.briefs.sentences.wording import NONE, UNKNOWN, amount, in_yi, percent

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A block of 重点项目: its facts, its paragraphs, of a programme its members, its milestone bar and photos."""

    key: str
    name: str
    facts: Cells
    members: list[Cells]
    items: list[Item]
    bar: Markup | None
    photos: list[Picked]

    def inked(self, ink: Ink) -> Self:
        return replace(
            self,
            facts=tuple(map(ink, self.facts)),
            members=[tuple(map(ink, cells)) for cells in self.members],
            items=[Item(ink(item.lead), ink(item.rest)) for item in self.items],
        )


def key_of(block: Block) -> str:
    return block.key or block.name


def is_of_some(of: Sum) -> bool:
    return 0 < of.known < of.of


def lay_part(block: Block, year: int, photos: list[Picked]) -> Part:
    named = (("total", block.total), ("plan", block.plan), ("invested", block.invested))
    sums = (_of_block(of, f"block.{key_of(block)}.{name}") for name, of in named)
    share = percent(block.completion.percent)
    return Part(
        key=key_of(block),
        name=block.name,
        facts=(
            of_block.stage(block),
            *sums,
            figure(f"block.{key_of(block)}.done", share) if share != NONE else share,
            of_block.worst(block),
        ),
        members=[_member(member) for member in block.members] if block.programme else [],
        items=of_block.paragraphs(block, year),
        bar=charts.milestones(block) if block.steps else None,
        photos=photos,
    )


def _of_block(of: Sum, key: str) -> str:
    if of.amount is None:
        return UNKNOWN
    return figure(key, amount(of.amount)) + (f"（{figure(key, of.known)}个）" if is_of_some(of) else "")


def _member(member: Member) -> Cells:
    site = member.site_progress or UNKNOWN
    money = (in_yi(wan) for wan in (member.total, member.plan, member.invested))
    return (
        figure(f"project.{member.code}", member.name),
        member.row.short,
        *money,
        percent(member.percent),
        of_block.light(member.signal, member.row),
        site,
    )
