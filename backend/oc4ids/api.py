from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.oc4ids import exporting
from backend.oc4ids.packages import Package
from backend.web.conditional import answer
from backend.web.schema import Input

router = APIRouter(tags=["导出"])
STANDARD = "https://standard.open-contracting.org/infrastructure/0.9/en/reference/package/"
SHAPE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            exporting.JSON: {
                "schema": {
                    "type": "object",
                    "externalDocs": {"url": STANDARD, "description": "OC4IDS 0.9.5 的数据包"},
                }
            }
        }
    }
}


class Asked(Input):
    package: Package = Package.INFRASTRUCTURE
    """要哪一包：基础设施项目，或另成一包的产业项目"""


@router.get("/oc4ids.json", response_class=Response, responses=SHAPE)
async def export_oc4ids(
    request: Request, session: Session, caller: Caller, asked: Annotated[Asked, Query()]
) -> Response:
    """按国际标准 OC4IDS 0.9.5 的数据包。产业项目不在该标准的定义之内，用 package=industrial 另取。金额单位是元（CNY）。"""
    path = request.url.path
    if asked.package is not Package.INFRASTRUCTURE:
        path += f"?package={asked.package}"
    return await exporting.package(session, caller, asked.package, path)


@router.get("/oc4ids/{code}.json", response_class=Response, responses=SHAPE)
async def export_oc4ids_project(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """一个项目的 OC4IDS 数据包。"""
    return answer(request, await exporting.single(session, caller, code, request.url.path))
