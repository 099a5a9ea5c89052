"""What is written or came back is there again when the form is opened."""

from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.reporting import HASHES, UPDATES, entries, filled, form_of, send, with_photo
from tests.updates.pictures import noisy


async def test_a_draft_keeps_its_photos_and_is_gone_when_it_was_sent(open_as: Open, address, site, rows):
    page = await open_as("gaofei", form_of(site))
    await filled(page, "12", "写到一半")
    await with_photo(page, noisy((500, 400)))
    await expect(page.get_by_text("草稿已存")).to_be_visible()
    (draft,) = await entries(page)
    assert (draft["state"], len(draft["photos"])) == ("draft", 1)
    await page.goto(address + form_of(site))
    await expect(page.get_by_text("已恢复存在这部手机的草稿")).to_be_visible()
    await expect(page.locator(".photos li")).to_have_count(1)
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    assert rows(HASHES, site) == [(draft["photos"][0],)]
    assert [each["state"] for each in await entries(page)] == ["sent"]


async def test_what_was_refused_is_put_right_on_the_form_and_sent_once(open_as: Open, site, rows):
    page = await open_as("gaofei", form_of(site))
    await filled(page, "620万元")
    await send(page)
    await expect(page.get_by_text("被退回")).to_be_visible()
    await expect(page.get_by_text("只填数字，不要带单位")).to_be_visible()
    await page.get_by_role("link", name="去改").click()
    await expect(page.get_by_label("本周完成投资")).to_have_value("620万元")
    await page.get_by_label("本周完成投资").fill("620")
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    assert rows(UPDATES, site) == [(1, 1)]
    assert [each["state"] for each in await entries(page)] == ["sent"]


async def test_an_entry_is_exported_as_a_page_and_removed_only_after_a_question(open_as: Open, expected, site):
    expected.append("net::ERR")
    page = await open_as("gaofei", form_of(site))
    await filled(page, "3", "管沟 <开挖>")
    await with_photo(page, noisy((300, 300)))
    await page.context.set_offline(offline=True)
    await send(page)
    async with page.expect_download() as started:
        await page.get_by_role("button", name="导出一份").click()
    text = (await (await started.value).path()).read_text()
    assert "管沟 &lt;开挖&gt;" in text
    assert "data:image/jpeg;base64," in text
    await page.get_by_role("button", name="删除").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert len(await entries(page)) == 1
    await page.get_by_role("button", name="删除").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除").click()
    await expect(page.get_by_text("这部手机上没有这一条了")).to_be_visible()
    assert await entries(page) == []


async def test_who_signs_out_leaves_what_others_keep_on_the_phone(open_as: Open, address, site):
    page = await open_as("leaving", "/mine")
    others = (
        "{id: 'y', account: 'somebody', title: '工地', fields: [], photos: [], state: 'queued', root: '', week: ''}"
    )
    await page.evaluate(f"() => outbox.put({others})")
    async with page.expect_request("**/sign-out*") as asked:
        await page.evaluate("document.querySelector('form[action$=\"/sign-out\"]').requestSubmit()")
    assert (await asked.value).url.endswith("/sign-out?others=true")
    await page.wait_for_url("**/sign-in*")
    assert (await page.evaluate("outbox.get('y')"))["title"] == "工地"


async def test_a_place_is_recorded_only_by_a_tap(open_as: Open, site, rows):
    at = {"longitude": 112.15, "latitude": 37.91}
    page = await open_as("gaofei", form_of(site), permissions=["geolocation"], geolocation=at)
    await filled(page, "4")
    await with_photo(page, noisy((300, 200)))
    await page.get_by_role("button", name="记录位置").click()
    await expect(page.get_by_text("已记录：东经112.150000，北纬37.910000")).to_be_visible()
    await send(page)
    await expect(page.get_by_text("112.150000，37.910000")).to_be_visible()
