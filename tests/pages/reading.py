"""How tests read a page: its words without markup, and the sentence that a redirect carries along."""

import html
import re
from urllib.parse import unquote

import httpx


def words(response: httpx.Response) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", "", response.text, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


def notice(response: httpx.Response) -> str:
    return unquote(response.cookies.get("notice", ""))


def value_of(response: httpx.Response, name: str) -> str:
    """What an input shows."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*\bvalue="([^"]*)"', response.text)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def beside(response: httpx.Response, name: str) -> str:
    """What is said to be wrong beside a field; empty where nothing is."""
    found = re.search(rf'id="bad-{name}">(.*?)</p>', response.text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""
