"""A small form that adds one row to a project. Stages, plans, duties and the like all have this shape."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.db import Session
from backend.projects.models import Project
from backend.projects.service import for_office
from backend.web.forms import Form
from backend.web.schema import Input
from backend.web.templating import page, see_other

Write = Callable[..., Awaitable[Any]]
"""The service that does it: `(session, actor, code, given)`."""
Choices = Callable[[AsyncSession, Project], Awaitable[dict[str, Any]]]


async def no_choices(session: AsyncSession, project: Project) -> dict[str, Any]:  # noqa: ARG001  one shape for all
    return {}


@dataclass(frozen=True)
class EntryForm:
    """Shown and posted at one address, for the project office; afterwards the project says what was done."""

    name: str
    """Of its route, such as `new_alias`; posting is `new_alias_sent`."""
    path: str
    title: str
    done: str
    schema: type[Input]
    write: Write
    template: str
    choices: Choices = no_choices

    def install(self, router: APIRouter) -> None:
        path = f"/projects/{{code}}/{self.path}/new"
        router.add_api_route(path, self.show, methods=["GET"], name=self.name)
        router.add_api_route(path, self.send, methods=["POST"], name=f"{self.name}_sent")

    async def show(self, request: Request, code: str, session: Session, person: Person) -> Response:
        project = await for_office(session, person, code)
        return await self._page(request, session, project, Form.known())

    async def send(self, request: Request, code: str, session: Session, person: Person) -> Response:
        project = await for_office(session, person, code)
        form = await Form.read(request, self.schema)
        if not form.errors:
            async with form.tries(session):
                await self.write(session, person, code, form.value)
        if form.errors:
            return await self._page(request, session, project, form)
        return see_other(request, "show_project", notice=f"{project.short_name}：{self.done}", code=project.code)

    async def _page(self, request: Request, session: AsyncSession, project: Project, form: Form[Any]) -> Response:
        choices = await self.choices(session, project)
        return page(request, self.template, form.status, project=project, form=form, entry=self, **choices)
