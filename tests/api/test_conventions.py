from datetime import date

import pytest

from backend.projects import listing
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.api.conftest import API
from tests.factories import settle


@pytest.mark.parametrize(
    "case",
    [
        ("GET", "nothing", 404, "not_found"),
        ("GET", "projects/%00", 404, "not_found"),
        ("GET", "projects/%0A", 404, "not_found"),
        ("GET", "projects/ZD-404", 404, "not_found"),
        ("DELETE", "projects", 405, "method_not_allowed"),
        ("GET", "projects?colour=red", 422, "invalid"),
        ("GET", "projects?q=a&q=b", 422, "invalid"),
        ("GET", "projects/ZD-1/milestones?limit=1", 422, "invalid"),
        ("GET", "projects?stage=begun", 422, "invalid"),
        ("GET", "projects?updated_since=2026-01-01T00:00", 422, "invalid"),
        ("GET", "projects?as_of=", 422, "invalid"),
        ("GET", "calendar/imports", 405, "method_not_allowed"),
        ("GET", "projects?q=%00", 422, "invalid"),
        ("GET", "milestones/none", 422, "invalid"),
        ("GET", "batches/2026-99", 404, "not_found"),
        ("GET", "projects/ZD-1/versions/99999999999999999999", 422, "invalid"),
    ],
)
async def test_every_error_has_one_shape(session, reader, case):
    method, path, status, code = case
    await factories.project(session, code="ZD-1")
    await settle(session)
    refused = await reader.request(method, f"{API}/{path}", headers={"x-request-id": "from-the-zone-1"})

    problem = refused.json()
    assert (refused.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert refused.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"/api/v1/docs/errors#{code}"
    assert problem["request_id"] == refused.headers["x-request-id"] == "from-the-zone-1"
    assert any("\u4e00" <= sign <= "\u9fff" for sign in problem["detail"])


async def test_unknown_and_repeated_parameters_are_pointed_out(reader):
    unknown = (await reader.get(f"{API}/projects?colour=red&limit=1")).json()["errors"]
    assert [(each["pointer"], each["got"]) for each in unknown] == [("/colour", "red")]
    assert "signal" in unknown[0]["wanted"]
    twice = (await reader.get(f"{API}/projects?q=a&q=b")).json()["errors"]
    assert twice == [{"pointer": "/q", "wanted": "同一个参数只写一次", "got": "a, b"}]


async def test_a_parameter_without_its_value_is_refused_unless_any_text_will_do(reader):
    """Whoever lost the value of `as_of=` would else be answered with now."""
    for name in ("as_of", "updated_since", "stage", "signal", "limit"):
        [told] = (await reader.get(f"{API}/projects?{name}=")).json()["errors"]
        assert (told["pointer"], told["wanted"]) == (f"/{name}", "参数名后面没有写值：请写上，或把这个参数去掉"), name
    for path in ("projects?q=", "projects?cursor=", "changes?after=", "checksum?at="):
        assert (await reader.get(f"{API}/{path}")).status_code == 200, path


async def test_a_method_that_is_not_taken_is_told_which_are(reader):
    assert (await reader.get(f"{API}/calendar/imports")).headers["allow"] == "POST"
    assert (await reader.delete(f"{API}/projects/ZD-1/stages")).headers["allow"] == "GET, HEAD, POST"
    assert (await reader.post(f"{API}/projects/ZD-1")).headers["allow"] == "GET, HEAD, PATCH"


async def test_a_body_must_be_json(lists, writer, recorded):
    before = await recorded()
    for kind, body, status in (
        ("text/plain", b"{}", 415),
        ("application/x-www-form-urlencoded", b"code=1", 415),
        ("application/json", b'{"code": ', 422),
        ("application/json", b"[1]", 422),
        ("application/json", b'{"code": "A", "expected_jobs": NaN}', 422),
        ("application/json", b"", 422),
        ("application/json", b"\xff", 400),
    ):
        refused = await writer.post(f"{API}/projects", content=body, headers={"content-type": kind})
        assert (refused.status_code, refused.json()["status"]) == (status, status), body
    assert await recorded() == before


async def test_a_body_of_more_than_a_megabyte_is_refused_whether_or_not_it_says_its_length(writer):
    async def in_pieces():
        for _ in range(20):
            yield b" " * 100_000

    for content in (b" " * 1_100_000, in_pieces()):
        refused = await writer.post(f"{API}/projects", content=content, headers={"content-type": "application/json"})
        assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


async def test_an_error_of_ours_says_nothing_of_its_cause(reader, monkeypatch):
    def broken(*_arguments):
        raise RuntimeError("secret")

    monkeypatch.setattr(listing, "matching", broken)
    failed = await reader.get(f"{API}/projects")
    assert (failed.status_code, failed.json()["code"]) == (500, "internal_error")
    assert "secret" not in failed.text
    assert failed.headers["content-type"] == "application/problem+json"


async def test_long_answers_are_packed_and_short_ones_are_not(session, reader):
    for number in range(20):
        await factories.project(session, code=f"P-{number}")
    await settle(session)
    assert (await reader.get(f"{API}/projects")).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in (await reader.get(f"{API}/projects?q=nothing")).headers


async def test_no_answer_ever_holds_a_telephone_number(session, reader):
    project = await factories.project(session, code="ZD-1")
    account = await factories.account(session, phone="13800000001", email="wang@example.org")
    duty = Duty(project_id=project.id, kind=DutyKind.STEWARD, account_id=account.id, since=date(2026, 1, 1))
    await factories.add(session, duty)
    await settle(session)
    for path in ("projects", "projects/ZD-1", "projects/ZD-1/duties", "projects/ZD-1/history", "changes", "units"):
        answer = (await reader.get(f"{API}/{path}")).text
        assert "13800000001" not in answer
        assert "wang@example.org" not in answer
