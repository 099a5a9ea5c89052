"""What belongs to a project, list by list, as its document tells it and under the document's ETag."""

import json
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.lifecycle.parts import StagePart, SuspensionPart
from backend.milestones.parts import MilestonePart
from backend.projects.parts import AnnualListPart, DeveloperPart, DutyPart
from backend.timeline import past
from backend.timeline.document import YearPart
from backend.timeline.moments import AsOf
from backend.web.conditional import answer, etag
from backend.web.pagination import Page, page
from backend.web.schema import Output

PARTS: list[tuple[str, str, type[Output], str]] = [  # as in the address, as in the document, its shape, what it is
    ("stages", "stages", StagePart, "签约、开工、投产的登记，撤回的也在内"),
    ("suspensions", "suspensions", SuspensionPart, "历次停工缓建"),
    ("milestones", "milestones", MilestonePart, "节点的基线、预计和到达日期"),
    ("duties", "duties", DutyPart, "哪些单位和人负什么责，自何时至何时"),
    ("developers", "developers", DeveloperPart, "项目单位"),
    ("annual-lists", "annual_lists", AnnualListPart, "列入的年度清单"),
    ("years", "years", YearPart, "分年度的计划投资和完成投资"),
]
router = APIRouter(tags=["项目"])


def listing(name: str) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def list_part(
        request: Request, code: str, session: Session, caller: Caller, asked: Annotated[AsOf, Query()]
    ) -> Response:
        found = await past.at(session, caller, code, asked.as_of)
        items = json.loads(found.document or "{}").get(name, [])  # a version may be older than the part
        texts = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in items)
        return answer(request, page(texts), etag(found.version, found.digest))

    return list_part


for path, name, shape, told in PARTS:
    router.get(
        f"/projects/{{code}}/{path}",
        name=f"list_{name}_of_project",
        description=f"{told}。",
        response_model=Page[shape],  # type: ignore[valid-type]
    )(listing(name))
