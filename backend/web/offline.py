"""Without signal: the worker that lays up pages, the page for those it does not have, and which pages it may keep."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backend.web.assets import STATIC
from backend.web.templating import NOTICE, WARNING, page

router = APIRouter(include_in_schema=False)
KEEP = "x-keep"


@router.get("/sw.js")
async def serve_worker() -> Response:
    """At the root, since a worker governs what lies beside it. Browsers look for a newer one at every visit."""
    return Response(WORKER, headers={"cache-control": "no-cache"}, media_type="text/javascript; charset=utf-8")


@router.get("/offline")
async def show_no_page(request: Request) -> Response:
    """Shown by the worker for what it does not keep; it holds nobody's data."""
    return page(request, "errors/offline.html")


def keep(request: Request, response: Response) -> Response:
    """The phone of this reader may lay up this page: it is their own work, and nothing in it is said only once."""
    if response.status_code == 200 and not {NOTICE, WARNING} & set(request.cookies):
        response.headers[KEEP] = "yes"
    return response


WORKER = (STATIC / "worker" / "sw.js").read_text(encoding="utf-8")
