"""Every error is a problem document (RFC 9457), whatever is asked wrongly, at every address and with every method."""

import re

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy.exc import InterfaceError

from backend.accounts import units
from backend.accounts.models import Permission
from backend.app import create_api
from backend.config import settings
from backend.web.problem import MEANINGS, Problem
from tests import factories, signing
from tests.factories import settle

API = "/api/v1"
PUBLIC = ("/openapi.json", "/docs", "/docs/errors")
KNOWN = {each.code: each.status for each in MEANINGS}
SHAPE = Draft202012Validator(
    Problem.model_json_schema() | {"required": ["type", "title", "status", "detail", "code", "request_id"]}
)
PUT_IN = {"code": "ZD-1", "year": "2026", "week": "2026-W40", "period": "2026-01", "due_on": "2026-12-31"}
SOMEBODY = "01890a5d-ac96-774b-bcce-b302099a8057"


def is_a_problem(answer):
    told = answer.json()
    SHAPE.validate(told)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["status"] == answer.status_code == KNOWN[told["code"]], told
    assert told["type"] == f"/api/v1/docs/errors#{told['code']}"
    assert told["request_id"] == answer.headers["x-request-id"]
    assert re.search(r"[\u4e00-\u9fff]", told["detail"]), told
    assert "Traceback" not in answer.text
    return answer.status_code


def addresses():
    for path, methods in create_api().openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


def at(path, **given):
    return API + re.sub(r"{(\w+)}", lambda name: (PUT_IN | given).get(name[1], SOMEBODY), path)


@pytest.fixture
async def house(session, client, lists):
    await factories.project(session, code="ZD-1", kind="industrial", area="zone")
    await settle(session)
    made = {name: await signing.key(session, each, name=name) for name, each in (("写", "write"), ("读", "read"))}
    return {name: client(key) for name, key in made.items()}


WRONG = {
    "without a key": ({}, {"authorization": ""}, {401}),
    "with a key that is none": ({}, {"authorization": "Bearer sanpi_made_up"}, {401}),
    "with an unknown parameter": ({"params": {"colour": "red"}}, {}, {404, 422}),
    "in a place that is none": ({"path": "%00"}, {}, {404, 405, 415, 422}),
    "of a thing that is not there": ({"path": "nothing"}, {}, {404, 405, 415, 422, 428}),
    "with a body that is no JSON": (
        {"content": b'{"code": '},
        {"content-type": "application/json"},
        {403, 404, 422, 428},
    ),
    "with a body of another kind": ({"content": b"code=1"}, {"content-type": "text/plain"}, {403, 404, 415, 422}),
    "with too much": ({"content": b" " * 1_100_000}, {"content-type": "application/json"}, {403, 404, 413, 422}),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_whatever_is_asked_wrongly_is_answered_by_a_problem(house, wrong):
    asked, headers, expected = WRONG[wrong]
    asked = dict(asked)
    place = asked.pop("path", None)
    seen = set()
    for method, path in addresses():
        if "content" in asked and method not in {"POST", "PUT", "PATCH"}:
            continue
        if place and "{" not in path:
            continue
        where = at(path, **dict.fromkeys(re.findall(r"{(\w+)}", path), place)) if place else at(path)
        answer = await house["写"].request(method, where, headers=headers, **asked)
        if answer.status_code >= 400:
            assert is_a_problem(answer) in expected, f"{method} {where} {answer.text}"
            seen.add(answer.status_code)
        elif "authorization" in headers:
            pytest.fail(f"{method} {where} answered without a key")
    assert seen


async def test_a_method_that_is_not_taken_is_answered_by_a_problem(house):
    paths = {}
    for method, path in addresses():
        paths.setdefault(path, set()).add(method)
    for path, taken in paths.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - taken:
            answer = await house["写"].request(method, at(path), json={})
            if answer.status_code in {404, 422}:  # another address takes it, whose names this one's words fit
                is_a_problem(answer)
                continue
            assert is_a_problem(answer) == 405, f"{method} {path}"
            assert answer.headers["allow"]


async def test_a_key_that_only_reads_is_answered_by_a_problem(house):
    for method, path in addresses():
        if method != "GET":
            answer = await house["读"].request(method, at(path), json={})
            assert is_a_problem(answer) == 403, f"{method} {path}"
            assert "只读" in answer.json()["detail"], f"{method} {path}"


async def test_an_address_that_there_is_not_is_answered_by_a_problem(house):
    for path in ("/", "/nothing", "/projects/ZD-1/nothing", "/changes/1", "/%ff"):
        answer = await house["读"].get(API + path)
        assert is_a_problem(answer) in {404, 401}, path


async def test_too_many_requests_are_answered_by_a_problem(session, client, monkeypatch):
    monkeypatch.setattr(settings, "api_burst", 1)
    monkeypatch.setattr(settings, "api_rate", 0.01)
    program = client(await signing.key(session, Permission.READ))
    answers = [await program.get(f"{API}/units") for _ in range(3)]
    assert is_a_problem(answers[-1]) == 429
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("error", "status"),
    [(InterfaceError("secret", {}, Exception("secret")), 503), (OSError("secret"), 503)],
)
async def test_what_breaks_in_us_is_answered_by_a_problem(session, client, monkeypatch, error, status):
    async def broken(*_):
        raise error

    program = client(await signing.key(session, Permission.READ))
    monkeypatch.setattr(units, "all_units", broken)
    answer = await program.get(f"{API}/units")
    assert is_a_problem(answer) == status
    assert "secret" not in answer.text
