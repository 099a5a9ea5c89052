"""The house as people use it: a server of its own, a database that really commits, Chromium in front."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from backend import db, wiring
from tests import databases
from tests.browser import inhabitants, phones

CHROMIUM = Path("/usr/bin/chromium")
HAS_CHROMIUM = CHROMIUM.exists()
Open = Callable[..., Awaitable[Page]]
expect.set_options(timeout=20_000)  # a page is waited for, and its speed is measured elsewhere


@pytest.fixture(scope="session")
def own_database(template: str) -> Iterator[str]:
    name = databases.name_of(template)
    with databases.database(template, f"{name}_browser", name) as url:
        yield url


@pytest.fixture(scope="session")
async def links(own_database: str) -> dict[str, str]:
    """The sign-in link of each inhabitant, by name."""
    wiring.install()
    engine = db.connect(own_database)
    try:
        return await inhabitants.move_in()
    finally:
        await engine.dispose()


@pytest.fixture(scope="session")
def address(own_database: str, links: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "backend.app:create_app", "--port", str(port)]
    environment = os.environ | {"SANPI_DATABASE_URL": own_database}
    server = subprocess.Popen([*command, "--log-level", "warning"], env=environment)
    try:
        yield answering(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(10)


def answering(address: str) -> str:
    for _ in range(200):
        try:
            httpx.get(f"{address}/sign-in")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return address
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not HAS_CHROMIUM:
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


def _complains(said: ConsoleMessage) -> bool:
    """A refused form is no fault of the page, nor a worker that this browser is told to refuse."""
    return said.type in {"error", "warning"} and not any(
        part in said.text for part in ("status of 422", "by Playwright")
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    phones.given_to(metafunc)


@pytest.fixture
def phone() -> phones.Phone:
    return phones.USUAL


@pytest.fixture
def expected() -> list[str]:
    """Parts of complaints that a test brings about itself."""
    return []


@pytest.fixture
def sid(address: str) -> Callable[[str], dict[str, str]]:
    """The cookie of somebody who is signed in."""
    return lambda who: {"name": "sid", "value": inhabitants.token_of(who), "url": address}


@pytest.fixture(scope="session")
def sites() -> dict[str, Iterator[str]]:
    return {name: iter(codes) for name, codes in inhabitants.SITES.items()}


@pytest.fixture
def site(sites: dict[str, Iterator[str]]) -> str:
    """The code of a project of gaofei's that nobody has reported yet."""
    return next(sites["gaofei"])


@pytest.fixture
def far_site(sites: dict[str, Iterator[str]]) -> str:
    """One of hanbing's."""
    return next(sites["hanbing"])


@pytest.fixture(scope="session")
def stayers() -> Iterator[str]:
    return iter(inhabitants.STAYERS)


@pytest.fixture
def stayer(stayers: Iterator[str]) -> str:
    """Somebody who may be signed out: nobody else works under his name."""
    return next(stayers)


@pytest.fixture
def rows(own_database: str) -> Callable[..., list[Any]]:
    """rows("SELECT …", value): what is really stored."""

    def read(statement: str, *values: Any) -> list[Any]:
        with psycopg.connect(own_database.replace("+asyncpg", ""), autocommit=True) as connection:
            return connection.execute(statement, values).fetchall()

    return read


@pytest.fixture
async def open_as(browser: Browser, address: str, expected: list[str], phone: phones.Phone) -> AsyncIterator[Open]:
    """open_as("office", "/projects", width=1280): signed in already, on the test's phone unless something else is
    asked for. Whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    async def open_at(who: str | None, path: str, width: int | None = None, **options) -> Page:
        asked = {"locale": "zh-CN"} | phone.options | options
        if width:
            asked["viewport"] = {"width": width, "height": 740}
        cookies = {"size": asked.pop("size")}
        context = await browser.new_context(**asked)
        contexts.append(context)
        cookies |= {"sid": inhabitants.token_of(who)} if who else {}
        await context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _complains(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        await context.close()
    assert [each for each in complaints if not any(part in each for part in expected)] == []
