"""The officer's whole path on each phone: from the list to the form, a number, a sentence and a photo, the receipt, the
project. Where there are scripts the signal goes away before it is sent; where there is a worker, before the form opens."""

import pytest
from playwright.async_api import Page, expect

from backend.weeks import Week
from tests.browser import phones
from tests.browser.conftest import Open
from tests.browser.inhabitants import WALKED
from tests.browser.reporting import HASHES, UPDATES, form_of, laid_up, waiting
from tests.browser.test_every_page_fits import FAULTS
from tests.updates.pictures import noisy

PHOTO = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noisy((320, 240))}


async def fits(page: Page, phone: phones.Phone) -> None:
    """Nothing is cut off, nothing scrolls sideways, everything to press is large enough."""
    assert await page.evaluate(FAULTS, [phone.size, phones.SIZES[phone.size]]) == [], page.url


async def written(page: Page) -> None:
    await page.get_by_label("本周完成投资").fill("620.5")
    await page.get_by_label("本周进展").fill("聚合釜8台全部就位")
    await page.locator("input[name=photo]").set_input_files(PHOTO)


async def sent_without_signal(page: Page) -> None:
    await expect(page.locator(".photos li")).to_have_count(1)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="报送", exact=True).click()
    await waiting(page)
    await page.context.set_offline(False)  # and it is sent by itself
    await expect(page.get_by_text("已上传").first).to_be_visible()


@pytest.mark.parametrize("phone", phones.ALL, ids=str)
async def test_a_week_is_reported_from_the_list_and_seen_on_the_project(open_as: Open, expected, address, rows, phone):
    expected += ["net::ERR", "fetching the script"]  # nor the worker itself
    who = WALKED[phone.able]
    site = f"{who.upper()}-{phones.ALL.index(phone) + 1:02}"
    page = await open_as(who, "/mine", **phone.options)
    await fits(page, phone)
    if phone.able == "worker":
        await laid_up(page, f"{form_of(site)}?week={Week.current().label}")
        await page.context.set_offline(True)
        await page.reload()
        await expect(page.get_by_text("离线：这是")).to_be_visible()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=f"工地{site}", exact=True))
    await card.get_by_role("link", name="填写本周").click()
    await expect(page.get_by_label("本周完成投资")).to_be_visible()  # the click does not wait for the next page
    await fits(page, phone)
    await written(page)
    if phone.able == "bare":
        await page.get_by_role("button", name="报送", exact=True).click()
        await expect(page.get_by_role("status")).to_contain_text("已报送")
        await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    else:
        await sent_without_signal(page)
    await fits(page, phone)
    assert (rows(UPDATES, site), len(rows(HASHES, site))) == ([(1, 1)], 1)

    await page.goto(address + "/mine")
    told = page.get_by_role("listitem").filter(has_text=f"工地{site}")
    await expect(told.filter(has_text="620.50万元")).to_have_count(1)
    await page.goto(f"{address}/projects/{site}")
    await expect(page.get_by_text("聚合釜8台全部就位").first).to_be_visible()
    await fits(page, phone)
