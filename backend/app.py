"""Two doors to one house: pages for people, and a JSON API for programs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.security import HTTPBearer
from starlette.middleware.gzip import GZipMiddleware

from backend import db, health, waiting_sources, wiring, working_days
from backend.accounts import allowance
from backend.accounts import api as accounts_api
from backend.accounts import pages as accounts_pages
from backend.api_titles import TITLES
from backend.assignments import api as assignments_api
from backend.assignments import pages as assignment_pages
from backend.assignments import transfer_api, transfer_pages
from backend.board import economics_api
from backend.board import pages as board_pages
from backend.board.comparison import api as comparison_api
from backend.board.rates import api as rates_api
from backend.board.rates import pages as rate_pages
from backend.briefs import api as briefs_api
from backend.briefs import checking, lending
from backend.briefs import edit_pages as brief_edit_pages
from backend.briefs import figure_pages as brief_figure_pages
from backend.briefs import figures_api as brief_figures_api
from backend.briefs import life_pages as brief_life_pages
from backend.briefs import pages as briefs_pages
from backend.briefs.uses import briefs_of
from backend.calendar import api as calendar_api
from backend.calendar import pages as calendar_pages
from backend.calendar import reading as calendar
from backend.config import settings
from backend.errors import DomainError
from backend.exchange import api as exchange_api
from backend.exchange import pages as exchange_pages
from backend.feed import installation
from backend.feed.listening import bell
from backend.files import api as files_api
from backend.files import pages as file_pages
from backend.files.service import LARGEST_UPLOAD
from backend.findings import api as findings_api
from backend.findings import pages as finding_pages
from backend.hooks import api as hooks_api
from backend.hooks import pages as hook_pages
from backend.layers import API, Site
from backend.lifecycle import api as lifecycle_api
from backend.lifecycle import batch_pages
from backend.lifecycle import pages as lifecycle_pages
from backend.matrix import api as matrix_api
from backend.matrix import edit_pages as matrix_edit_pages
from backend.matrix import pages as matrix_pages
from backend.matrix import sheet_pages as matrix_sheet_pages
from backend.meetings import agenda_pages as meeting_agenda_pages
from backend.meetings import api as meetings_api
from backend.meetings import pages as meeting_pages
from backend.meetings import room_pages as meeting_room_pages
from backend.milestones import api as milestones_api
from backend.milestones import milestone_pages, plan_pages
from backend.milestones import pages as milestone_list_pages
from backend.money import api as money_api
from backend.money import pages as money_pages
from backend.oc4ids import api as oc4ids_api
from backend.outgoing import pages as outgoing_pages
from backend.problems import api as problems_api
from backend.problems import pages as problem_pages
from backend.projects import api as projects_api
from backend.projects import classification_pages, duty_pages, ledger_pages, programme_forms
from backend.projects import pages as project_pages
from backend.rankings import api as rankings_api
from backend.rankings import pages as ranking_pages
from backend.reminders import api as reminders_api
from backend.reminders import pages as reminder_pages
from backend.signals import api as signals_api
from backend.signals import pages as signal_pages
from backend.supervision import api as supervision_api
from backend.supervision import pages as supervision_pages
from backend.targets import api as targets_api
from backend.targets import pages as target_pages
from backend.targets import setting_pages as target_setting_pages
from backend.timeline import api as timeline_api
from backend.updates import api as updates_api
from backend.updates import correction_api, correction_pages, review_pages, uses, week_pages
from backend.updates import pages as update_pages
from backend.updates.photos import api as photos_api
from backend.updates.photos import pages as photo_pages
from backend.web import apidocs, assets, errors, look, offline
from backend.web.body_limit import BodyLimit
from backend.web.conditional import GZIP_FROM, PACKED_BY
from backend.web.described import ERRORS, DescribedApi
from backend.web.quota import QuotaHeaders
from backend.web.strict import strict

LARGEST_BODY = 1024 * 1024  # one project with all its texts is a few thousand
project_site = [  # fixed words before `{code}`
    project_pages.router,
    programme_forms.router,
    ledger_pages.router,
    duty_pages.router,
    classification_pages.router,
    assignment_pages.router,
    transfer_pages.router,
    lifecycle_pages.router,
    batch_pages.router,
    milestone_list_pages.router,
    milestone_pages.router,
    plan_pages.router,
    file_pages.router,
    update_pages.router,
    correction_pages.router,
    week_pages.router,
    review_pages.router,
    photo_pages.router,
    money_pages.router,
    signal_pages.router,
    problem_pages.router,
    supervision_pages.router,
    finding_pages.router,
    exchange_pages.router,
    rate_pages.router,
    target_setting_pages.router,
    target_pages.router,
    ranking_pages.router,
    matrix_sheet_pages.router,
    matrix_pages.router,
    matrix_edit_pages.router,
    meeting_pages.router,
    meeting_agenda_pages.router,
    meeting_room_pages.router,
    board_pages.router,
]
pages: list[APIRouter] = [
    health.router,
    assets.router,
    look.router,
    offline.router,
    accounts_pages.router,
    briefs_pages.router,
    brief_life_pages.router,
    checking.router,
    lending.router,
    brief_edit_pages.router,
    brief_figure_pages.router,
    calendar_pages.router,
    outgoing_pages.router,
    hook_pages.router,
    reminder_pages.router,
    *project_site,
]
resources: list[APIRouter] = [
    timeline_api.router,
    apidocs.router,
    exchange_api.router,
    oc4ids_api.router,
    hooks_api.router,
    assignments_api.router,
    transfer_api.router,
    lifecycle_api.router,
    milestones_api.router,
    files_api.router,
    updates_api.router,
    correction_api.router,
    photos_api.router,
    money_api.router,
    economics_api.router,
    comparison_api.router,
    signals_api.router,
    problems_api.router,
    supervision_api.router,
    findings_api.router,
    rates_api.router,
    targets_api.router,
    rankings_api.router,
    matrix_api.router,
    meetings_api.router,
    projects_api.router,
    accounts_api.router,
    calendar_api.router,
    reminders_api.router,
    briefs_api.router,
    brief_figures_api.router,
]


def create_app(url: str | None = None) -> FastAPI:
    """The site. While it runs it is connected with the database at `url`, else with the one of the settings."""
    site = Site(openapi_url=None, redirect_slashes=False, lifespan=connected(url or settings.database_url))
    site.add_middleware(GZipMiddleware, minimum_size=GZIP_FROM, compresslevel=PACKED_BY)
    site.add_middleware(BodyLimit, most=LARGEST_UPLOAD, most_with_files=LARGEST_UPLOAD)
    errors.install(site, as_asked)
    uses.finders[:] = [briefs_of]
    waiting_sources.install()
    site.mount(API, create_api(), name="api")  # first: a program that asks often need not be compared with every page
    for router in pages:
        site.include_router(router)
    return site


def as_asked(request: Request, error: DomainError) -> Response:
    """A program gets its kind of answer, even at an address below the API's that the API never sees."""
    is_program = request.scope["path"].startswith(f"{API}/") or errors.wants_json(request)
    render = errors.as_problem if is_program else errors.as_page
    return render(request, error)


def connected(url: str | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(site: FastAPI) -> AsyncIterator[None]:
        assert url, "SANPI_DATABASE_URL is not set: `sanpi serve` knows the embedded database"
        async with wiring.house_at(url):
            async with db.begin(via="serve") as session:
                await installation.settle_in(session)
                working_days.use(await calendar.working_calendar(session))
                site.state.demonstration = await installation.is_demonstration(session)
            keeping_up = asyncio.create_task(calendar.keep_up())
            yield
            keeping_up.cancel()
            bell.close()
            await allowance.write_down()

    return lifespan


def create_api() -> DescribedApi:
    api = DescribedApi(
        title="三批：重大项目 API",
        version="1",
        servers=[{"url": API}],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(strict), Depends(HTTPBearer(auto_error=False, description="管理员发给的密钥"))],
        responses=ERRORS,
        generate_unique_id_function=lambda route: route.name,
    )
    api.titles = TITLES
    api.add_middleware(QuotaHeaders)
    api.add_middleware(BodyLimit, most=LARGEST_BODY, most_with_files=LARGEST_UPLOAD)
    errors.install(api, errors.as_problem)
    for router in resources:
        api.include_router(router)
    return api
