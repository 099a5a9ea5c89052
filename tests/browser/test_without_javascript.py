"""The officer's whole path on a phone whose browser runs no script."""

from playwright.async_api import expect

from tests.browser.conftest import Open

PHONE = {"width": 360, "java_script_enabled": False}


async def test_an_officer_signs_in_by_link_reports_a_week_and_sees_it(open_as: Open, links, address):
    page = await open_as(None, links["wanglei"], **PHONE)
    await page.get_by_role("button", name="登录").click()
    await page.goto(f"{address}/mine")

    card = page.get_by_role("listitem").filter(has_text="同德")
    await card.get_by_role("link", name="填写本周").click()
    await expect(page.get_by_text("上周：主装置钢结构吊装完成")).to_be_visible()
    await page.get_by_label("本周完成投资").fill("620.5")
    await page.get_by_label("本周进展").fill("聚合釜8台全部就位，开始配管")
    await page.get_by_label("签订投资协议").check()
    await page.get_by_label("依据").first.fill("协议2026第1号")
    await page.get_by_role("button", name="报送", exact=True).click()

    await expect(page.get_by_role("status")).to_contain_text("已报送")
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    await page.get_by_role("link", name="看同德").click()
    await expect(page.get_by_role("heading", name="同德")).to_be_visible()
    await expect(page.get_by_text("聚合釜8台全部就位，开始配管").first).to_be_visible()
    await expect(page.locator(".feed").get_by_text("620.50万元")).to_be_visible()


async def test_no_change_is_one_tap(open_as: Open):
    page = await open_as("wanglei", "/mine", **PHONE)
    await page.get_by_role("listitem").filter(has_text="开发区专用线").get_by_role("button", name="本周无变化").click()
    await expect(page.get_by_role("status")).to_contain_text("开发区专用线第")
    await expect(page.get_by_role("status")).to_contain_text("本周无变化，已报送")


async def test_a_wrong_number_is_explained_and_what_was_typed_is_still_there(open_as: Open):
    page = await open_as("wanglei", "/projects/ZD-003/update", **PHONE)
    await page.get_by_label("本周完成投资").fill("620万元")
    await page.get_by_role("button", name="报送", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("只填数字，不要带单位")
    await expect(page.get_by_label("本周完成投资")).to_have_value("620万元")


async def test_the_list_is_filtered_and_searched(open_as: Open):
    page = await open_as("office", "/projects", **PHONE)
    await page.get_by_label("搜索项目").fill("tongde")
    await page.get_by_label("搜索项目").press("Enter")
    await expect(page.get_by_role("rowheader")).to_have_count(1)
    await page.get_by_role("link", name="同德").click()
    await expect(page.get_by_role("heading", name="四问")).to_have_count(0)
    await expect(page.get_by_text("手续齐不齐")).to_be_visible()
