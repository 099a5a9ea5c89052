from typing import Annotated

from fastapi import Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.rankings import tables
from backend.rankings.pages import asked_or_running
from backend.rankings.parts import ComparisonTablePart, RankingPart
from backend.rankings.ranking import ranking
from backend.rankings.schemas import AskedRanking, TableIn
from backend.replay.routing import Router
from backend.web.conditional import answer, answer_with
from backend.web.pagination import Page, page

router = Router(prefix="/rankings", tags=["考核"])


@router.get("", response_model=RankingPart)
async def read_ranking(
    request: Request, session: Session, caller: Caller, asked: Annotated[AskedRanking, Query()]
) -> Response:
    """各单位的排名：每一项的完成数、目标、得分和加进总分的数；同分同名次。只比单位，不比个人。按全部项目算，所以只给看全部项目的密钥。"""
    found = await ranking(session, caller, asked_or_running(asked))
    return answer_with(request, RankingPart.of(found))


@router.get("/tables", response_model=Page[ComparisonTablePart])
async def list_comparison_tables(request: Request, session: Session, _caller: Caller) -> Response:
    """比什么、各占多少、怎样计分，新的在前；最后是还没有定时用的。"""
    rules = [*await tables.every(session), tables.DEFAULT]
    return answer(request, page(ComparisonTablePart.of(each).model_dump_json() for each in rules))


@router.post("/tables", status_code=201, response_model=ComparisonTablePart)
async def decide_comparison_table(request: Request, given: TableIn, session: Session, caller: Caller) -> Response:
    """从一天起按新的比法排名；以前定的都留着。"""
    return answer_with(request, ComparisonTablePart.of(await tables.decide(session, caller, given)), status=201)
