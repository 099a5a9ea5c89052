"""The whole way of a week that is sent back: from the officer's phone to the reviewer, back with the reason, and again."""

from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.reporting import entries, filled, form_of, send

READ = """
    SELECT u.version, u.invested::int, r.verdict FROM updates u JOIN projects p ON p.id = u.project_id
    LEFT JOIN update_reviews r ON r.update_id = u.id AND r.version = u.version WHERE p.code = %s
"""


async def test_a_week_sent_back_is_shown_with_its_reason_put_right_and_read(open_as: Open, site, rows, address):
    phone = await open_as("gaofei", form_of(site))
    await filled(phone, "310", "路基土方完成")
    await send(phone)
    await expect(phone.get_by_text("回执号", exact=True)).to_be_visible()
    reviewer = await open_as("office", "/reviews")
    await reviewer.locator("li.card").filter(has_text=f"工地{site}").get_by_role("link", name="退回").click()
    await reviewer.get_by_label("意见或退回原因").fill("万元写成了元")
    await reviewer.get_by_role("button", name="退回").click()
    await expect(reviewer.get_by_text("已退回，报送人会看到原因")).to_be_visible()

    await phone.goto(address + "/outbox")
    await expect(phone.get_by_text("被退回：万元写成了元（李红，")).to_be_visible()
    await expect(phone.locator("#outbox-badge")).to_have_text("1条被退回")
    await expect(phone.get_by_role("button", name="立即重试")).to_have_count(0)
    await phone.get_by_role("link", name="去改").click()
    await expect(phone.get_by_label("本周进展")).to_have_value("路基土方完成")
    await phone.get_by_label("本周完成投资").fill("31")
    await phone.get_by_role("button", name="改报").click()
    await expect(phone.get_by_text("回执号", exact=True)).to_be_visible()
    assert [(each["state"], each["receipt"]["version"]) for each in await entries(phone)] == [("sent", 2)]
    await expect(phone.locator("#outbox-badge")).to_be_hidden()
    assert rows(READ, site) == [(2, 31, None)]

    await reviewer.goto(address + "/reviews")
    await reviewer.locator("li.card").filter(has_text=f"工地{site}").get_by_role("button", name="审阅").click()
    await expect(reviewer.get_by_text("周已审阅")).to_be_visible()
    assert rows(READ, site) == [(2, 31, "acknowledged")]
