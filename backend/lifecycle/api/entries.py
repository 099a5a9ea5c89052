from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.lifecycle import service
from backend.lifecycle.models import StageEntry
from backend.lifecycle.parts import StagePart
from backend.lifecycle.schemas import StageEntryIn, WithdrawalIn
from backend.replay.routing import Router

router = Router(prefix="/projects/{code}/stages", tags=["三批"])


@router.post("", status_code=201)
async def enter_stage(code: str, given: StageEntryIn, session: Session, caller: Caller) -> StagePart:
    """登记签约、开工或投产；一个项目每个阶段只登记一次，日期不能在今天以后。"""
    return await shown(session, await service.enter_stage(session, caller, code, given))


@router.post("/{entry_id}/withdrawal", status_code=201)
async def withdraw_stage(code: str, entry_id: UUID, given: WithdrawalIn, session: Session, caller: Caller) -> StagePart:
    """撤回误登的阶段；记录和原因都留着。"""
    return await shown(session, await service.withdraw(session, caller, code, entry_id, given))


async def shown(session: AsyncSession, entry: StageEntry) -> StagePart:
    await session.refresh(entry, ["batch", "withdrawal"])
    return StagePart.of(entry)
