"""Where the browser has service workers, one's own pages open without signal; and never those of somebody else."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.reporting import HASHES, KEPT, UPDATES, entries, filled, form_of, laid_up, send, waiting, with_photo
from tests.updates.pictures import noisy

PHONES = ("worker",)


@pytest.fixture
def open_with_worker(open_as: Open, expected: list[str]) -> Open:
    expected += ["net::ERR", "fetching the script", "status of 401"]
    return open_as


async def test_ones_own_list_projects_and_forms_open_without_signal_and_say_so(
    open_with_worker: Open, address, far_site
):
    page = await open_with_worker("hanbing", form_of(far_site))
    await laid_up(page, form_of(far_site))
    await page.goto(address + "/mine")
    await laid_up(page, f"/projects/{far_site}")
    await page.context.set_offline(True)
    for path, shown in (
        ("/mine", "我的项目"),
        (f"/projects/{far_site}", "工地"),
        (form_of(far_site), "本周完成投资"),
        ("/outbox", "没有等着上传的"),
    ):
        await page.goto(address + path)
        await expect(page.get_by_text("离线：这是")).to_be_visible()
        await expect(page.locator("#offline")).to_be_visible()
        await expect(page.get_by_text(shown).first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.goto(address + "/rates")
    await expect(page.get_by_text("这一页没有存在这部手机")).to_be_visible()


async def test_offline_save_close_reopen_edit_online_is_one_row_with_equal_hashes(
    open_with_worker: Open, address, far_site, rows
):
    page = await open_with_worker("hanbing", form_of(far_site))
    await laid_up(page, form_of(far_site))
    await page.context.set_offline(True)
    await page.goto(address + form_of(far_site))
    await filled(page, "31", "没有信号时写的")
    await with_photo(page, noisy((900, 700)))
    await send(page)
    await waiting(page)
    await page.close()

    page = await page.context.new_page()
    await page.goto(address + form_of(far_site))
    await expect(page.get_by_label("本周进展")).to_have_value("没有信号时写的")
    await filled(page, "33", "改过的")
    await send(page)
    await waiting(page)
    *_, last = await entries(page)
    assert (last["state"], len(last["photos"])) == ("queued", 1)
    await page.context.set_offline(False)  # and it is sent by itself
    await expect(page.get_by_text("已上传").first).to_be_visible()
    assert [each["state"] for each in await entries(page)] == ["sent"]
    assert rows(UPDATES, far_site)[0][0] == 1
    assert rows(HASHES, far_site) == [(last["photos"][0],)]


async def test_another_account_on_the_same_phone_is_never_shown_what_was_laid_up(
    open_with_worker: Open, address, far_site, sid
):
    page = await open_with_worker("hanbing", "/mine")
    await laid_up(page, f"/projects/{far_site}")
    await page.context.clear_cookies(name="sid")
    await page.context.add_cookies([sid("office")])
    await page.goto(address + "/rates")
    assert await page.evaluate(KEPT) == {}
    await page.context.set_offline(True)
    await page.goto(address + f"/projects/{far_site}")
    await expect(page.get_by_text("这一页没有存在这部手机")).to_be_visible()


async def test_signing_out_wipes_what_was_laid_up(open_with_worker: Open, address, stayer):
    page = await open_with_worker(stayer, "/mine")
    await laid_up(page, "/mine")
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url("**/sign-in*")
    assert await page.evaluate(KEPT) == {}


async def test_pages_come_from_the_network_when_there_is_one(open_with_worker: Open, address, far_site):
    page = await open_with_worker("hanbing", form_of(far_site))
    await laid_up(page, form_of(far_site))
    await page.goto(address + form_of(far_site))
    await filled(page, "8")
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    await page.goto(address + "/mine")
    await expect(page.get_by_text("8.00万元").first).to_be_visible()
    await expect(page.get_by_text("离线：这是")).to_have_count(0)
