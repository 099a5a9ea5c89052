"""Briefs are found by words in them, and read as pictures where a browser shows no PDF."""

import re

import pytest
from PIL import Image
from sqlalchemy import event, text

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import picturing, service
from backend.briefs.life import standing
from backend.weeks import Week
from tests import factories

HOUSE = the_house("cli")


@pytest.fixture
async def ready(session):
    await factories.project(session, name="滹沱河生态修复项目")
    await factories.settle(session)
    brief, _ = await service.make_and_print(session, HOUSE, Week.current())
    await session.commit()
    return brief


async def test_each_page_is_a_picture_for_who_may_read_the_brief(session, client, everybody, ready):
    await picturing.picture_brief(str(ready.id))
    found = await standing.of(session, ready)
    assert len(picturing.pages_of(found)) == ready.pages
    with Image.open(picturing.page_of(found, 1)) as first:
        assert (first.format, first.width, first.height) == ("WEBP", 1080, pytest.approx(1527, abs=2))
    page = (await client(everybody[Role.OFFICE]).get(f"/briefs/{ready.id}")).text
    addresses = re.findall(r'<img class="sheet" loading="lazy" src="([^"]+)"', page)
    assert len(addresses) == ready.pages
    image = await client(everybody[Role.OFFICE]).get(addresses[0])
    assert (image.headers["content-type"], image.content[8:12]) == ("image/webp", b"WEBP")
    assert (await client(everybody[Role.STEWARD]).get(addresses[0])).status_code == 404  # a draft is not for all
    assert (await client(everybody[Role.OFFICE]).get(f"/briefs/{ready.id}/pages/99.webp")).status_code == 404


async def test_pictures_of_an_earlier_printing_go(session, ready):
    await picturing.picture_brief(str(ready.id))
    before = picturing._place(await standing.of(session, ready))
    ready.sha256 = "f" * 64
    await session.commit()
    await picturing.picture_brief(str(ready.id))
    assert (before.exists(), len(picturing.pages_of(await standing.of(session, ready)))) == (False, ready.pages)


async def test_a_brief_is_found_by_characters_in_it_with_the_place_where_they_stand(session, client, office, ready):
    found = (await client(office).get("/briefs", params={"q": "沱河生态"})).text
    assert (f"/briefs/{ready.id}" in found, "滹沱河生态修复项目" in found) == (True, True)
    for other in ("黄河", "100%_", "'"):
        none = (await client(office).get("/briefs", params={"q": other})).text
        assert (f"/briefs/{ready.id}" in none, "没有找到" in none) == (False, True), other


async def test_a_search_takes_as_many_statements_for_many_briefs_as_for_one(session, client, office, ready):
    one = await statements(session, client(office))
    for week in ("2026-W43", "2026-W44", "2026-W45"):
        await service._snapshot(session, HOUSE, Week.parse(week))
    await session.commit()
    assert await statements(session, client(office)) == one


async def statements(session, browser) -> int:
    seen = []
    connection = (await session.connection()).sync_connection

    def note(*given):
        seen.append(given[2])

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        await browser.get("/briefs", params={"q": "项目"})
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)
    await db.sql(session, text("SELECT 1"))
    return len(seen)
