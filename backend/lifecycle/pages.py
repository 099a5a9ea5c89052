"""Forms of the lifecycle: entering a stage and taking it back, standing still and going on, ending early."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.db import Session
from backend.errors import NotFound
from backend.lifecycle import batches, service, standstill
from backend.lifecycle.models import StageEntry
from backend.lifecycle.schemas import ResumptionIn, StageEntryIn, SuspensionIn, TerminationIn, WithdrawalIn
from backend.projects.entry_forms import EntryForm
from backend.projects.models import Project
from backend.projects.service import for_office
from backend.projects.vocabulary import Cause, Stage
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(include_in_schema=False)


async def _stages(session: AsyncSession, project: Project) -> dict[str, Any]:
    """The stages not entered yet, and the batches with which one may be entered."""
    entered = {entry.stage for entry in await service.live_entries(session, project)}
    held = await session.exec(batches.in_order())
    return {
        "stages": [(stage, stage.label) for stage in Stage if stage not in entered],
        "batches": [(batch.code, f"{batch.year}年第{batch.ordinal}期") for batch in held],
    }


async def _causes(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001  one shape for all
    return {"causes": Cause}


FORMS = (
    EntryForm(
        name="new_stage_entry",
        path="stages",
        title="登记阶段",
        done="阶段已登记",
        schema=StageEntryIn,
        write=service.enter_stage,
        template="projects/stage_entry.html",
        choices=_stages,
    ),
    EntryForm(
        name="new_suspension",
        path="suspensions",
        title="登记停工缓建",
        done="停工缓建已登记",
        schema=SuspensionIn,
        write=standstill.suspend,
        template="projects/suspension.html",
        choices=_causes,
    ),
    EntryForm(
        name="new_resumption",
        path="resumptions",
        title="登记复工",
        done="复工已登记",
        schema=ResumptionIn,
        write=standstill.resume,
        template="projects/resumption.html",
    ),
    EntryForm(
        name="new_termination",
        path="terminations",
        title="登记终止",
        done="终止已登记",
        schema=TerminationIn,
        write=standstill.terminate,
        template="projects/termination.html",
    ),
)
for each in FORMS:
    each.install(router)


@router.get("/projects/{code}/stages/{item}/withdrawal")
async def new_withdrawal(request: Request, code: str, item: UUID, session: Session, person: Person) -> Response:
    project = await for_office(session, person, code)
    return _withdrawal(request, project, await _entry(session, project, item), Form.known())


@router.post("/projects/{code}/stages/{item}/withdrawal")
async def withdraw_stage(request: Request, code: str, item: UUID, session: Session, person: Person) -> Response:
    project = await for_office(session, person, code)
    entry = await _entry(session, project, item)
    form = await Form.read(request, WithdrawalIn)
    if not form.errors:
        async with form.tries(session):
            await service.withdraw(session, person, code, item, form.value)
    if form.errors:
        return _withdrawal(request, project, entry, form)
    notice = f"{project.short_name}：{entry.stage.label}已撤回，记录还在"
    return see_other(request, "show_project", notice=notice, code=project.code)


async def _entry(session: AsyncSession, project: Project, item: UUID) -> StageEntry:
    found = next((each for each in await service.live_entries(session, project) if each.id == item), None)
    if found is None:
        raise NotFound("没有这条阶段记录，或它已经撤回")
    return found


def _withdrawal(request: Request, project: Project, entry: StageEntry, form: Form[Any]) -> Response:
    return page(request, "projects/withdrawal.html", form.status, project=project, stage_entry=entry, form=form)
