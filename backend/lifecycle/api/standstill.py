from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Caller
from backend.db import Session
from backend.lifecycle import standstill
from backend.lifecycle.models import Suspension
from backend.lifecycle.parts import SuspensionPart, TerminationPart
from backend.lifecycle.schemas import ResumptionIn, SuspensionIn, TerminationIn
from backend.replay.routing import Router

router = Router(prefix="/projects/{code}", tags=["三批"])


@router.post("/suspensions", status_code=201)
async def suspend_project(code: str, given: SuspensionIn, session: Session, caller: Caller) -> SuspensionPart:
    """登记停工缓建：自何时、为什么。"""
    return await shown(session, await standstill.suspend(session, caller, code, given))


@router.post("/resumptions", status_code=201)
async def resume_project(code: str, given: ResumptionIn, session: Session, caller: Caller) -> SuspensionPart:
    """登记复工；答复的是由此结束的那次停工。"""
    return await shown(session, await standstill.resume(session, caller, code, given))


@router.post("/termination", status_code=201)
async def terminate_project(code: str, given: TerminationIn, session: Session, caller: Caller) -> TerminationPart:
    """登记终止；项目仍计入各期的分母。"""
    return TerminationPart.model_validate(await standstill.terminate(session, caller, code, given))


async def shown(session: AsyncSession, suspension: Suspension) -> SuspensionPart:
    await session.refresh(suspension, ["resumption"])
    return SuspensionPart.of(suspension)
