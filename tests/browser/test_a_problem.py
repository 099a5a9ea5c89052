"""Raising a problem on the site, counted in taps."""

from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.test_the_minute import Finger

WHAT = "进场道路限高，变压器运不进来"


async def test_from_the_project_it_is_two_taps_and_one_sentence(open_as: Open):
    page = await open_as("zhaomin", "/projects/ZD-007", has_touch=True)
    finger = Finger(page)
    await finger.tap(page.get_by_role("link", name="报问题", exact=True))
    await expect(page.get_by_label("卡在哪里")).to_be_focused()
    await page.keyboard.type(WHAT)
    await finger.tap(page.get_by_role("button", name="报上", exact=True))
    await expect(page.get_by_role("heading", name=WHAT)).to_be_visible()
    assert finger.taps == 2
    for name, path in (("problem", ""), ("list", "/problems"), ("project", "/projects/ZD-007#h-problems")):
        if path:
            await page.goto(page.url.split("/p")[0] + path)
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
