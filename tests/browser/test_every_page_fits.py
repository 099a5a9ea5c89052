"""Every page on a phone, on the smallest phone with the largest type, and on a desk: links lead to each kind of page.

On each of them axe-core finds nothing, on one page as a phone shows it, on the next one as the smallest phone or a desk."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

from backend.app import create_app
from backend.weeks import Week
from tests.browser.accessibility import AXE, findings
from tests.browser.conftest import Open

BESIDES = [
    "/projects?q=nothing",
    "/projects?as_of=2020-01-01T00:00",
    "/projects/ZD-001",
    "/projects/ZD-001/update",
    "/projects/ZD-003",
    f"/projects/ZD-001/updates/{Week.current().previous.label}",
    "/projects/ZD-001/photos",
    "/transfers?kind=steward&from_account=wanglei",
    "/rates?by=unit",
    "/rates?by=batch",
    "/programmes/four_spurs",
    "/briefs?q=同德",
    "/reviews",
]
"""Where no link of this house leads, or worth looking at in another state than the one that the first link shows."""
LEAST = 100
"""So many kinds of pages there are at least: if links led nowhere, this test would say nothing."""
LOOKS = [(360, 740, "m", 43.9), (320, 568, "xl", 59.9), (1280, 740, "m", 43.9)]
FAULTS = """([size, least]) => {
  document.documentElement.dataset.size = size
  const all = what => [...document.querySelectorAll(what)]
  const box = each => each.getBoundingClientRect()
  const wide = all("body *").filter(each => box(each).right > innerWidth + 1 && !each.closest(".scroll, svg, .vh"))
  const small = all("a, button, select, summary, input:not([type=checkbox]):not([type=hidden])")
    .filter(each => each.offsetParent && !each.closest(".vh, p, .skip, h3, dd, thead, .paper") && !each.matches(".vh, .skip, .row-link"))
    .filter(each => box(each).height < least)
  const sideways = document.documentElement.scrollWidth > innerWidth ? [innerWidth + " " + size + " scrolls sideways"] : []
  return [...sideways, ...[...wide, ...small].map(each => innerWidth + " " + size + " " + each.outerHTML.slice(0, 100))]
}"""
LINKS = (
    """() => [...document.querySelectorAll("a[href^='/']:not([download])")].map(each => each.getAttribute("href"))"""
)


def kinds() -> Iterator[tuple[str, re.Pattern[str]]]:
    for route in iter_route_contexts(create_app().routes):
        if "GET" in (route.methods or ()) and "." not in route.path:  # a file is no page
            yield route.path, compile_path(route.path)[0]


async def test_no_page_scrolls_sideways_keeps_anybody_out_or_breaks_the_content_policy(open_as: Open, address):
    page = await open_as("admin", "/mine")
    routes, seen, faults = list(kinds()), set(), {}
    waiting = [*BESIDES, "/mine"]
    for number, path in enumerate(waiting):
        kind = next((name for name, pattern in routes if pattern.match(urlsplit(path).path)), None)
        if number >= len(BESIDES) and (kind is None or kind in seen):
            continue
        answer = await page.goto(address + path)
        seen |= {kind} - {urlsplit(each).path for each in BESIDES if number < len(BESIDES)}
        found = [] if answer.status == 200 else [answer.status]
        for width, height, size, least in LOOKS:
            await page.set_viewport_size({"width": width, "height": height})
            found += await page.evaluate(FAULTS, [size, least])
            if AXE.exists() and LOOKS[number % len(LOOKS)][0] == width:
                found += await findings(page)
        if found:
            faults[path] = found
        waiting += [each.split("#")[0] for each in await page.evaluate(LINKS)]
    assert faults == {}
    assert len(seen) >= LEAST, sorted(seen)
