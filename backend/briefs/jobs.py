"""The worker's part: printing the briefs that wait."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db, jobs
from backend.briefs import service
from backend.briefs.models import Brief, BriefState
from backend.briefs.printing import printed
from backend.documents.job import PrintingFailed


async def give_up(brief_id: str) -> None:
    async with db.begin(via="worker") as session:
        if brief := await _waiting(session, brief_id):
            service.fail(brief, "生成周报的任务多次中断，已停止。请重新生成；仍不行请联系管理员")


@jobs.task("briefs.print", given_up=give_up)
async def print_brief(brief_id: str) -> None:
    """Print one brief. No transaction is open while the printer works; a brief that is ready stays as it is."""
    async with db.begin(via="worker") as session:
        brief = await _waiting(session, brief_id)
    if brief is None:
        return
    try:
        proof, reason = await printed(service.data_of(brief), brief.made_at), ""
    except PrintingFailed as error:
        proof, reason = None, error.message
    async with db.begin(via="worker") as session:
        if brief := await _waiting(session, brief_id):
            service.finish(brief, proof) if proof else service.fail(brief, reason)


async def _waiting(session: AsyncSession, brief_id: str) -> Brief | None:
    brief = await session.get(Brief, UUID(brief_id), with_for_update=True)
    return brief if brief and brief.state is BriefState.WAITING else None
