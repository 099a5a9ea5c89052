"""What is published of the API is what programs were built on: within v1 it may grow, nothing in it may go."""

import json
import os
from pathlib import Path

import httpx
import pytest

from backend.app import create_api, create_app
from backend.errors import DomainError
from backend.web.errors import GENERAL
from backend.web.problem import MEANINGS

SNAPSHOT = Path(__file__).with_name("openapi.json")
RENEW = "SANPI_RENEW_SNAPSHOT"


@pytest.fixture(scope="module")
def description():
    return create_api().openapi()


@pytest.fixture(scope="module")
def site():
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app()), base_url="http://test")


def test_the_description_is_the_one_that_was_agreed(description):
    text = json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get(RENEW):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), (
        "the API is described otherwise than before. If it only grew, renew the snapshot and commit it:"
        f" {RENEW}=1 python -m pytest tests/contracts/test_openapi.py"
    )


def test_every_operation_says_what_it_does_in_chinese_and_how_errors_look(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert any("\u4e00" <= sign <= "\u9fff" for sign in operation["summary"]), where
            assert "application/problem+json" in operation["responses"]["default"]["content"], where
            assert operation["security"] == [{"HTTPBearer": []}], where


def test_output_has_always_the_same_fields_and_input_knows_no_others(description):
    for name, shape in description["components"]["schemas"].items():
        if name.endswith(("Part", "Out", "Document")):
            assert set(shape["required"]) == set(shape["properties"]), name
        if name.endswith(("In", "Patch", "Amounts", "End")):
            assert shape["additionalProperties"] is False, name


def test_every_value_of_a_choice_has_a_chinese_title(description):
    choices = [shape for shape in description["components"]["schemas"].values() if "enum" in shape]
    assert len(choices) > 10
    for shape in choices:
        assert [each["const"] for each in shape["oneOf"]] == shape["enum"]
        assert all(each["title"] for each in shape["oneOf"])


async def test_the_description_is_served_by_ourselves(site, description):
    assert (await site.get("/api/v1/openapi.json")).json() == description
    for path in ("/api/v1/docs", "/api/v1/docs/errors"):
        page = await site.get(path)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "http://" not in page.text
        assert "https://" not in page.text


async def test_the_page_leads_to_every_operation_and_every_shape(site, description):
    page = (await site.get("/api/v1/docs")).text
    for methods in description["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
    for name in description["components"]["schemas"]:
        assert f'id="shape-{name}"' in page


async def test_every_code_of_an_error_is_explained_where_its_type_points(site):
    page = (await site.get("/api/v1/docs/errors")).text
    known = {code for code, _ in GENERAL.values()} | {kind.code for kind in family(DomainError)}
    assert known == {each.code for each in MEANINGS}
    assert all(f'id="{code}"' in page for code in known)


def family(kind):
    return {kind}.union(*(family(each) for each in kind.__subclasses__() if each.__module__ == "backend.errors"))
