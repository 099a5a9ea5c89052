"""What axe-core finds on a page."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path("frontend/node_modules/axe-core/axe.min.js")
SCRIPT = AXE.read_text(encoding="utf-8") if AXE.exists() else ""
FOUND = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .map(each => [each.id, each.nodes.map(node => node.html.slice(0, 120))])"""


async def findings(page: Page) -> list[Any]:
    """The policy of the page forbids scripts of others: axe is put in from outside it."""
    await page.evaluate(SCRIPT + "; undefined")
    found: list[Any] = await page.evaluate(FOUND)
    return found
