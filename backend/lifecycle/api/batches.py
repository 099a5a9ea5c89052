from collections import Counter

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.lifecycle import batches
from backend.lifecycle.outcomes import outcomes
from backend.lifecycle.parts import BatchPart, BatchWithOutcomes, OutcomePart
from backend.lifecycle.schemas import BatchIn
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, page

router = Router(prefix="/batches", tags=["三批"])


@router.get("", response_model=Page[BatchPart])
async def list_batches(request: Request, session: Session, caller: Caller) -> Response:
    """各期，新的在前；项目数只数密钥看得到的项目。"""
    found = await batches.with_counts(session, caller)
    return answer(request, page(BatchPart.of(batch, counts).model_dump_json() for batch, counts in found))


@router.post("", status_code=201, response_model=BatchWithOutcomes)
async def create_batch(request: Request, given: BatchIn, session: Session, caller: Caller) -> Response:
    """新建一期。"""
    batch = await batches.create(session, caller, given)
    made = place(request, f"/batches/{batch.code}")
    return answer(request, (await one(session, caller, batch.code)).model_dump_json(), status=201, location=made)


@router.get("/{code}", response_model=BatchWithOutcomes)
async def read_batch(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一期的项目、投资合计和后来的进展；编号是年份加当年第几期，如 2026-3。"""
    return answer_with(request, await one(session, caller, code))


async def one(session: AsyncSession, actor: Actor, code: str) -> BatchWithOutcomes:
    batch = await batches.find(session, code)
    found = outcomes(await batches.members(session, actor, batch))
    counts = Counter({each.stage: len(each.members) for each in found})
    told = BatchPart.of(batch, counts).model_dump()
    return BatchWithOutcomes(**told, outcomes=[OutcomePart.of(each) for each in found])
