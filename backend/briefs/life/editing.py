"""Editing a draft: what an editor arranges and adds is a row for each saving, and the brief is printed again."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import jobs
from backend.accounts.actor import Actor
from backend.briefs import policy, reading
from backend.briefs.blocks_laid import key_of
from backend.briefs.data import BriefData, Edits, Remark, Section
from backend.briefs.data.edits import HIDEABLE, MOST_PHOTOS, MOVABLE
from backend.briefs.life import editions, picking, standing
from backend.briefs.models import Brief, BriefEdit, BriefState
from backend.briefs.schemas import EditsIn
from backend.errors import Conflict, Invalid, Stale, require

NEEDS_OFFICE = "改稿由项目办的人办理，密钥和其他人不能"
GONE_ON = "您打开以后，别人又改过这一稿。请刷新，看过现在的稿子再改"


async def edit(session: AsyncSession, actor: Actor, brief_id: UUID, given: EditsIn) -> Brief:
    """The next revision. What changes nothing is none, and leaves the review standing."""
    brief = await reading.locked(session, actor, brief_id)
    require(policy.may_edit(actor), NEEDS_OFFICE)
    if why := policy.why_no_edit(await standing.of(session, brief)):
        raise Conflict(why)
    if given.revision != brief.revision:
        raise Stale(GONE_ON)
    data = BriefData.model_validate(brief.data)
    _fits(data, given)
    edits = Edits(
        foreword=given.foreword,
        order=given.order,
        hidden=sorted(set(given.hidden)),
        remarks=[Remark(place=each.place, text=" ".join(each.text.split())) for each in given.remarks],
        photos=await picking.picked(session, data, given.photos),
    )
    if edits == await editions.edits_of(session, brief):
        return brief
    brief.revision += 1
    brief.state, brief.failure = BriefState.WAITING, None
    made = BriefEdit(
        brief_id=brief.id, revision=brief.revision, edits=edits.model_dump(mode="json"), edited_by_id=actor.person_id
    )
    session.add(made)
    await session.flush()
    await jobs.enqueue(session, "briefs.print", brief_id=str(brief.id))
    return brief


async def history(session: AsyncSession, brief: Brief) -> Sequence[BriefEdit]:
    """Every saving, the last first."""
    query = select(BriefEdit).where(BriefEdit.brief_id == brief.id).order_by(col(BriefEdit.revision).desc())
    return (await session.exec(query)).all()


def places(data: BriefData) -> dict[str, str]:
    """Where a sentence can stand, by key: sections with their names, and the blocks of 重点项目."""
    sections = {
        section.value: section.label
        for section in Section
        if section is not Section.LISTED and (section not in MOVABLE or getattr(data, section))
    }
    return sections | {key_of(block): block.name for block in data.blocks}


def _fits(data: BriefData, given: EditsIn) -> None:
    blocks = {key_of(block) for block in data.blocks}
    _known(
        "order",
        given.order,
        blocks | set(MOVABLE),
        "“{}”不能排次序：能排的是本周变化、重点项目、红灯和黄灯、问题台账、通报、下周节点和各个重点项目",
    )
    _known("hidden", given.hidden, blocks | set(HIDEABLE), "“{}”不能不登：总体情况和数据说明必须登，其他的可以不登")
    _known("remarks", [each.place for each in given.remarks], set(places(data)), "“{}”不在这一稿里，手写的句子无处可放")
    _known("photos", [each.block for each in given.photos], blocks, "“{}”不是这一稿的重点项目，照片无处可放")
    for block in blocks:
        if sum(each.block == block for each in given.photos) > MOST_PHOTOS:
            raise Invalid.field("photos", f"一个重点项目最多登{MOST_PHOTOS}张照片，请去掉几张")


def _known(field: str, given: Sequence[str], known: set[str], words: str) -> None:
    for each in given:
        if each not in known:
            raise Invalid.field(field, words.format(each[:40]), each)
