"""The pictures of the officer's way in docs/screens: `python -m tests.browser.screens ADDRESS SIGN-IN-LINK`, made of a
running demonstration (`sanpi demo`, `sanpi serve`, `sanpi account link steward`)."""

import asyncio
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright

SCREENS = Path("docs/screens")
PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN"}
ENTRY = """([state, why]) => outbox.put({id: state, account: outbox.account, title: '演示工地第48周', root: '/projects/none',
  week: '2026-W48', fields: [['invested_wan', '620'], ['site_progress', '聚合釜8台就位']], photos: [], state, why, tries: 2,
  next: Date.now() + 1e9, at: Date.now(), receipt: state === 'sent' ? {receipt: '48-0174', said: '11月24日 10:32', photos: []} : null,
  standing: {by: '王磊', said: '11月24日 9:05', invested_wan: '600.00', site_progress: '聚合釜7台就位', version: 1}})"""
STATES = {
    "draft": "",
    "queued": "",
    "sent": "",
    "returned": "只填数字，不要带单位",
    "conflict": "这一周已经报过",
    "locked": "",
}


async def picture(page: Page, name: str, *, whole: bool = False) -> None:
    taken = Image.open(BytesIO(await page.screenshot(full_page=whole)))
    taken.convert("RGB").quantize(64).save(SCREENS / f"officer-{name}.png", optimize=True)


async def officer(page: Page, address: str, link: str) -> None:
    await page.goto(link)
    await page.get_by_role("button", name="登录").click()
    await page.goto(f"{address}/mine")
    await picture(page, "mine")
    await page.get_by_role("link", name="填写本周").first.click()
    await page.wait_for_timeout(4000)  # until the worker keeps this page
    await page.get_by_label("本周完成投资").fill("620.5")
    await page.get_by_label("本周进展").fill("聚合釜8台全部就位，开始配管")
    await page.get_by_text("草稿已存").wait_for()
    await picture(page, "form")
    await page.context.set_offline(True)
    await page.reload()
    await page.get_by_text("离线：这是").wait_for()
    await picture(page, "offline")
    await page.get_by_role("button", name="报送", exact=True).click()
    await page.get_by_text("待上传", exact=True).wait_for()
    await picture(page, "waiting")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="立即重试").click()
    await page.get_by_text("已上传").first.wait_for()
    await picture(page, "sent")
    await page.evaluate("outbox.run = async () => {}")
    await page.goto(f"{address}/outbox")
    await page.route("**/projects/none/**", lambda route: route.abort())
    await page.evaluate("outbox.wipe()")
    for state, why in STATES.items():
        await page.evaluate(ENTRY, [state, why])
    await page.wait_for_timeout(500)
    await picture(page, "states", whole=True)


async def main(address: str, link: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        await officer(await browser.new_page(**PHONE), address, link)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
