"""Somebody else reported the week first: what does not clash is put together, and of what does both texts are shown on
the phone, one is picked, and both are kept."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.reporting import HASHES, filled, form_of, send, waiting, with_photo
from tests.updates.pictures import noisy

STANDS = "SELECT u.invested::int FROM updates u JOIN projects p ON p.id = u.project_id WHERE p.code = %s"
ASIDE = "SELECT o.said ->> 'site_progress' FROM other_texts o JOIN projects p ON p.id = o.project_id WHERE p.code = %s"


@pytest.fixture
async def clashing(open_as: Open, expected, site) -> Page:
    """A phone on which a form was open while another one reported 100."""
    expected += ["status of 409", "status of 412"]
    page = await open_as("gaofei", form_of(site))
    other = await open_as("gaofei", form_of(site))
    await filled(other, "100", "先报的一份")
    await send(other)
    await expect(other.get_by_text("回执号", exact=True)).to_be_visible()
    await filled(page, "200", "后报的一份")
    await with_photo(page, noisy((400, 300)))
    await send(page)
    await expect(page.get_by_text("有冲突")).to_be_visible()
    await expect(page.get_by_text("先报的一份")).to_be_visible()
    await expect(page.get_by_text("后报的一份")).to_be_visible()
    await expect(page.get_by_role("button", name="立即重试")).to_have_count(0)
    return page


async def test_the_text_on_the_phone_is_picked_and_the_other_one_stays_in_the_history(clashing: Page, site, rows):
    await clashing.get_by_role("button", name="用我这份").click()
    await expect(clashing.get_by_text("已上传").first).to_be_visible()
    assert rows(STANDS, site) == [(200,)]
    assert rows(ASIDE, site) == [("后报的一份",)]
    assert rows("SELECT count(*) FROM changes WHERE before ->> 'site_progress' = '先报的一份'")[0][0] >= 1
    assert len(rows(HASHES, site)) == 1


async def test_the_text_that_stands_is_picked_and_the_photo_of_the_other_one_goes_to_it(clashing: Page, site, rows):
    await clashing.get_by_role("button", name="用已报的").click()
    await expect(clashing.get_by_text("已上传").first).to_be_visible()
    assert rows(STANDS, site) == [(100,)]
    assert rows(ASIDE, site) == [("后报的一份",)]
    assert len(rows(HASHES, site)) == 1


WORDS = """
    SELECT u.invested::int, u.site_progress, u.next_step FROM updates u
    JOIN projects p ON p.id = u.project_id WHERE p.code = %s
"""


async def test_one_who_wrote_another_field_without_signal_is_put_together_and_told(open_as: Open, expected, site, rows):
    expected += ["net::ERR", "status of 412"]
    first = await open_as("gaofei", form_of(site))
    await filled(first, "100", "路基土方完成")
    await send(first)
    await expect(first.get_by_text("回执号", exact=True)).to_be_visible()
    page, other = [await open_as("gaofei", form_of(site) + "?revise=true") for _ in range(2)]
    await page.get_by_label("下一步").fill("开始铺轨")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="改报").click()
    await waiting(page)
    await other.get_by_label("本周完成投资").fill("120")
    await other.get_by_role("button", name="改报").click()
    await expect(other.get_by_text("回执号", exact=True)).to_be_visible()
    await page.context.set_offline(False)  # and it is sent by itself
    await expect(page.get_by_text("写的本周完成投资，已一并保留")).to_be_visible()
    assert rows(WORDS, site) == [(120, "路基土方完成", "开始铺轨")]


async def test_of_two_fields_one_is_taken_of_each(clashing: Page, site, rows):
    await clashing.get_by_label("本周进展，用高飞").check()
    await clashing.get_by_role("button", name="按选的报送").click()
    await expect(clashing.get_by_text("已上传").first).to_be_visible()
    assert rows(WORDS, site) == [(200, "先报的一份", None)]
    assert rows(ASIDE, site) == [("后报的一份",)]
