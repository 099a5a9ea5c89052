"""What helps everybody and what a weak phone can carry: no finding of axe-core, and the budgets of a first view."""

import gzip

import pytest

from tests.browser.accessibility import AXE, findings
from tests.browser.conftest import Open
from tests.browser.reporting import filled, form_of, send, with_photo
from tests.updates.pictures import noisy

PAGES = ["/mine", "/projects", "/outbox", "/projects/GD-40", "/projects/GD-40/update"]
STATES = ["draft", "queued", "sending", "sent", "returned", "conflict", "locked"]
ENTRY = """state => outbox.put({id: state, account: outbox.account, title: '工地' + state, root: '/projects/none-' + state, week: '2026-W48',
  fields: [['invested_wan', '2'], ['site_progress', '后改的']], photos: [], state, tries: 2, next: Date.now() + 1e8, at: Date.now(),
  why: '这一周已有报送', wrong: {invested_wan: '只填数字'}, receipt: state === 'sent' ? {receipt: '48-0001', said: '11月24日 10:32', photos: []} : null,
  standing: {by: '王磊', said: '11月24日 10:32', invested_wan: '1.00', site_progress: '先报的', next_step: '', closed: false, version: 1}})"""


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make setup-test")
@pytest.mark.parametrize("look", [(360, "m", "light"), (320, "xl", "dark"), (1280, "l", "light")])
async def test_axe_finds_nothing_on_the_officers_pages(open_as: Open, expected, address, look):
    expected += ["status of 404", "status of 409", "status of 401"]  # of entries that are made up
    width, size, theme = look
    page = await open_as("gaofei", "/outbox", width=width, size=size, color_scheme=theme)
    for state in STATES:
        await page.evaluate(ENTRY, state)
    faults = {}
    for path in PAGES:
        await page.goto(address + path)
        if path == "/outbox":
            await page.get_by_text("工地locked").wait_for()
        if found := await findings(page):
            faults[path] = found
        if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[path] = "scrolls sideways"
    assert faults == {}


async def test_a_first_view_is_60_kilobytes_and_any_page_150(open_as: Open, address):
    page = await open_as("gaofei", "/mine")
    got: dict[str, int] = {}

    async def weigh(answer) -> None:
        if answer.status == 200:
            kind = answer.request.resource_type
            got[kind] = got.get(kind, 0) + len(gzip.compress(await answer.body()))

    for path in PAGES:
        got.clear()
        page.on("response", weigh)
        await page.goto(address + path, wait_until="networkidle")
        page.remove_listener("response", weigh)
        html, css, js = (got.get(kind, 0) for kind in ("document", "stylesheet", "script"))
        assert (html <= 15_000, css <= 10_000, js <= 25_000, sum(got.values()) <= 60_000) == (True,) * 4, (path, got)


async def test_thumbnails_are_small_and_come_when_they_are_looked_at(open_as: Open, site):
    page = await open_as("gaofei", form_of(site))
    await filled(page, "5")
    await with_photo(page, noisy((1600, 1200)))
    weights = []
    page.on("response", lambda got: weights.append(got) if got.request.resource_type == "image" else None)
    await send(page)
    picture = page.locator(".gallery img")
    await picture.wait_for()
    assert await picture.get_attribute("loading") == "lazy"
    await picture.scroll_into_view_if_needed()
    await page.wait_for_function("document.querySelector('.gallery img').naturalWidth > 0")
    small = [len(await got.body()) for got in weights if "/files/" in got.url]
    assert len(small) == 1
    assert small[0] <= 15_000
