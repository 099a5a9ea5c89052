"""Nothing answers without the headers that protect whoever reads it, and without the number to ask about it."""

import httpx
import pytest

from backend.app import create_app
from backend.layers import API


@pytest.fixture
def visitor():
    site = create_app("postgresql://nobody@127.0.0.1:1/nothing")

    @site.get("/broken")
    async def broken():
        raise RuntimeError

    return httpx.AsyncClient(transport=httpx.ASGITransport(site, raise_app_exceptions=False), base_url="http://test")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/nowhere", 404), (f"{API}/nowhere", 404), (f"{API}/changes", 401), ("/broken", 500)],
)
async def test_every_answer_has_them_an_unexpected_error_too(visitor, path, status):
    answer = await visitor.get(path, headers={"x-request-id": "7f3a20c1-9"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (status, "7f3a20c1-9")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
