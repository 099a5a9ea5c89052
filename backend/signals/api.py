from uuid import UUID

from fastapi import Request, Response

from backend.accounts.auth import Caller
from backend.db import Session
from backend.projects import service as projects
from backend.replay.routing import Router
from backend.signals import history, overriding, rules
from backend.signals.models import SignalRule
from backend.signals.parts import (
    LightPart,
    LightRowPart,
    OverrideEndPart,
    OverridePart,
    SignalRulePart,
    SignalsPart,
    SpellPart,
)
from backend.signals.schemas import OverrideEndIn, OverrideIn
from backend.signals.standing import worst
from backend.web.conditional import answer, answer_with
from backend.web.pagination import Page, page

router = Router(tags=["灯号"])


@router.get("/signals/rules", response_model=Page[SignalRulePart])
async def list_signal_rules(request: Request, session: Session, caller: Caller) -> Response:  # noqa: ARG001
    """判灯的规则：每一轴从哪天起按什么界线；新的在前，旧的留着。"""
    return answer(request, page(_rule(rule).model_dump_json() for rule in await rules.every(session)))


@router.get("/projects/{code}/signals", response_model=SignalsPart)
async def read_signals(request: Request, code: str, session: Session, caller: Caller) -> Response:
    """项目的灯：现在各轴的颜色和原因，以及怎么一步步变成这样。"""
    project = await projects.get(session, caller, code)
    kept = await history.of_project(session, project.id)
    spells, now, made = history.spells(kept), history.newest(kept), await overriding.open_one(session, project)
    computed = worst(light.signal for light in now.values())
    told = SignalsPart(
        signal=made.signal if made else computed,
        computed_signal=computed,
        since=spells[0].since if spells else None,
        override=OverridePart.model_validate(made) if made else None,
        lights=[LightPart.model_validate(light) for light in now.values()],
        spells=[SpellPart.model_validate(spell) for spell in spells],
        history=[LightRowPart.model_validate(light) for light in kept],
    )
    return answer_with(request, told)


@router.post("/projects/{code}/signal-overrides", status_code=201, response_model=OverridePart)
async def override_signal(request: Request, code: str, given: OverrideIn, session: Session, caller: Caller) -> Response:
    """人工改灯：写明理由和到哪天为止；算出来的颜色照样显示。"""
    made = await overriding.override(session, caller, code, given)
    return answer_with(request, OverridePart.model_validate(made), status=201)


@router.post("/projects/{code}/signal-overrides/{override_id}/end", status_code=201, response_model=OverrideEndPart)
async def end_signal_override(  # noqa: PLR0913, PLR0917  an argument for each part of a request
    request: Request, code: str, override_id: UUID, given: OverrideEndIn, session: Session, caller: Caller
) -> Response:
    """提前结束人工改灯，回到算出来的颜色。"""
    ended = await overriding.end(session, caller, code, override_id, given)
    return answer_with(request, OverrideEndPart.model_validate(ended), status=201)


def _rule(rule: SignalRule) -> SignalRulePart:
    return SignalRulePart.model_validate({**rule.model_dump(), "says": rules.in_words(rule)})
