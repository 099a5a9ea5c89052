"""What must be true of every template, whoever writes it."""

import re

import pytest

from backend.web.templating import TEMPLATES, environment

PAGES = sorted(TEMPLATES.rglob("*.html"))
NAMES = [str(each.relative_to(TEMPLATES)) for each in PAGES]

INLINE = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script without src": r"<script(?![^>]*\ssrc=)",
    "a handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "hx-on": r"\bhx-on\b",
    "a script address": r"javascript:",
    "an htmx expression": r"hx-vals\s*=\s*[\"']js:",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name):
    environment.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_template_outgrows_a_screen_or_two(name):
    assert len((TEMPLATES / name).read_text().splitlines()) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_no_template_asks_for_what_the_content_policy_forbids(name):
    text = (TEMPLATES / name).read_text()
    assert [what for what, pattern in INLINE.items() if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_template_trusts_markup_from_elsewhere(name):
    text = (TEMPLATES / name).read_text()
    assert not re.search(r"\|\s*safe\b|\bautoescape\s+false", text)
