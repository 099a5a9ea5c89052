"""What an officer does on the form of the week, and what the phone keeps of it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

UPDATES = "SELECT count(*), max(u.version) FROM updates u JOIN projects p ON p.id = u.project_id WHERE p.code = %s"
HASHES = "SELECT h.sha256 FROM photos h JOIN projects p ON p.id = h.project_id WHERE p.code = %s ORDER BY h.sha256"

KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys())
    if (name.startsWith("pages-")) found[name.slice(6)] = (await (await caches.open(name)).keys()).map(one => one.url.slice(location.origin.length));
  return found;
}"""
"""The addresses of the pages that the worker keeps, by account."""


def form_of(code: str) -> str:
    return f"/projects/{code}/update"


async def filled(page: Page, amount: str, words: str = "路基土方完成") -> None:
    await page.get_by_label("本周完成投资").fill(amount)
    await page.get_by_label("本周进展").fill(words)


async def with_photo(page: Page, data: bytes, name: str = "a.jpg", kind: str = "image/jpeg") -> None:
    """Chosen, made smaller, hashed and shown."""
    shown = page.locator(".photos li")
    before = await shown.count()
    await page.get_by_label("加照片").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    await expect(shown).to_have_count(before + 1, timeout=30_000)


async def send(page: Page) -> None:
    await page.get_by_role("button", name="报送", exact=True).click()


async def waiting(page: Page) -> None:
    """It was tried and waits for signal. Before that it stands there in the same words, on its way."""
    await expect(page.get_by_text("待上传", exact=True)).to_be_visible()
    await expect(page.get_by_text("试过")).to_be_visible()


async def entries(page: Page) -> list[dict[str, Any]]:
    """What this phone keeps, photos by their hashes."""
    return await page.evaluate(
        "outbox.mine().then(all => all.map(each => ({...each, photos: each.photos.map(one => one.sha256)})))"
    )


async def laid_up(page: Page, path: str) -> None:
    """Until the worker has that page; the form of a week that is named is another page than that of any week."""
    for _ in range(150):
        kept = [each for pages in (await page.evaluate(KEPT)).values() for each in pages]
        if any(path in (each, each.split("?")[0]) for each in kept):
            return
        await page.wait_for_timeout(100)
    pytest.fail(f"{path} was not laid up")
