"""Every page of projects on a phone, on the smallest phone with the largest type, and on a desk."""

import pytest

from tests.browser.conftest import Open

PAGES = [
    "/mine",
    "/projects",
    "/projects?q=nothing",
    "/projects?as_of=2020-01-01T00:00",
    "/compare",
    "/projects/new",
    "/projects/ZD-001",
    "/projects/ZD-003",
    "/projects/ZD-001/edit",
    "/projects/ZD-001/update",
    "/projects/ZD-001/history",
    "/projects/ZD-001/milestones",
    "/projects/ZD-001/duties",
    "/projects/ZD-001/duties/new",
    "/projects/ZD-001/assignments/new",
    "/assignments",
    "/reviews",
    "/transfers",
    "/transfers?kind=steward&from_account=wanglei",
    "/projects/ZD-001/stages/new",
    "/projects/ZD-001/suspensions/new",
    "/projects/ZD-001/opening-balances/new",
    "/findings",
    "/findings/rules",
    "/rates",
    "/rates?by=unit",
    "/rates?by=batch",
    "/rates/cohorts",
    "/rates/start/projects",
    "/batches",
    "/batches/new",
    "/programmes",
    "/programmes/four_spurs",
    "/programmes/new",
    "/calendar?year=2026",
    "/calendar/import",
    "/admin/outgoing",
    "/reminders",
    "/reminders/sent",
    "/unreported",
    "/leave",
    "/admin/hooks",
    "/admin/lists",
    "/admin/templates",
]
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll, svg, .vh"))
  .map(each => each.outerHTML.slice(0, 100))"""
TOO_SMALL = """least => [...document.querySelectorAll("a, button, select, summary, input:not([type=checkbox]):not([type=hidden])")]
  .filter(each => each.offsetParent && !each.closest(".vh, p, .skip, h3, dd, thead") && !each.matches(".vh, .skip, .row-link"))
  .filter(each => each.getBoundingClientRect().height < least)
  .map(each => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(("width", "size", "least"), [(360, "m", 43.9), (320, "xl", 59.9), (1280, "m", 43.9)])
async def test_no_page_scrolls_sideways_or_breaks_the_content_policy(open_as: Open, address, width, size, least):
    page = await open_as("admin", "/mine", width=width, size=size)
    faults = {}
    for path in PAGES:
        answer = await page.goto(address + path)
        found = [
            *([answer.status] if answer.status != 200 else []),
            *(await page.evaluate(TOO_WIDE)),
            *(await page.evaluate(TOO_SMALL, least)),
        ]
        if found or await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[path] = found
    assert faults == {}
