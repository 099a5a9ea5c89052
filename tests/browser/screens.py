"""The pictures in docs/screens of what an officer, a reviewer and a sponsor see on the phone, of a running demonstration:
`python -m tests.browser.screens ADDRESS LINK LINK LINK`, the sign-in links of steward, reviewer and leader in this order
(`sanpi demo`, `sanpi serve`, `sanpi account link steward`)."""

import asyncio
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.made_up import ENTRY, STATES
from tests.browser.reporting import waiting

SCREENS = Path("docs/screens")
DESK, EDGE, PAPER = "#c8cdd4", 16, 1.06  # what pictures lie on, how much of it shows, and pixels a point of paper
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


async def picture(page: Page, name: str) -> None:
    keep([Image.open(BytesIO(await page.screenshot()))], name, edge=0)


def keep(pictures: list[Image.Image], name: str, edge: int = EDGE, colours: int = 64) -> None:
    """Side by side."""
    wide = sum(each.width + edge for each in pictures) + edge
    kept, left = Image.new("RGB", (wide, pictures[0].height + 2 * edge), DESK), edge
    for each in pictures:
        kept.paste(each, (left, edge))
        left += each.width + edge
    kept.quantize(colours).save(SCREENS / f"{name}.png", optimize=True)


async def signed_in(browser: Browser, link: str) -> Page:
    page = await browser.new_page(**PHONE)
    await page.goto(link)
    await page.get_by_role("button", name="登录").click()
    await page.wait_for_url("**/me*")
    return page


async def officer(page: Page, address: str) -> None:
    await page.goto(f"{address}/mine")
    await picture(page, "officer-mine")
    await page.get_by_role("link", name="填写本周").first.click()
    await page.wait_for_timeout(4000)  # until the worker keeps this page
    await page.get_by_label("本周完成投资").fill("620.5")
    await page.get_by_label("本周进展").fill("聚合釜8台全部就位，开始配管")
    await page.get_by_text("草稿已存").wait_for()
    await picture(page, "officer-form")
    await page.context.set_offline(True)
    await page.reload()
    await page.get_by_text("离线：这是").wait_for()
    await picture(page, "officer-offline")
    await page.get_by_role("button", name="报送", exact=True).click()
    await waiting(page)
    await picture(page, "officer-waiting")
    await page.goto(f"{address}/briefs")
    await picture(page, "officer-no-signal")
    await page.goto(f"{address}/outbox")
    await page.context.set_offline(False)
    await page.reload()
    await page.get_by_text("已上传").first.wait_for()
    await picture(page, "officer-sent")


async def states(page: Page, address: str) -> None:
    """Entries that are made up, in each state that there is."""
    await page.route("**/projects/none/**", lambda route: route.abort())
    await page.goto(f"{address}/outbox")
    await page.evaluate("outbox.run = async () => {}")
    await page.evaluate("outbox.wipe()")
    for state, why in STATES.items():
        await page.evaluate(ENTRY, [state, why])
    await page.get_by_text("已上传 10:32").wait_for()
    tall = await page.evaluate("document.documentElement.scrollHeight")
    await page.set_viewport_size({"width": 360, "height": tall})
    await picture(page, "officer-states")
    await page.set_viewport_size(PHONE["viewport"])
    await page.evaluate("outbox.wipe()")


async def looks(page: Page, address: str) -> None:
    """Elder view on the smallest phone, dark mode, and what reminds."""
    await page.goto(f"{address}/reminders")
    await picture(page, "reminders")
    await page.emulate_media(color_scheme="dark")
    await page.goto(f"{address}/mine")
    await picture(page, "dark")
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size({"width": 320, "height": 568})
    await page.get_by_role("button", name="特大").click()
    await page.evaluate("scrollTo(0, 0)")
    await picture(page, "elder")


async def reviewer(page: Page, address: str) -> None:
    await page.goto(f"{address}/reviews")
    await picture(page, "reviewer-inbox")
    if await (back := page.get_by_role("link", name="退回", exact=True)).count():
        await back.first.click()
        await page.get_by_label("意见或退回原因").fill("形象进度没有写清楚到哪一步，请补上")
        await picture(page, "reviewer-return")


async def sponsor(page: Page, address: str) -> None:
    await page.goto(f"{address}/mine")
    await picture(page, "sponsor-mine")
    await page.get_by_role("link", name="批示", exact=True).first.click()
    await picture(page, "sponsor-instruction")


async def front(page: Page, address: str) -> None:
    """What the first page of this repository shows of the phone: a project and its form."""
    large = await page.context.browser.new_context(**PHONE, device_scale_factor=1.18)
    await large.add_cookies(await page.context.cookies())
    phone = await large.new_page()
    await phone.goto(f"{address}/projects/ZD-001")
    shown = [Image.open(BytesIO(await phone.screenshot()))]
    await phone.get_by_role("link", name="填写本周").first.click()
    await phone.get_by_label("本周完成投资").fill("4120.50")
    await phone.get_by_label("本周进展").fill("设备安装完成约45%，电缆桥架到二层")
    await phone.evaluate("document.activeElement.blur()")
    shown.append(Image.open(BytesIO(await phone.screenshot())))
    keep(shown, "phone", colours=128)
    await large.close()


async def paper(page: Page, address: str) -> None:
    """And of the brief that a leader reads: its first two pages."""
    await page.goto(f"{address}/briefs")
    await page.locator("main a[href^='/briefs/0']").first.click()
    printed = await page.locator("main a[href$='.pdf']").first.get_attribute("href")
    pages = pypdfium2.PdfDocument(await (await page.request.get(address + printed)).body())
    keep([pages[number].render(scale=PAPER).to_pil() for number in (0, 1)], "brief", colours=128)


async def main(address: str, steward: str, reviews: str, leads: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = await signed_in(browser, steward)
        for walk in (front, officer, states, looks):
            await walk(page, address)
        await reviewer(await signed_in(browser, reviews), address)
        leader = await signed_in(browser, leads)
        await sponsor(leader, address)
        await paper(leader, address)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
