"""What a form still needs is said in Chinese beside its field, and nothing seems to have been sent."""

from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.reporting import entries, form_of, send

SAID = "请填写“本周完成投资”"


async def test_an_empty_amount_is_asked_for_beside_the_field_until_it_is_given(open_as: Open, site):
    page = await open_as("gaofei", form_of(site))
    amount = page.get_by_label("本周完成投资")
    await send(page)
    await send(page)
    await expect(page.locator(".field.bad .error")).to_have_text([SAID])
    await expect(amount).to_be_focused()
    await expect(amount).to_have_accessible_description(SAID)
    assert await entries(page) == []
    await amount.fill("3")
    await expect(page.get_by_text(SAID)).to_have_count(0)
    await expect(amount).to_have_accessible_description("")
    await send(page)
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()


async def test_the_first_of_several_has_the_focus_and_a_choice_is_asked_for_as_one(open_as: Open):
    page = await open_as("admin", "/targets/new")
    await page.get_by_role("button", name="定下").click()
    said = page.locator(".field.bad .error")
    await expect(said).to_have_text(["请选择“单位”", "请选择“指标”"])
    await expect(page.locator("[aria-invalid]").first).to_be_focused()
