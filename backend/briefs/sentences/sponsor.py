"""领导包联项目单 in sentences: what a sponsor answers for, what is red or amber, and what comes next."""

from collections.abc import Iterator

from backend.briefs.data import Block, BriefData
from backend.briefs.sentences.blocks import light
from backend.briefs.sentences.marks import figure
from backend.briefs.sentences.wording import UNKNOWN, day, hour, percent

WORST_FIRST = ("红", "黄", "停", "绿")
SAID = {
    "红": ("红灯", "light.red"),
    "黄": ("黄灯", "light.amber"),
    "停": ("停工", "projects.suspended"),
    "绿": ("绿灯", "light.green"),
    "未评": ("未评灯", "light.unrated"),
    "—": ("终止", "projects.terminated"),
}
"""How each word of the column is said in a sentence, and the figure that counts it."""


def lights(block: Block) -> str:
    member = block.members[0]
    return light(member.signal, member.row)


def in_order(blocks: list[Block]) -> list[Block]:
    """The worst light first, else by code."""
    places = {word: place for place, word in enumerate(WORST_FIRST)}
    return sorted(blocks, key=lambda block: (places.get(lights(block), len(places)), block.members[0].code))


def summary(data: BriefData) -> str:
    if not data.blocks:
        return f"截至{hour(data.as_of)}，没有包联的重大项目。"
    words = [lights(block) for block in data.blocks]
    counted = [f"{said}{figure(key, words.count(word))}个" for word, (said, key) in SAID.items() if word in words]
    return f"包联{figure('projects', len(words))}个项目：{'、'.join(counted)}。"


def reasons(data: BriefData) -> Iterator[str]:
    """Of each red or amber one why."""
    lit = [block.members[0] for block in in_order(data.blocks) if lights(block) in ("红", "黄")]
    for number, member in enumerate(lit, 1):
        why = figure(f"project.{member.code}", member.light_reason or f"原因{UNKNOWN}")
        yield f"{number}. {member.short_name}{member.signal.label}灯，{why}。"


def row(block: Block, year: int) -> tuple[str, ...]:
    member = block.members[0]
    return (
        lights(block),
        figure(f"project.{member.code}", member.name),
        member.site_progress or UNKNOWN,
        percent(member.percent),
        _next_node(block, year),
    )


def _next_node(block: Block, year: int) -> str:
    """The first that is not reached, with the day on which it is expected."""
    following = next((step for step in block.steps if step.reached is None), None)
    if following is None:
        return "均已到达" if block.steps else UNKNOWN
    return f"{day(following.expected or following.planned, year)}，{following.name}"
