"""The worker's part: printing the briefs that wait, drafts and those that are to be issued."""

from uuid import UUID

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.briefs import delivery, picturing, service
from backend.briefs.appendix import printing as of_appendix
from backend.briefs.data import Edition
from backend.briefs.life import editions, issuing
from backend.briefs.models import Brief, BriefKind, BriefState
from backend.briefs.printing import printed
from backend.documents.job import Printed, PrintingFailed

log = structlog.get_logger()


async def give_up(brief_id: str) -> None:
    async with db.begin(via="worker") as session:
        if brief := await _waiting(session, brief_id):
            _fail(brief, "生成周报的任务多次中断，已停止。请重新生成；仍不行请联系管理员")


@jobs.task("briefs.print", given_up=give_up)
async def print_brief(brief_id: str) -> None:
    """Print one brief. No transaction is open while the printer works; a brief that is ready stays as it is."""
    async with db.begin(via="worker") as session:
        brief = await _waiting(session, brief_id)
        edition = await editions.of(session, brief) if brief else None
    if brief is None or edition is None:
        return
    try:
        proof, reason = await _printed(brief, edition), ""
    except PrintingFailed as error:
        proof, reason = None, error.message
    async with db.begin(via="worker") as session:
        now = await _waiting(session, brief_id)
        if now is None or (now.revision, now.signed_at) != (brief.revision, brief.signed_at):
            return  # it was edited meanwhile, and another job prints what it says now
        if proof is None:
            _fail(now, reason)
        else:
            await _done(session, now, edition, proof)


async def _printed(brief: Brief, edition: Edition) -> Printed:
    appendix = brief.kind is BriefKind.APPENDIX
    return await of_appendix.printed(edition, brief.id) if appendix else await printed(edition)


async def _done(session: AsyncSession, brief: Brief, edition: Edition, proof: Printed) -> None:
    if edition.imprint:
        await issuing.freeze(session, brief, edition, proof)
        await delivery.deliver(session, brief, edition)
    else:
        service.finish(brief, proof)
    if brief.kind is not BriefKind.APPENDIX:  # hundreds of pages: nobody leafs through pictures of them
        await jobs.enqueue(session, picturing.TASK, brief_id=str(brief.id))


def _fail(brief: Brief, reason: str) -> None:
    """Loudly: nothing of it goes anywhere until somebody has looked."""
    log.error("brief failed", brief=str(brief.id), week=str(brief.week_start), reason=reason)
    if brief.signed_at:
        issuing.take_back(brief, reason)
    else:
        service.fail(brief, reason)


async def _waiting(session: AsyncSession, brief_id: str) -> Brief | None:
    brief = await session.get(Brief, UUID(brief_id), with_for_update=True)
    return brief if brief and brief.state is BriefState.WAITING else None
