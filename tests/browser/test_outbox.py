"""An update that is never lost: kept on the phone before it is sent, and until its receipt is there."""

import hashlib

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.reporting import filled, form_of, send, waiting
from tests.updates.pictures import noisy


@pytest.fixture
def open_offline(open_as: Open, expected: list[str]) -> Open:
    """A phone that loses its signal or its session complains in its console."""
    expected += ["net::ERR", "status of 401", "status of 409"]
    return open_as


async def test_without_signal_it_waits_and_goes_out_with_its_photo_when_there_is_one(open_offline: Open, address):
    page = await open_offline("qianjin", form_of("ZD-010"))
    await filled(page, "310")
    data = noisy((900, 700))
    await page.get_by_label("加照片").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
    await page.context.set_offline(True)
    await send(page)
    await waiting(page)
    await expect(page.locator("#outbox-badge")).to_have_text("1条待上传")

    await page.context.set_offline(False)
    await page.goto(address + "/outbox")
    await expect(page.get_by_text("回执号")).to_contain_text("照片1张")
    kept = await page.evaluate("outbox.mine()")
    assert [(each["state"], each["photos"], len(each["receipt"]["photos"])) for each in kept] == [("sent", [], 1)]
    await page.goto(address + form_of("ZD-010"))
    await expect(page.get_by_text("310.00万元").first).to_be_visible()
    await expect(page.locator("#photos img")).to_have_count(1)


async def test_a_cut_photo_goes_on_from_its_last_piece(open_offline: Open, address):
    page = await open_offline("qianjin", form_of("ZD-011"))
    pieces, sent = [], 0
    data = noisy((1600, 1200), 90)

    async def cut(route):
        nonlocal sent
        pieces.append(len(route.request.post_data_buffer or b""))
        sent += 1
        await (route.abort() if sent in {1, 3, 5} else route.continue_())

    await page.context.route("**/photos/arriving/*offset=*", cut)
    await filled(page, "45")
    await page.get_by_label("加照片").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data})
    await send(page)
    await expect(page.get_by_text("已上传").first).to_be_visible(timeout=40_000)
    kept = await page.evaluate("outbox.mine().then(all => all.filter(each => each.title.startsWith('国道')))")
    assert [(each["state"], len(each["receipt"]["photos"])) for each in kept] == [("sent", 1)]
    assert len(pieces) > 3
    assert sum(pieces) <= 1.3 * len(data) + 3 * 131072


async def test_a_server_that_commits_and_drops_its_answer_has_one_row(open_offline: Open, address):
    page = await open_offline("qianjin", form_of("ZD-013"))
    answers = 0

    async def dropped(route):
        nonlocal answers
        answers += 1
        answer = await route.fetch()
        await (route.abort() if answers == 1 else route.fulfill(response=answer))

    await page.context.route(
        "**/ZD-013/update", lambda route: dropped(route) if route.request.method == "POST" else route.continue_()
    )
    await filled(page, "77")
    await send(page)
    await waiting(page)
    await page.get_by_role("button", name="立即重试").click()
    await expect(page.get_by_text("已上传").first).to_be_visible()
    assert answers == 2


async def test_it_is_said_to_be_safe_before_a_slow_server_answers_and_a_dead_one_is_given_up(open_offline: Open, site):
    page = await open_offline("gaofei", form_of(site))
    asked = []
    await page.context.route(
        "**/update", lambda route: asked.append(route) if route.request.method == "POST" else route.continue_()
    )
    await page.clock.install()
    await filled(page, "6")
    await send(page)
    await expect(page.get_by_text("上传中", exact=True)).to_be_visible()
    await expect(page.get_by_label("本周完成投资")).to_have_count(0)
    await page.clock.fast_forward(61_000)
    await waiting(page)
    await expect(page.get_by_text("试过1次")).to_be_visible()
    await page.get_by_role("button", name="立即重试").click()
    await expect(page.get_by_text("上传中", exact=True)).to_be_visible()
    _, second = asked
    await second.continue_()
    await expect(page.get_by_text("已上传").first).to_be_visible()


async def test_a_page_of_a_captive_portal_is_no_answer(open_offline: Open):
    page = await open_offline("qianjin", form_of("ZD-004"))
    portal = "<html>请登录 Wi-Fi</html>"
    await page.context.route(
        "**/ZD-004/update", lambda route: route.fulfill(status=200, content_type="text/html", body=portal)
    )
    await filled(page, "5")
    await send(page)
    await waiting(page)
    await page.context.unroute("**/ZD-004/update")
    await page.get_by_role("button", name="立即重试").click()
    await expect(page.get_by_text("已上传").first).to_be_visible()


async def test_a_session_that_ended_keeps_the_entry_and_another_account_neither_sees_nor_sends_it(
    open_offline: Open, address, sid
):
    page = await open_offline("qianjin", form_of("ZD-005"))
    await page.context.clear_cookies(name="sid")
    await filled(page, "9")
    await send(page)
    await expect(page.get_by_text("需重新登录")).to_be_visible()
    await page.context.add_cookies([sid("sunli")])
    await page.goto(address + "/outbox")
    await expect(page.get_by_text("没有等着上传的")).to_be_visible()
    await page.context.add_cookies([sid("qianjin")])
    await page.goto(address + "/outbox")
    await page.evaluate("outbox.run(true)")
    await expect(page.get_by_text("已上传").first).to_be_visible()


async def test_a_phone_that_can_keep_nothing_says_so_and_sends_directly(open_as: Open):
    page = await open_as("qianjin", form_of("ZD-002"))
    await page.evaluate("() => { outbox.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError')) }")
    await filled(page, "12")
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()


async def test_a_draft_is_kept_and_comes_back(open_as: Open, address):
    page = await open_as("wanglei", form_of("ZD-003"))
    await page.get_by_label("本周进展").fill("写到一半")
    await expect(page.get_by_text("草稿已存")).to_be_visible()
    await page.goto(address + form_of("ZD-003"))
    await expect(page.get_by_text("已恢复存在这部手机的草稿")).to_be_visible()
    await expect(page.get_by_label("本周进展")).to_have_value("写到一半")


async def test_signing_out_asks_about_what_has_not_arrived_and_then_wipes_it(open_as: Open):
    page = await open_as("zhouyi", "/mine")
    entry = "{id: 'x', account: outbox.account, title: '同德第48周', fields: [], photos: [], state: 'returned'}"
    await page.evaluate(f"() => outbox.put({entry})")
    await page.get_by_role("button", name="退出登录").click()
    await expect(page.get_by_text("还有没上传的报送或草稿")).to_be_visible()
    await page.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    await page.wait_for_url("**/sign-in*")
    assert await page.evaluate("outbox.get('x')") is None


async def test_our_own_sha256_is_the_one_of_everybody(open_as: Open):
    page = await open_as("wanglei", "/outbox")
    for size in (0, 1, 55, 56, 64, 119, 1000, 70_000):
        data = bytes(number % 251 for number in range(size))
        own = await page.evaluate("size => outbox.ownSha256(Uint8Array.from({length: size}, (_, n) => n % 251))", size)
        assert own == hashlib.sha256(data).hexdigest()
