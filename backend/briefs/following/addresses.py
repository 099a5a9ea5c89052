"""Where each figure of a brief leads on this site: to a list that there is, as of the cut-off, or to a page of its own."""

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import Request

from backend.briefs.data import BriefData, Row
from backend.briefs.data.scope import ScopeKind
from backend.briefs.models import Brief
from backend.projects.vocabulary import Condition
from backend.web.templating import path_for

ROWS = {
    "": {},
    Row.PIPELINE.value: {"stage": "pipeline", "condition": Condition.UNDER_WAY.value},
    Row.SIGNED.value: {"stage": "signed", "condition": Condition.UNDER_WAY.value},
    Row.STARTED.value: {"stage": "started", "condition": Condition.UNDER_WAY.value},
    Row.PRODUCING.value: {"stage": "producing", "condition": Condition.UNDER_WAY.value},
    Row.SUSPENDED.value: {"condition": Condition.SUSPENDED.value},
    Row.TERMINATED.value: {"condition": Condition.TERMINATED.value},
}
"""The rows of the table of stages as filters of the list of projects."""
FILTERED = (ScopeKind.UNIT, ScopeKind.AREA, ScopeKind.PROGRAMME)


def addresses(request: Request, brief: Brief, data: BriefData) -> Callable[[str], str]:
    moment = {"as_of": data.as_of.isoformat()}

    def address(key: str) -> str:
        head, _, rest = key.partition(".")
        if head == "project":
            return f"{path_for(request, 'show_project', code=rest)}?{urlencode(moment)}"
        if head == "projects" and rest in ROWS and (data.scope is None or data.scope.kind in FILTERED):
            scope = {data.scope.kind.value: data.scope.code} if data.scope else {}
            return f"{path_for(request, 'list_projects')}?{urlencode(moment | scope | ROWS[rest])}"
        if head == "rate" and data.scope is None:
            kind, _, part = rest.partition(".")
            listed = path_for(request, "show_projects_of_rate", kind=kind)
            return f"{listed}?{urlencode({'part': part} | moment)}"
        return path_for(request, "show_figure", brief=brief.id, key=key)

    return address
