from uuid import UUID

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.db import Session
from backend.matrix import composing, editing, queries, service
from backend.matrix.models import WorkMatrix
from backend.matrix.parts import MatrixPart, WholeMatrixPart
from backend.matrix.schemas import GoalIn, GoalWordsIn, MatrixIn, MeasureIn, MeasureWordsIn, MoreIn
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with, place
from backend.web.moving import MoveIn
from backend.web.pagination import Page, page

router = Router(prefix="/matrices", tags=["工作矩阵"])


@router.get("", response_model=Page[MatrixPart])
async def list_matrices(request: Request, session: Session, caller: Caller) -> Response:
    """工作矩阵，近的在前。只给能看全部项目的密钥。"""
    rows = await session.exec(queries.those(caller))
    return answer(request, page(MatrixPart.of(row).model_dump_json() for row in rows))


@router.post("", status_code=201, response_model=WholeMatrixPart)
async def make_matrix(request: Request, given: MatrixIn, session: Session, caller: Caller) -> Response:
    """编一张工作矩阵；用同一个 id 重发是同样的答复。"""
    made = await service.make(session, caller, given)
    shown = await _whole(session, caller, made)
    return answer(request, shown.model_dump_json(), status=201, location=place(request, f"/matrices/{made.code}"))


@router.get("/{matrix}", response_model=WholeMatrixPart)
async def read_matrix(request: Request, matrix: str, session: Session, caller: Caller) -> Response:
    """一张工作矩阵：目标、措施、各责任单位的时限和办理状态。"""
    return answer_with(request, await _whole(session, caller, await service.get(session, caller, matrix)))


@router.post("/{matrix}/goals", status_code=201, response_model=WholeMatrixPart)
async def add_goal(request: Request, matrix: str, given: GoalIn, session: Session, caller: Caller) -> Response:
    """加一项目标；用同一个 id 重发是同样的答复。"""
    await service.add_goal(session, caller, matrix, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/goals/{goal}/measures", status_code=201, response_model=WholeMatrixPart)
async def add_measure(  # noqa: PLR0913, PLR0917  where in the matrix, and what
    request: Request, matrix: str, goal: UUID, given: MeasureIn, session: Session, caller: Caller
) -> Response:
    """给一项目标加一条措施，交办到各责任单位；用同一个 id 重发是同样的答复。"""
    await service.add_measure(session, caller, matrix, goal, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/measures/{measure}/units", status_code=201, response_model=WholeMatrixPart)
async def give_measure(  # noqa: PLR0913, PLR0917  where in the matrix, and what
    request: Request, matrix: str, measure: UUID, given: MoreIn, session: Session, caller: Caller
) -> Response:
    """把一条措施再交办给一个单位；用同一个 id 重发是同样的答复。"""
    await service.give(session, caller, matrix, measure, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/goals/{goal}/wordings", status_code=201, response_model=WholeMatrixPart)
async def reword_goal(  # noqa: PLR0913, PLR0917  where in the matrix, and what
    request: Request, matrix: str, goal: UUID, given: GoalWordsIn, session: Session, caller: Caller
) -> Response:
    """改写一项目标；改前的写法在变更记录里。"""
    await editing.reword_goal(session, caller, matrix, goal, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/goals/{goal}/moves", status_code=201, response_model=WholeMatrixPart)
async def move_goal(  # noqa: PLR0913, PLR0917  where in the matrix, and where to
    request: Request, matrix: str, goal: UUID, given: MoveIn, session: Session, caller: Caller
) -> Response:
    """把一项目标上移或下移一位。"""
    await editing.move_goal(session, caller, matrix, goal, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/measures/{measure}/wordings", status_code=201, response_model=WholeMatrixPart)
async def reword_measure(  # noqa: PLR0913, PLR0917  where in the matrix, and what
    request: Request, matrix: str, measure: UUID, given: MeasureWordsIn, session: Session, caller: Caller
) -> Response:
    """改写一条措施；已经交办的照原来写的办，在办的单位会看到新写法。"""
    await editing.reword_measure(session, caller, matrix, measure, given)
    return await _written(request, session, caller, matrix)


@router.post("/{matrix}/measures/{measure}/moves", status_code=201, response_model=WholeMatrixPart)
async def move_measure(  # noqa: PLR0913, PLR0917  where in the matrix, and where to
    request: Request, matrix: str, measure: UUID, given: MoveIn, session: Session, caller: Caller
) -> Response:
    """把一条措施在它的目标里上移或下移一位。"""
    await editing.move_measure(session, caller, matrix, measure, given)
    return await _written(request, session, caller, matrix)


async def _written(request: Request, session: AsyncSession, actor: Actor, code: str) -> Response:
    return answer_with(request, await _whole(session, actor, await service.get(session, actor, code)), status=201)


async def _whole(session: AsyncSession, actor: Actor, matrix: WorkMatrix) -> WholeMatrixPart:
    return WholeMatrixPart.whole(matrix, await composing.of(session, actor, matrix))
