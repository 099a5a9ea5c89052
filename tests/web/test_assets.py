import gzip
import re

import pytest
from PIL import Image

from backend.web.assets import TYPES, assets, lighter_css, lighter_js
from tests.web import icons


def test_style_and_scripts_stay_within_the_budget_of_a_weak_phone():
    files = assets()
    assert len(files["app.css"].packed) <= 10_000
    assert sum(len(files[name].packed) for name in ("app.js", "htmx.js") if name in files) <= 25_000


@pytest.mark.parametrize("name", sorted(assets()))
async def test_a_file_is_served_by_its_hashed_name_and_kept_for_ever(visitor, name):
    asset = assets()[name]
    answer = await visitor.get(f"/static/{asset.name}", headers={"accept-encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].split(";")[0] in {each.split(";")[0] for each in TYPES.values()}
    assert answer.content == asset.body == gzip.decompress(asset.packed)


async def test_who_takes_no_gzip_gets_the_plain_file(visitor):
    asset = assets()["app.css"]
    answer = await visitor.get(f"/static/{asset.name}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == asset.body


@pytest.mark.parametrize("size", icons.SIZES)
def test_the_icons_of_the_installed_site_are_drawn_from_the_mark(size):
    kept = Image.open(icons.ICONS / f"icon-{size}.png")
    assert kept.convert("RGB").tobytes() == icons.icon(size).convert("RGB").tobytes()
    mark = assets()["mark.svg"].body.decode()
    assert all(f"M{left} {top}h{right - left}v{bottom - top}" in mark for left, top, right, bottom in icons.BARS)


async def test_the_manifest_names_icons_that_are_served_and_begins_at_ones_own_projects(visitor):
    address = f"/static/{assets()['manifest.webmanifest'].name}"
    manifest = (await visitor.get(address)).json()
    for icon in manifest["icons"]:
        assert (await visitor.get(f"/static/{icon['src']}")).status_code == 200
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("../mine", "../", "standalone")


async def test_the_worker_lies_at_the_root_and_is_looked_for_anew(visitor):
    answer = await visitor.get("/sw.js")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "worker-src 'self'" in answer.headers["content-security-policy"]
    assert "没有信号" in (await visitor.get("/offline")).text


@pytest.mark.parametrize("name", ["app.css", "app.000000000000.css", "tokens.css", "..%2f..%2fpyproject.toml"])
async def test_nothing_else_is_served(visitor, name):
    answer = await visitor.get(f"/static/{name}")
    assert answer.status_code == 404


def test_the_lighter_style_sheet_says_the_same():
    css = '/* why */\n.a  .b:hover { margin: -1px calc(1rem + 2px);\n  content: " "; }\n@media (min-width: 1rem) { .c > .d { top: 0; } }'
    expected = '.a .b:hover{margin:-1px calc(1rem + 2px);content:" "}@media (min-width:1rem){.c > .d{top:0}}'
    assert lighter_css(css) == expected


def test_the_lighter_script_loses_comments_but_no_addresses():
    assert lighter_js("// why\n  go('https://a');\n\n") == "go('https://a');"


def test_the_style_sheet_uses_only_colours_and_sizes_that_are_defined():
    css = assets()["app.css"].body.decode()
    used, defined = set(re.findall(r"var\((--[\w-]+)", css)), set(re.findall(r"[{;](--[\w-]+):", css))
    assert used - defined == set()
    assert defined - used == set()
