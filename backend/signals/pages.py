"""Why a light is what it is, showing another colour for a time, and the rules for administrators."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.errors import NotFound, require
from backend.projects import service as projects
from backend.projects.entry_forms import EntryForm
from backend.projects.models import Project
from backend.projects.vocabulary import Signal
from backend.signals import history, overriding, rules
from backend.signals.models import Axis, Override
from backend.signals.schemas import OverrideEndIn, OverrideIn, SignalRuleIn
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)

COLOURS = (Signal.RED, Signal.AMBER, Signal.GREEN)
SHOWN = 60  # results in the history of a page


async def _colours(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001  one shape for all
    return {"colours": [(signal, f"{signal.label}灯") for signal in COLOURS]}


EntryForm(
    name="new_override",
    path="signal-overrides",
    title="人工改灯",
    done="灯已改，算出来的颜色照样显示",
    schema=OverrideIn,
    write=overriding.override,
    template="signals/override.html",
    choices=_colours,
).install(router)


@router.get("/projects/{code}/signal-overrides/{item}/end")
async def new_override_end(request: Request, code: str, item: UUID, session: Session, person: Person) -> Response:
    project = await overriding.for_overriding(session, person, code)
    return _ending(request, project, await _open(session, project, item), Form.known())


@router.post("/projects/{code}/signal-overrides/{item}/end")
async def end_override(request: Request, code: str, item: UUID, session: Session, person: Person) -> Response:
    project = await overriding.for_overriding(session, person, code)
    made = await _open(session, project, item)
    form = await Form.read(request, OverrideEndIn)
    if not form.errors:
        async with form.tries(session):
            await overriding.end(session, person, code, item, form.value)
    if form.errors:
        return _ending(request, project, made, form)
    notice = f"{project.short_name}：人工改灯已结束，按规则显示"
    return see_other(request, "show_project", notice=notice, code=project.code)


@router.get("/projects/{code}/signals")
async def show_signals(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await projects.get(session, person, code)
    kept = await history.of_project(session, project.id)
    return page(
        request,
        "signals/history.html",
        project=project,
        spells=history.spells(kept),
        now=history.newest(kept).values(),
        kept=kept[:SHOWN],
        today=today(),
    )


@router.get("/admin/signal-rules")
async def show_signal_rules(request: Request, session: Session, person: Person) -> Response:
    require(person.is_administrator, "只有管理员可以改判灯规则，请联系管理员")
    return await _rules(request, session, Form.known(effective_from=today()))


@router.post("/admin/signal-rules")
async def add_signal_rule(request: Request, session: Session, person: Person) -> Response:
    require(person.is_administrator, "只有管理员可以改判灯规则，请联系管理员")
    form = await Form.read(request, SignalRuleIn)
    if not form.errors:
        async with form.tries(session):
            await rules.add(session, person, form.value)
    if form.errors:
        return await _rules(request, session, form)
    given = form.value
    notice = f"{given.axis.label}的规则 {given.version} 从 {given.effective_from} 起生效"
    return see_other(request, "show_signal_rules", notice=notice)


async def _rules(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    found = [(rule, rules.in_words(rule)) for rule in await rules.every(session)]
    return page(request, "signals/rules.html", form.status, rules=found, axes=Axis, form=form)


async def _open(session: AsyncSession, project: Project, item: UUID) -> Override:
    made = await overriding.open_one(session, project)
    if made is None or made.id != item:
        raise NotFound("没有这次人工改灯，或它已经结束")
    return made


def _ending(request: Request, project: Project, made: Override, form: Form[Any]) -> Response:
    return page(request, "signals/override_end.html", form.status, project=project, override=made, form=form)
