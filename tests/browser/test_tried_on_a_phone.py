"""What an update from a building site has to survive. The first of the list, offline and closed in between, is in
`test_without_signal.py`; the officer's path without scripts in `test_without_javascript.py`."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from backend.weeks import Week
from tests.browser.conftest import Open
from tests.browser.reporting import HASHES, UPDATES, entries, filled, form_of, send, waiting, with_photo
from tests.updates.pictures import noisy

PHONES = ("scripts", "worker")
BIG = 3_000_000
ASIDE = "SELECT o.said ->> 'site_progress' FROM other_texts o JOIN projects p ON p.id = o.project_id WHERE p.code = %s"
WEEKS = "SELECT u.week_start FROM updates u JOIN projects p ON p.id = u.project_id WHERE p.code = %s ORDER BY 1"
POSTED = """([address, fields, times]) => Promise.all(Array.from({length: times}, () => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return fetch(address, {method: "POST", body, headers: {accept: "application/json"}})
    .then(async answer => [answer.status, (await answer.json()).receipt ?? null]);
}))"""


@pytest.fixture
def open_badly(open_as: Open, expected: list[str]) -> Open:
    expected += ["net::ERR", "fetching the script", "status of 401", "status of 409"]
    return open_as


async def arrived(page: Page) -> None:
    await expect(page.get_by_text("已上传").first).to_be_visible(timeout=60_000)


async def test_five_cuts_at_10_50_and_90_percent_of_3_mb_cost_less_than_a_third_more(open_badly: Open, site, rows):
    page = await open_badly("gaofei", form_of(site))
    big = noisy((1600, 1200), 90).ljust(BIG, b"\0")  # what hangs behind a photo does not matter: the bytes count
    assert len(big) == BIG
    await page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = done => done(null); }")  # the original is sent
    await filled(page, "45")
    await with_photo(page, big)
    cuts, sent = [0.1, 0.5, 0.9, 0.1, 0.5], []

    async def cut(route):
        offset = int(route.request.url.split("offset=")[1].split("&")[0])
        sent.append(len(route.request.post_data_buffer or b""))
        if cuts and offset >= cuts[0] * len(big):
            cuts.pop(0)
            await route.abort()
        else:
            await route.continue_()

    await page.context.route("**/photos/arriving/*offset=*", cut)
    await send(page)
    await waiting(page)
    for _ in range(8):
        if [each["state"] for each in await entries(page)] == ["sent"]:
            break
        await page.evaluate("outbox.run(true)")
    assert (cuts, rows(UPDATES, site), len(rows(HASHES, site))) == ([], [(1, 1)], 1)
    assert sum(sent) <= 1.3 * len(big)


async def test_20_parallel_posts_of_one_id_are_one_row(open_badly: Open, site, rows):
    page = await open_badly("gaofei", form_of(site))
    given = [["id", await page.evaluate("outbox.uuid7()")], ["invested_wan", "20"], ["site_progress", "二十遍"]]
    answers = await page.evaluate(POSTED, [form_of(site), given, 20])
    assert ({status for status, _ in answers}, len({receipt for _, receipt in answers})) == ({200}, 1)
    assert rows(UPDATES, site) == [(1, 1)]


async def test_the_same_id_with_another_body_is_409_and_both_are_kept(open_badly: Open, site, rows):
    page = await open_badly("gaofei", form_of(site))
    same = ["id", await page.evaluate("outbox.uuid7()")]
    for text, status in (("先到", 200), ("后到", 409)):
        given = [same, ["invested_wan", "20"], ["site_progress", text]]
        assert (await page.evaluate(POSTED, [form_of(site), given, 1]))[0][0] == status
    assert (rows(UPDATES, site), rows(ASIDE, site)) == ([(1, 1)], [("后到",)])


async def test_a_week_may_come_before_the_one_before_it(open_badly: Open, address, site, rows):
    page = await open_badly("gaofei", "/outbox")
    weeks = [Week.current(), Week.current().previous]
    for week in weeks:
        await page.goto(f"{address}{form_of(site)}?week={week.label}")
        await filled(page, "6")
        await page.locator(".send button").click()
        await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    assert [start for (start,) in rows(WEEKS, site)] == sorted(week.start for week in weeks)


async def test_a_session_expires_with_items_queued_and_they_are_sent_after_signing_in(
    open_badly: Open, address, site, sid, rows
):
    page = await open_badly("gaofei", form_of(site))
    await page.context.clear_cookies(name="sid")
    await filled(page, "9")
    await with_photo(page, noisy((300, 300)))
    await send(page)
    await expect(page.get_by_text("需重新登录", exact=True)).to_be_visible()
    assert await page.get_by_role("link", name="登录", exact=True).get_attribute("href") == "/sign-in?next=/outbox"
    await page.context.add_cookies([sid("sunli")])
    await page.goto(address + "/outbox")
    await expect(page.get_by_text("没有等着上传的")).to_be_visible()
    await page.context.add_cookies([sid("gaofei")])
    await page.goto(address + "/outbox")
    await arrived(page)
    assert (rows(UPDATES, site), len(rows(HASHES, site))) == ([(1, 1)], 1)


async def test_a_full_phone_says_so_and_sends_photo_and_words_directly(open_badly: Open, site, rows):
    page = await open_badly("gaofei", form_of(site))
    await page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    await filled(page, "8")
    await with_photo(page, noisy((300, 300)))
    await expect(page.get_by_text("手机存不下草稿")).to_be_visible()
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    assert (rows(UPDATES, site), len(rows(HASHES, site))) == ([(1, 1)], 1)


async def test_two_tabs_send_one_row(open_badly: Open, address, site, rows):
    page = await open_badly("gaofei", form_of(site))
    await page.context.set_offline(True)
    await filled(page, "7")
    await send(page)
    await waiting(page)
    other = await page.context.new_page()
    await page.context.set_offline(False)
    await other.goto(address + "/outbox")
    await page.evaluate("outbox.run(true)")
    await arrived(other)
    assert rows(UPDATES, site) == [(1, 1)]


async def test_composing_chinese_makes_one_request(open_as: Open):
    page = await open_as("office", "/projects", width=1280)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    field = page.get_by_label("搜索项目")
    await field.focus()
    client = await page.context.new_cdp_session(page)
    for text in ("t", "to", "ton", "tong", "tong'de"):
        await client.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )
        await page.wait_for_timeout(400)
    await client.send("Input.insertText", {"text": "同德"})
    await expect(page.get_by_role("rowheader")).to_have_count(1)
    await page.wait_for_timeout(600)
    assert len(asked) == 1


async def test_a_phone_two_days_off_is_told_and_the_week_is_the_servers(open_as: Open, site, rows):
    page = await open_as("gaofei", form_of(site))
    behind = int(timedelta(days=2).total_seconds() * 1000)
    await page.evaluate(f"() => {{ const now = Date.now; Date.now = () => now() - {behind}; }}")
    await filled(page, "5")
    await send(page)
    await expect(page.get_by_text("手机时间慢了2天，时间和周次以服务器为准")).to_be_visible()
    assert rows(WEEKS, site) == [(Week.current().start,)]
