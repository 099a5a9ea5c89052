"""The officer's minute, counted in taps."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.inhabitants import MINUTE, QUIET


class Finger:
    """Counts how often it touches the page."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    async def tap(self, where) -> None:
        self.taps += 1
        await where.tap()


@pytest.mark.parametrize("width", [360, 320])
async def test_a_week_with_something_to_say_is_three_taps_and_one_number(open_as: Open, width):
    page = await open_as("zhaomin" if width == 360 else "sunli", "/mine", width=width, has_touch=True)
    finger, card = Finger(page), page.get_by_role("listitem").filter(has_text=MINUTE[width])
    await finger.tap(card.get_by_role("link", name="填写本周"))
    await finger.tap(page.get_by_label("本周完成投资"))
    await page.keyboard.type("620.5")
    await finger.tap(page.get_by_role("button", name="报送", exact=True))
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    assert finger.taps == 3


async def test_a_week_in_which_nothing_moved_is_one_tap(open_as: Open):
    page = await open_as("zhaomin", "/mine", has_touch=True)
    finger, card = Finger(page), page.get_by_role("listitem").filter(has_text=QUIET)
    await finger.tap(card.get_by_role("button", name="本周无变化"))
    await expect(page.get_by_text("回执号").first).to_be_visible()
    assert finger.taps == 1


async def test_a_sponsor_gives_an_instruction_in_two_taps(open_as: Open):
    page = await open_as("chenlixin", "/mine", has_touch=True)
    finger, card = Finger(page), page.get_by_role("listitem").filter(has_text="同德")
    await finger.tap(card.get_by_role("link", name="批示"))
    await finger.tap(page.get_by_role("button", name="批示交办"))
    await expect(page.get_by_text("已交办")).to_be_visible()
    assert finger.taps == 2
