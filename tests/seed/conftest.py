from collections.abc import AsyncIterator

import pytest

import seed as seeds
from backend import wiring
from tests import databases


def nobody_watches(_: str) -> None:
    pass


@pytest.fixture(scope="module")
async def planted(template: str) -> AsyncIterator[str]:
    """A database with the seed in it, for tests that only read."""
    with databases.database(template, f"{databases.name_of(template)}_planted", databases.name_of(template)) as url:
        async with wiring.house_at(url):
            await seeds.plant(nobody_watches)
        yield url


@pytest.fixture
async def house(planted: str) -> AsyncIterator[None]:
    async with wiring.house_at(planted):
        yield
