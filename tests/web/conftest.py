"""A site of the frame alone, with one page that shows every component in every state."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.async_api import Browser, async_playwright

from backend.accounts.models import Role
from backend.web import assets, look, offline, templating
from backend.web.headers import SecurityHeaders
from backend.web.templating import page, see_other
from tests.web.gallery import GALLERY

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
HAS_CHROMIUM = CHROMIUM.exists()
READER = SimpleNamespace(name="王磊", role=Role.ADMINISTRATOR, is_administrator=True)


@pytest.fixture(scope="session")
def site() -> Iterator[FastAPI]:
    """The frame with the real headers, so that the content security policy is tried as well."""
    before, templating.environment.loader = (
        templating.environment.loader,
        ChoiceLoader([FileSystemLoader(HERE), FileSystemLoader(templating.TEMPLATES)]),
    )
    site = FastAPI()
    site.state.demonstration = True
    site.add_middleware(SecurityHeaders)
    site.include_router(assets.router)
    site.include_router(look.router)
    site.include_router(offline.router)

    @site.get("/gallery")
    async def gallery(request: Request) -> Response:
        request.state.account = READER
        return page(request, "gallery.html", **GALLERY)

    site.get("/projects/{code}")(gallery)

    @site.post("/gallery")
    async def posted(request: Request) -> Response:
        return see_other(request, "gallery", notice="已保存，回执48-0174", query={"q": "同德"})

    @site.get("/errors/{status}")
    async def error(request: Request, status: int) -> Response:
        return page(
            request, "errors/error.html", status, error=SimpleNamespace(status=status, message="这一句由业务写。")
        )

    yield site
    templating.environment.loader = before


@pytest.fixture
async def visitor(site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without scripts that keeps its cookies."""
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def visitor_behind_proxy(site: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A proxy shows the site below /sanpi and passes on the whole path."""
    transport = httpx.ASGITransport(site, root_path="/sanpi")
    async with httpx.AsyncClient(transport=transport, base_url="http://test/sanpi/") as client:
        yield client


@pytest.fixture
def reader() -> Iterator[SimpleNamespace]:
    """Who is signed in; a test may change what they are."""
    before = dict(vars(READER))
    yield READER
    vars(READER).update(before)


@pytest.fixture(scope="session")
async def address(site: FastAPI) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(site, port=0, log_level="error", ws="none", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  the server has a flag and no event
        await asyncio.sleep(0.01)
    yield "http://{}:{}".format(*server.servers[0].sockets[0].getsockname())
    server.should_exit = True
    await serving


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not HAS_CHROMIUM:
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()
