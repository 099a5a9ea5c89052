"""Photos that cannot be taken: the words arrive, the entry says why and keeps the file until a person decides."""

import pytest
from playwright.async_api import expect

from backend.weeks import Week
from tests.browser.conftest import Open
from tests.browser.reporting import HASHES, UPDATES, entries, filled, form_of, send, with_photo
from tests.updates.pictures import noisy, photo, promised_png

BAD = {
    "40 MB": (lambda: b"\xff\xd8\xff" + b"\x55" * 40_000_000, "最多24MB，请缩小后再传"),
    "renamed text": (lambda: "施工日志".encode() * 50, "这不是照片"),
    "HEIC": (lambda: photo("HEIF", (400, 300))[:421], "这张照片不完整或者坏了"),
    "30,000 × 30,000": (lambda: promised_png(30_000, 30_000), "照片太大，最多 4000 万像素"),
}


@pytest.fixture(params=BAD)
def chosen(request, tmp_path):
    """A file on the phone, and what is said of it."""
    made, sentence = BAD[request.param]
    file = tmp_path / "坏照片.jpg"
    file.write_bytes(made())
    return file, sentence


async def test_it_is_refused_in_words_and_everything_else_arrives(open_as: Open, expected, site, rows, chosen):
    expected += ["status of 413", "status of 422"]
    bad, sentence = chosen
    page = await open_as("gaofei", form_of(site))
    await filled(page, "5", "照片有问题的一周")
    await page.get_by_label("加照片").set_input_files(bad)
    await expect(page.locator(".photos li")).to_have_count(1, timeout=60_000)
    await with_photo(page, noisy((320, 240)))
    await send(page)
    await expect(page.get_by_text("被退回")).to_be_visible(timeout=60_000)
    await expect(page.get_by_text(sentence)).to_be_visible()
    (kept,) = await entries(page)
    assert (len(kept["photos"]), kept["receipt"]["photos"]) == (2, [kept["photos"][1]])
    assert (rows(UPDATES, site), len(rows(HASHES, site))) == ([(1, 1)], 1)
    await page.get_by_role("button", name="不要这张").click()
    await expect(page.get_by_text("已上传").first).to_be_visible()


async def test_a_week_that_has_closed_is_refused_in_words_and_the_entry_stays(
    open_as: Open, expected, address, site, rows
):
    expected.append("status of 409")
    page = await open_as("gaofei", form_of(site))
    label = Week.current().previous.previous.label
    await page.goto(f"{address}{form_of(site)}?week={label}")
    await filled(page, "1", "先报的")
    await page.locator(".send button").click()
    await expect(page.get_by_text("回执号", exact=True)).to_be_visible()
    entry = f"""{{id: outbox.uuid7(), account: outbox.account, title: '补报', root: '/projects/{site}', week: '{label}', base: '1',
      fields: [['week', '{label}'], ['invested_wan', '2'], ['site_progress', '后改的']], photos: [], state: 'queued', tries: 0, next: 0}}"""
    await page.goto(address + "/outbox")
    await page.evaluate(f"() => outbox.put({entry}).then(() => outbox.run(true))")
    await expect(page.get_by_text("已经截止，报送的数字不再改写")).to_be_visible()
    await expect(page.get_by_text("后改的")).to_be_visible()
    await expect(page.get_by_role("button", name="用我这份")).to_have_count(0)
    assert [each["state"] for each in await entries(page)].count("conflict") == 1
    assert rows(UPDATES, site) == [(1, 1)]
