"""The gallery in a real browser, under the real content security policy."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, expect

from backend.web.assets import assets

Open = Callable[..., Awaitable[Page]]

TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll, svg"))
  .map(each => each.outerHTML.slice(0, 100))"""
TOO_SMALL = """least => [...document.querySelectorAll("a, button, select, input:not([type=checkbox]):not([type=hidden]), label.btn")]
  .filter(each => each.offsetParent && !each.closest(".vh, p:not(.strip), .skip, h3") && !each.matches(".vh, .skip, .row-link"))
  .filter(each => each.getBoundingClientRect().height < least)
  .map(each => each.outerHTML.slice(0, 100))"""


@pytest.fixture
async def look_at(browser: Browser, address: str) -> AsyncIterator[Open]:
    """A page at a width, size and theme; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    async def open_at(path="/gallery", width=360, size="m", theme="light", **options) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": 740}, locale="zh-CN", **options)
        contexts.append(context)
        await context.add_cookies(
            [{"name": "size", "value": size, "url": address}, {"name": "theme", "value": theme, "url": address}]
        )
        page = await context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "size"), [(320, "xl"), (320, "m"), (360, "m"), (768, "l"), (960, "xl"), (1280, "m")])
async def test_no_page_scrolls_sideways_at_any_width_or_size(look_at: Open, width, size, theme):
    page = await look_at(width=width, size=size, theme=theme)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert await page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(("size", "least"), [("m", 43.9), ("xl", 59.9)])
async def test_everything_to_press_is_large_enough_for_a_thumb(look_at: Open, size, least):
    page = await look_at(size=size)
    assert await page.evaluate(TOO_SMALL, least) == []


@pytest.mark.parametrize("scripted", [True, False])
async def test_size_and_theme_are_chosen_with_and_without_scripts(look_at: Open, scripted):
    page = await look_at(java_script_enabled=scripted)
    root = page.locator("html")
    await page.get_by_role("button", name="特大").click()
    await page.get_by_role("button", name="深色").click()
    assert (await root.get_attribute("data-size"), await root.get_attribute("data-theme")) == ("xl", "dark")
    await page.wait_for_load_state("networkidle")
    await page.reload()
    assert (await root.get_attribute("data-size"), await root.get_attribute("data-theme")) == ("xl", "dark")
    await expect(page.get_by_role("button", name="特大")).to_have_attribute("aria-pressed", "true")


async def test_a_script_switches_the_size_without_losing_what_was_typed(look_at: Open):
    page = await look_at()
    await page.get_by_label("本周进展，一句话").fill("聚合釜8台全部就位")
    await page.get_by_role("button", name="特大").click()
    await expect(page.locator("html")).to_have_attribute("data-size", "xl")
    await expect(page.get_by_label("本周进展，一句话")).to_have_value("聚合釜8台全部就位")


async def test_the_errors_of_a_form_take_the_focus(look_at: Open):
    page = await look_at()
    await expect(page.get_by_role("alert").filter(has_text="有2处要改")).to_be_focused()


async def test_half_a_word_in_an_input_method_is_heard_by_nobody(look_at: Open):
    page = await look_at()
    await page.evaluate("""() => { window.heard = 0; window.sent = 0;
      document.querySelector("#q").addEventListener("input", () => heard++);
      document.addEventListener("submit", event => { sent++; event.preventDefault(); }); }""")
    await page.locator("#q").focus()
    keyboard = await page.context.new_cdp_session(page)
    for half in ("t", "to", "tong"):
        await keyboard.send(
            "Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)}
        )
    assert await page.evaluate("[heard, sent]") == [0, 0]
    await page.evaluate("""document.querySelector("#q").form.requestSubmit()""")
    assert await page.evaluate("sent") == 0
    await keyboard.send("Input.insertText", {"text": "同"})
    await expect(page.locator("#q")).to_have_value("同")
    assert await page.evaluate("heard") >= 1
    await page.locator("#q").press("Enter")
    assert await page.evaluate("sent") == 1


@pytest.mark.skipif("htmx.js" not in assets(), reason="make setup has not copied htmx")
async def test_searching_by_an_input_method_asks_the_server_once(look_at: Open):
    page = await look_at()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    keyboard = await page.context.new_cdp_session(page)
    await page.locator("#q").focus()
    for half in ("t", "to", "tong"):
        await keyboard.send("Input.imeSetComposition", {"text": half, "selectionStart": 1, "selectionEnd": len(half)})
        await page.wait_for_timeout(350)
    assert asked == []
    async with page.expect_response("**/gallery?q=*"):
        await keyboard.send("Input.insertText", {"text": "同"})
    await page.wait_for_url("**/gallery?q=*")
    assert len(asked) == 1
    await expect(page.locator("#q")).to_be_focused()


async def test_the_enter_that_ends_a_composition_sends_nothing(look_at: Open):
    page = await look_at()
    went_on = await page.evaluate("""document.querySelector("#q").dispatchEvent(
      new KeyboardEvent("keydown", {key: "Enter", keyCode: 229, bubbles: true, cancelable: true}))""")
    assert went_on is False


async def test_what_destroys_asks_first_and_goes_only_when_told(look_at: Open):
    page = await look_at()
    await page.get_by_label("密码").fill("一个密码")
    await page.get_by_label("本周进展，一句话").fill("有进展")
    await page.get_by_label("推迟原因").select_option("money")
    await page.get_by_role("button", name="删除").click()
    question = page.get_by_role("dialog", name="删掉这一条？")
    await question.get_by_role("button", name="取消").click()
    await expect(question).to_have_count(0)
    assert page.url.endswith("/gallery")
    await page.get_by_role("button", name="删除").click()
    await question.get_by_role("button", name="删除").click()
    await page.wait_for_url("**/gallery?q=*")
    await expect(page.get_by_text("已保存，回执48-0174")).to_be_visible()


async def test_a_code_is_copied_even_without_https(look_at: Open):
    page = await look_at()
    button = page.get_by_role("button", name="复制编号")
    await button.click()
    await page.get_by_role("button", name="已复制").wait_for()


async def test_without_scripts_nothing_is_offered_that_needs_one(look_at: Open):
    page = await look_at(java_script_enabled=False)
    await expect(page.get_by_role("button", name="复制编号")).to_be_hidden()


async def test_filters_open_on_a_phone_without_a_script(look_at: Open):
    page = await look_at(java_script_enabled=False)
    await expect(page.get_by_label("阶段")).to_be_hidden()
    await page.get_by_text("筛选 1").click()
    await expect(page.get_by_label("阶段")).to_be_visible()


async def test_a_table_keeps_its_rows_and_headings_for_a_screen_reader_when_folded(look_at: Open):
    page = await look_at()
    table = page.get_by_role("table", name="项目表")
    await expect(table.get_by_role("row")).to_have_count(5)
    await expect(table.get_by_role("rowheader", name="同德 ZD-001")).to_have_count(1)
    await expect(table.get_by_role("columnheader", name="阶段")).to_have_count(1)


async def test_a_printed_page_is_light_leaves_out_what_is_to_press_and_still_says_demonstration(look_at: Open):
    page = await look_at(theme="dark", size="xl", width=794)
    await page.emulate_media(media="print")
    await expect(page.get_by_text("演示数据")).to_be_visible()
    await expect(page.locator(".tabs, .foot, .send").filter(visible=True)).to_have_count(0)
    assert await page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 28, 34)"
