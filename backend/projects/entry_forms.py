"""A small form that adds one row to a project. Stages, plans, duties and the like all have this shape."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.actor import Actor
from backend.accounts.auth import Person
from backend.db import Session
from backend.projects.models import Project
from backend.projects.service import for_office
from backend.web.forms import Form
from backend.web.schema import Input
from backend.web.templating import page, see_other
from backend.weeks import Week

Write = Callable[..., Awaitable[Any]]
"""The service that does it: `(session, actor, code, given)`."""
Choices = Callable[[AsyncSession, Project], Awaitable[dict[str, Any]]]
Known = Callable[[AsyncSession, Project, int], Awaitable[dict[str, Any]]]
"""What stands already of the year that is asked for: the form opens with it."""
YearAsked = Annotated[int | None, Query(ge=2000, le=2100)]


async def nothing_known(session: AsyncSession, project: Project, year: int) -> dict[str, Any]:  # noqa: ARG001
    return {}


def nothing_to_add(written: Any) -> Sequence[str]:  # noqa: ARG001
    return ()


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
    known: Known = nothing_known
    warns: Callable[[Any], Sequence[str]] = nothing_to_add
    """What should be looked at once more, of what `write` answered."""
    find: Callable[[AsyncSession, Actor, str], Awaitable[Project]] = for_office
    """The project, for those who may."""

    def install(self, router: APIRouter) -> None:
        path = f"/projects/{{code}}/{self.path}/new"
        router.add_api_route(path, self.show, methods=["GET"], name=self.name)
        router.add_api_route(path, self.send, methods=["POST"], name=f"{self.name}_sent")

    async def show(
        self, request: Request, code: str, session: Session, person: Person, year: YearAsked = None
    ) -> Response:
        project = await self.find(session, person, code)
        known = await self.known(session, project, year or Week.current().year)
        return await self._page(request, session, project, Form.known(**known))

    async def send(self, request: Request, code: str, session: Session, person: Person) -> Response:
        project = await self.find(session, person, code)
        form = await Form.read(request, self.schema)
        warnings: Sequence[str] = ()
        if not form.errors:
            async with form.tries(session):
                warnings = self.warns(await self.write(session, person, code, form.value))
        if form.errors:
            return await self._page(request, session, project, form)
        notice = f"{project.short_name}：{'；'.join([self.done, *warnings])}"
        return see_other(request, "show_project", notice=notice, code=project.code)

    async def _page(self, request: Request, session: AsyncSession, project: Project, form: Form[Any]) -> Response:
        choices = await self.choices(session, project)
        return page(request, self.template, form.status, project=project, form=form, entry=self, **choices)
