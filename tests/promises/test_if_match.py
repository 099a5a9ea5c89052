"""If-Match on every update: missing 428, stale 412 with the current version and both texts."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from backend import clock
from backend.app import create_api
from backend.milestones.models import Milestone, Phase
from backend.weeks import Week
from tests import factories
from tests.factories import settle

API = "/api/v1"

WEEK = Week.current().label
MONTHS = [None] * 11


@dataclass
class Update:
    """`first` brings it about that there is something to update, mostly the update itself with other words."""

    to: dict[str, Any] | None
    first: dict[str, Any] | None = None
    method: str = "PUT"
    at: str = ""
    """Its address in the test, where that is not the path with the names put in."""
    read_at: str = ""
    """Where it is read, where that is somewhere else."""
    made_by: tuple[str, dict[str, Any]] | None = None


P = "/projects/{code}"
HOLIDAY = {"day_kind": "holiday", "holiday": "庙会", "source": "县政府〔2026〕5号"}
UPDATES = {
    f"PATCH {P}": Update({"remark": "改过"}, method="PATCH"),
    "PATCH /programmes/{code}": Update(
        {"name": "四条专用线"},
        method="PATCH",
        at="/programmes/spurs",
        made_by=("/programmes", {"code": "spurs", "name": "专用线"}),
    ),
    f"PUT {P}/plan": Update(
        {"dates": [{"key": "start", "planned_on": "2026-06-01"}]},
        {"dates": [{"key": "start", "planned_on": "2026-05-01"}]},
    ),
    f"PUT {P}/annual-plans/{{year}}": Update({"amount_wan": "6000.00"}, {"amount_wan": "5000"}),
    f"PUT {P}/opening-balances/{{year}}": Update(
        {"invested_in_year_wan": "2.00", "invested_before_year_wan": "3.00"},
        {"invested_in_year_wan": "1", "invested_before_year_wan": "3"},
    ),
    f"PUT {P}/monthly-plans/{{year}}": Update({"monthly_wan": ["2.00", *MONTHS]}, {"monthly_wan": ["1.00", *MONTHS]}),
    f"PUT {P}/statistics/{{year}}": Update(
        {"statistics_wan": ["2.00", *MONTHS]}, {"statistics_wan": ["1.00", *MONTHS]}
    ),
    f"PUT {P}/funding-sources": Update(
        {"sources": [{"kind": "loan", "amount_wan": "2.00"}]},
        {"sources": [{"kind": "loan", "amount_wan": "1"}]},
    ),
    f"PUT {P}/fund-plans/{{due_on}}": Update(
        {"amount_wan": "2.00"}, {"amount_wan": "1"}, read_at="/projects/ZD-1/fund-plans"
    ),
    f"PUT {P}/results/{{period}}": Update({"jobs": 4}, {"jobs": 3}),
    f"PUT {P}/updates/{{week}}": Update(
        {"invested_wan": "2.00"}, made_by=("/projects/ZD-1/updates", {"week": WEEK, "invested_wan": "1"})
    ),
    "PUT /calendar/days/{day}": Update(HOLIDAY | {"holiday": "灯会"}, HOLIDAY),
    "DELETE /calendar/days/{day}": Update(None, HOLIDAY, method="DELETE"),
}
NO_UPDATES = {
    "DELETE /leaves/{leave_id}": "takes back what nobody can edit",
    "PUT /milestones/{milestone_id}/reached": "records a day once; another day is 409, and never overwrites it",
}
SOON = Week.current().start + timedelta(weeks=6)
NAMES = {"day": str(SOON), "code": "ZD-1", "year": "2026", "due_on": "2026-12-31", "period": "2026-01", "week": WEEK}


def test_every_route_that_updates_is_tried_here():
    found = {
        f"{method.upper()} {path}"
        for path, methods in create_api().openapi()["paths"].items()
        for method in methods
        if method in {"put", "patch", "delete"}
    }
    assert found == set(UPDATES) | set(NO_UPDATES), "a new route that updates needs its line here, and If-Match"


@pytest.fixture(params=UPDATES.items(), ids=list(UPDATES))
async def update(request, session, lists, writer):
    """One update, with something to update; the clock stands in the middle of the week, before it closes."""
    name, update = request.param
    update.at = update.at or name.partition(" ")[2].format(**NAMES)
    project = await factories.project(session, code="ZD-1", area="zone", kind="industrial")
    await factories.add(
        session, Milestone(project_id=project.id, position=1, key="start", label="开工", phase=Phase.WORKS)
    )
    await settle(session)
    with clock.set_to(datetime.combine(Week.current().start + timedelta(days=2), time(12), clock.BEIJING)):
        if update.made_by:
            path, body = update.made_by
            assert (await writer.post(API + path, json=body)).status_code == 201
        elif update.first:
            assert (await writer.put(API + update.at, json=update.first)).status_code == 200
        yield update


def send(program, update, **headers):
    body = {} if update.to is None else {"json": update.to}
    return program.request(update.method, API + update.at, headers=headers, **body)


def read(program, update):
    return program.get(API + (update.read_at or update.at))


def holds(whole, part):
    """Whether what was given is told, with what was left out filled in at most by null."""
    return whole is None if part is None else all(whole[name] == value for name, value in part.items())


async def test_missing_is_428(update, writer, recorded):
    before = await recorded()
    refused = await send(writer, update)
    assert (refused.status_code, refused.json()["code"]) == (428, "precondition_required")
    assert "If-Match" in refused.json()["detail"]
    assert await recorded() == before


async def test_stale_is_412_with_the_current_version_and_both_texts(update, writer, recorded):
    before, stands = await recorded(), await read(writer, update)
    for stale in ('"older"', '"a", W/"b"', "no tag at all"):
        refused = (await send(writer, update, **{"if-match": stale})).json()
        assert (refused["status"], refused["code"]) == (412, "stale")
        assert refused["current"] == stands.json()
        assert refused["current_etag"] == stands.headers["etag"].replace("-gzip", "")
        assert holds(refused["given"], update.to)
    assert await recorded() == before


async def test_who_read_what_stands_may_and_is_answered_with_the_next_tag(update, writer):
    tag = (await read(writer, update)).headers["etag"]
    done = await send(writer, update, **{"if-match": tag})
    if update.to is None:
        assert (done.status_code, (await read(writer, update)).status_code) == (204, 404)
        return
    assert done.status_code == 200
    assert done.headers["etag"] == (await read(writer, update)).headers["etag"] != tag


async def test_the_tag_of_a_412_is_good_for_the_next_try(update, writer):
    refused = (await send(writer, update, **{"if-match": '"older"'})).json()
    assert (await send(writer, update, **{"if-match": refused["current_etag"]})).status_code in {200, 204}


async def test_what_was_removed_meanwhile_is_not_made_again_by_who_read_it_before(session, lists, writer):
    await factories.project(session, code="ZD-1", area="zone", kind="industrial")
    await settle(session)
    path = f"{API}/projects/ZD-1/fund-plans/2026-12-31"
    made = await writer.put(path, json={"amount_wan": "1"})
    tag = {"if-match": made.headers["etag"]}
    assert (await writer.put(path, json={"amount_wan": None}, headers=tag)).status_code == 200
    late = await writer.put(path, json={"amount_wan": "2"}, headers=tag)
    assert (late.status_code, late.json()["current"]) == (412, {"items": [], "next": None})
