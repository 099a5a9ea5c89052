"""What waits on the project office and on leaders: briefs to be read through (核稿) and to be issued (签发)."""

from sqlalchemy.orm import defer
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.briefs import policy
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefKind, BriefState, Issuance
from backend.waiting import Waiting
from backend.weeks import Week

RECENT = 12  # what is older was left lying on purpose
REVIEW, ISSUE = "待核稿", "待签发"


async def briefs(session: AsyncSession, actor: Actor) -> list[Waiting]:
    """Five statements, however many there are."""
    if not (policy.may_review(actor) or policy.may_issue(actor)) or not policy.may_read_all(actor):
        return []
    issued = select(Issuance.brief_id)
    kinds = [kind for kind in BriefKind if kind.is_issued]
    query = select(Brief).where(col(Brief.draft).is_(False), Brief.state == BriefState.READY)
    query = query.where(col(Brief.kind).in_(kinds), col(Brief.id).not_in(issued))
    query = query.where(Brief.week_start >= Week.current().start - RECENT * (Week.current().end - Week.current().start))
    query = query.order_by(col(Brief.made_at).desc()).limit(RECENT).options(defer(Brief.data))  # type: ignore[arg-type]
    rows = list((await session.exec(query)).all())
    found = []
    for each in await standing.of_all(session, rows) if rows else []:
        doable = policy.Doable.by(actor, each)
        if not (doable.review or doable.issue):
            continue
        kind, word = (ISSUE, "已核稿，可以签发") if doable.issue else (REVIEW, each.word)
        if kind == REVIEW and each.review and not each.is_reviewed:
            word = "核稿退回，改好再核"
        week = Week(each.brief.week_start)
        of = each.brief.about or f"{week.year}年第{week.number}周"
        title = of if each.brief.kind.label in of else of + each.brief.kind.label
        found.append(Waiting(kind, title, f"/briefs/{each.brief.id}", word, since=each.brief.made_at))
    return found
