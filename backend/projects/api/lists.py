from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.projects import queries
from backend.projects.parts import ClassificationPart, CountedListPart
from backend.projects.service import labels
from backend.projects.vocabulary import Scheme
from backend.web.conditional import answer
from backend.web.pagination import Page, page

router = APIRouter(tags=["清单"])


@router.get("/classifications", response_model=Page[ClassificationPart])
async def list_classifications(
    request: Request, session: Session, _caller: Caller, scheme: Annotated[Scheme | None, Query()] = None
) -> Response:
    """项目类型、片区园带、产业集群和年度清单各有哪些代码，停用的也在内。"""
    found = (await session.exec(queries.classifications(scheme))).all()
    return answer(request, page(ClassificationPart.model_validate(each).model_dump_json() for each in found))


@router.get("/annual-lists", response_model=Page[CountedListPart])
async def list_annual_lists(request: Request, session: Session, caller: Caller) -> Response:
    """各年度清单和其中的项目数；项目用 /projects?annual_list=2026:construction 读取。"""
    known = (await labels(session))[Scheme.ANNUAL_LIST]
    counted = await session.exec(queries.annual_lists(caller))
    lists = [
        CountedListPart(year=year, list_code=code, label=known[code].label if code in known else code, projects=number)
        for year, code, number in counted
    ]
    return answer(request, page(each.model_dump_json() for each in lists))
