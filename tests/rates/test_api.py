from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import func
from sqlmodel import select

from backend import clock
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects.vocabulary import Stage
from backend.signals.rate_lists import Behind
from backend.timeline.models import ProjectVersion
from tests import factories, signing
from tests.api.test_listing import counted
from tests.rates.conftest import API

NAMES = {
    Behind.ENDED: "ended_projects",
    Behind.CURRENT: "in_current_batch",
    Behind.WITHDRAWN: "entry_withdrawn",
}


async def codes(program, address):
    """Every code of a list, page after page."""
    found, cursor = [], ""
    while cursor is not None:
        answer = await program.get(f"{address}{'&' if '?' in address else '?'}limit=7{cursor and f'&cursor={cursor}'}")
        assert answer.status_code == 200, answer.text
        found += [each["code"] for each in answer.json()["items"]]
        cursor = answer.json()["next"]
    return found


@pytest.mark.parametrize("by", ["all", "batch", "unit", "area", "kind"])
async def test_the_address_of_each_rate_opens_exactly_those_whom_it_counts(house, reader, by):
    answer = (await reader.get(f"{API}?by={by}")).json()
    for group in [answer["overall"], *answer["groups"]]:
        for rate in group["rates"]:
            address = rate["list_url"] + ("&" if "?" in rate["list_url"] else "?")
            for part in Behind:
                name = NAMES.get(part, part)
                told = rate[name] if name in rate else rate["denominator"] - rate["numerator"]
                found = await codes(reader, f"{address}part={part}")
                assert len(found) == (len(told) if part is Behind.ENDED else told), (group["group"], rate["rate"], part)
                assert found == sorted(set(found))


async def test_a_narrow_key_gets_the_rates_of_its_scope_and_is_told_so(session, house, reader, client):
    town = client(await signing.key(session, Permission.READ, name="镇里的程序", scope={"area": "town"}))
    whole = (await reader.get(f"{API}?by=area")).json()
    narrow = (await town.get(f"{API}?by=area")).json()
    assert (whole["scope"], narrow["scope"], narrow["scope_label"]) == ("all", "area:town", "片区 town")
    assert narrow["counted"] < whole["counted"]
    assert [each["group"] for each in narrow["groups"]] == ["town"]
    (of_town,) = [each for each in whole["groups"] if each["group"] == "town"]
    assert narrow["groups"] == [of_town]
    assert narrow["current_batch"] == whole["current_batch"] == "2026-2"
    assert (await town.get(f"{API}/start/projects?by=area&group=zone")).status_code == 404
    assert set(await codes(town, f"{API}/completion/projects")) < set(await codes(reader, f"{API}/completion/projects"))


async def test_rates_of_a_moment_are_those_that_stood_then(session, house, reader):
    at = await _newest(session)
    query = f"as_of={quote(at.isoformat())}"
    with clock.set_to(at):
        await _stays_as_told(session, reader, query)


async def _stays_as_told(session, reader, query):
    asked = [f"{API}?by=unit&{query}", f"{API}?by=batch&{query}", f"{API}/cohorts?{query}"]
    told = [(await reader.get(address)).json() for address in asked]
    waiting = await codes(reader, f"{API}/start/projects?part=rest&{query}")
    ended = await codes(reader, f"{API}/start/projects?part=ended&{query}")
    code = next(each for each in waiting if each not in ended)
    given = StageEntryIn(stage=Stage.STARTED, occurred_on="2025-11-20", batch="2026-1")
    await lifecycle.enter_stage(session, the_house("cli"), code, given)
    await factories.settle(session)

    assert [(await reader.get(address)).json() for address in asked] == told
    assert told[0]["as_of"] is not None
    assert await codes(reader, f"{API}/start/projects?part=rest&{query}") == waiting
    assert code not in await codes(reader, f"{API}/start/projects?part=rest")


@pytest.mark.parametrize("path", ["", "/cohorts", "/start/projects"])
async def test_a_moment_that_has_not_come_is_refused(house, reader, path):
    ahead = datetime.now(UTC) + timedelta(days=400)
    answer = await reader.get(f"{API}{path}?as_of={quote(ahead.isoformat())}")
    assert answer.status_code == 422
    assert "还没有到" in answer.json()["errors"][0]["wanted"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?by=weather", 422),
        ("/mood/projects", 422),
        ("/start/projects?part=half", 422),
        ("/start/projects?by=unit&group=nowhere", 404),
        ("/start/projects?cursor=x", 400),
    ],
)
async def test_what_cannot_be_asked_is_explained(house, reader, path, status):
    answer = await reader.get(API + path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_the_same_answer_has_the_same_etag_and_costs_nothing_again(house, reader):
    first = await reader.get(f"{API}?by=unit")
    again = await reader.get(f"{API}?by=unit", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_rates_cost_the_same_few_statements_whatever_the_number_of_projects(session, engine, reader):
    await factories.project(session)
    await factories.settle(session)
    at = await _newest(session)
    paths = ["", "?by=unit", "?by=batch", "/cohorts", "/start/projects", f"?as_of={quote(at.isoformat())}"]
    with clock.set_to(at):
        await reader.get(API)
        few = [await _statements(engine, reader, path) for path in paths]
        for _ in range(30):
            await factories.project(session)
        await factories.settle(session)
        assert [await _statements(engine, reader, path) for path in paths] == few
    assert max(few) <= 4


async def _newest(session):
    """The moment of the newest version: the database tells its own time, whatever day the test sets."""
    return (await session.exec(select(func.max(ProjectVersion.at)))).one()


async def _statements(engine, reader, path):
    with counted(engine) as statements:
        assert (await reader.get(API + path)).status_code == 200
    return len(statements)
