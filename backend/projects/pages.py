"""A new project, and the ledger of a known one."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.db import Session
from backend.errors import require
from backend.projects import checking, edit_form, merging, policy, service
from backend.projects.models import Project
from backend.projects.schemas import ProjectEdit, ProjectIn, ProjectPatch
from backend.web.forms import Form
from backend.web.templating import WARNING, page, saying, see_other

router = APIRouter(include_in_schema=False)


@router.get("/projects/new")
async def new_project(request: Request, session: Session, person: Person) -> Response:
    require(policy.may_create(person), "只有项目办可以新建项目，请联系项目办")
    return await _new(request, session, Form.known())


@router.post("/projects/new")
async def create_project(request: Request, session: Session, person: Person) -> Response:
    require(policy.may_create(person), "只有项目办可以新建项目，请联系项目办")
    form = await Form.read(request, ProjectIn)
    warnings: list[str] = []
    if not form.errors:
        async with form.tries(session):
            _, warnings = await service.create(session, person, form.value)
    else:
        await checking.add_what_else_is_wrong(session, None, form)
    if form.errors:
        return await _new(request, session, form)
    notice = "项目已建好。下一步：分派责任单位和专员，登记阶段"
    made = see_other(request, "show_project", notice=notice, code=form.value.code)
    return saying(request, made, WARNING, "；".join(warnings))


@router.get("/projects/{code}/edit")
async def edit_project(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_office(session, person, code)
    return await _edit(request, session, project, await edit_form.filled(session, project))


@router.post("/projects/{code}/edit")
async def save_project(request: Request, code: str, session: Session, person: Person) -> Response:
    project = await service.for_office(session, person, code)
    form = await Form.read(request, ProjectEdit)
    saved: merging.Saved | None = None
    if not form.errors:
        async with form.tries(session):
            patch = ProjectPatch(**form.value.model_dump(exclude={"base_version", "theirs"}, exclude_unset=True))
            saved = await merging.save(session, person, code, patch, form.value.base_version, form.value.theirs)
    else:
        await checking.add_what_else_is_wrong(session, project, form)
    if saved is None:
        project = await service.for_office(session, person, code)
        return await _edit(request, session, project, form)
    notice = "。".join(filter(None, ("台账已保存", saved.merged)))
    answer = see_other(request, "show_project", notice=notice, code=project.code)
    return saying(request, answer, WARNING, "；".join(saved.warnings))


async def _new(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    options = await edit_form.options(session)
    shown = {"form": form, "groups": edit_form.groups(), "code": edit_form.CODE, "labels": edit_form.NAMES}
    return page(request, "projects/new.html", form.status, options=options, **shown)


async def _edit(request: Request, session: AsyncSession, project: Project, form: Form[Any]) -> Response:
    """After somebody else was faster, both texts stand beside each other, and nothing that was typed is lost."""
    options = await edit_form.options(session, project)
    base = form.posted.get("base_version", project.version)
    if isinstance(form.refusal, merging.Clashing):
        now = (await edit_form.filled(session, project)).posted
        edit_form.both(form, form.refusal, now, options)
        base = project.version
    return page(
        request,
        "projects/edit.html",
        form.status,
        project=project,
        form=form,
        groups=edit_form.groups(project),
        labels=edit_form.NAMES,
        options=options,
        base=base,
    )
