"""Every write of money: it works, a reading key may not, for a stranger there is no such project, twice is the same,
and what is replaced is replaced only by who read it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from backend import clock
from backend.money.models import Threshold
from tests import factories
from tests.api.conftest import API
from tests.factories import settle

THURSDAY = datetime.fromisoformat("2026-11-26T10:00:00+08:00")
ID = "01890a5d-ac96-774b-bcce-b302099a8057"
TWELVE = ["800"] * 11 + ["1200"]
NONE = [None] * 12


@pytest.fixture(autouse=True)
def _late_in_november():
    with clock.set_to(THURSDAY):
        yield


@dataclass
class Write:
    path: str
    body: dict[str, Any]
    expected: dict[str, Any]
    other: dict[str, Any] = field(default_factory=dict)
    """Changes of the body that make it another content."""
    refused: int = 428
    """What the other content meets."""
    method: str = "PUT"


WRITES = {
    "plan the months": Write(
        "monthly-plans/2026",
        {"monthly_wan": TWELVE},
        {"annual_plan_wan": "10000.00", "difference_wan": "0.00", "warnings": []},
        {"monthly_wan": ["1", *TWELVE[1:]]},
    ),
    "write down the statistics": Write(
        "statistics/2026",
        {"statistics_wan": [None, "1500", "2100", *NONE[3:]]},
        {"statistics_wan": [None, "1500.00", "2100.00", *NONE[3:]], "warnings": []},
        {"statistics_wan": [None, "1600", *NONE[2:]]},
    ),
    "say where money comes from": Write(
        "funding-sources",
        {"sources": [{"kind": "own", "amount_wan": "20000"}, {"kind": "loan", "amount_wan": "30000"}]},
        {"warnings": []},
        {"sources": [{"kind": "own", "amount_wan": "50000"}]},
    ),
    "plan by when money comes": Write(
        "fund-plans/2026-12-31",
        {"amount_wan": "9000"},
        {"items": [{"due_on": "2026-12-31", "amount_wan": "9000.00"}], "next": None},
        {"amount_wan": None},
    ),
    "note money that came": Write(
        "fund-arrivals",
        {"id": ID, "kind": "loan", "arrived_on": "2026-11-20", "amount_wan": "500", "document": "回单8号"},
        {"kind": "loan", "arrived_on": "2026-11-20", "amount_wan": "500.00", "document": "回单8号"},
        {"amount_wan": "600"},
        409,
        "POST",
    ),
    "put a week right": Write(
        "updates/2026-W47/corrections",
        {"invested_wan": "58", "reason": "多写了一个零"},
        {"week": "2026-W47", "reported_wan": "580.00", "invested_wan": "58.00", "corrected_by": None},
        {"reason": "还是同一个数"},
        422,
        "POST",
    ),
    "tell what a month yielded": Write(
        "results/2026-10",
        {"output_wan": "800", "jobs": 120},
        {"year": 2026, "month": 10, "output_wan": "800.00", "tax_wan": None, "jobs": 120, "energy_tce": None},
        {"jobs": 130},
    ),
    "tell what a year yielded": Write(
        "results/2025", {"tax_wan": "90.5"}, {"year": 2025, "month": None, "tax_wan": "90.50"}, {"tax_wan": "91"}
    ),
}


@pytest.fixture
async def project(session, lists, writer):
    """ZD-1 in the zone, with a plan for the year and one week that was reported and has closed."""
    await factories.project(session, code="ZD-1", area="zone", kind="industrial", total_investment=50000)
    await settle(session)
    await writer.put(f"{API}/projects/ZD-1/annual-plans/2026", json={"amount_wan": "10000"})
    week = {"week": "2026-W47", "invested_wan": "580", "site_progress": "开挖"}
    assert (await writer.post(f"{API}/projects/ZD-1/updates", json=week)).status_code == 201


@pytest.fixture(params=WRITES.values(), ids=WRITES)
def write(request, project):
    return request.param


async def send(program, write, **headers):
    path = f"{API}/projects/ZD-1/{write.path}"
    return await program.request(write.method, path, json=write.body, headers=headers)


async def test_it_works_and_is_told(write, writer, recorded):
    before = await recorded()
    done = await send(writer, write)
    assert done.status_code == (200 if write.method == "PUT" else 201), done.text
    assert write.expected.items() <= done.json().items()
    assert await recorded() > before
    history = (await writer.get(f"{API}/projects/ZD-1/history")).json()["items"]
    assert history[0]["via"] == "api"


async def test_a_reading_key_may_not(write, reader, recorded):
    before = await recorded()
    refused = await send(reader, write)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert await recorded() == before


async def test_for_a_stranger_there_is_no_such_project(write, stranger, recorded):
    before = await recorded()
    refused = await send(stranger, write)
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert await recorded() == before


async def test_twice_is_the_same(write, writer, recorded):
    first = await send(writer, write)
    before = await recorded()
    assert (await send(writer, write)).json() == first.json()
    assert await recorded() == before


async def test_other_content_is_refused_to_who_did_not_read_what_stands(write, writer, recorded):
    await send(writer, write)
    before = await recorded()
    other = Write(write.path, write.body | write.other, {}, method=write.method)
    assert (await send(writer, other)).status_code == write.refused
    assert await recorded() == before


@pytest.mark.parametrize("name", [name for name, write in WRITES.items() if write.refused == 428])
async def test_who_read_what_stands_may_replace_it(name, project, writer, reader):
    write = WRITES[name]
    await send(writer, write)
    read = await reader.get(f"{API}/projects/ZD-1/{write.path.removesuffix('/2026-12-31')}")
    assert read.status_code == 200
    other = Write(write.path, write.body | write.other, {}, method=write.method)
    late = await send(writer, other, **{"if-match": '"older"'})
    assert (late.status_code, late.json()["current"]) == (412, read.json())
    assert (await send(writer, other, **{"if-match": read.headers["etag"]})).status_code == 200


REFUSED = {
    "a month short": ("PUT", "monthly-plans/2026", {"monthly_wan": TWELVE[:11]}, "monthly_wan"),
    "a month below zero": ("PUT", "monthly-plans/2026", {"monthly_wan": ["-1", *TWELVE[1:]]}, "不能是负数"),
    "a figure of a month to come": ("PUT", "statistics/2026", {"statistics_wan": [*NONE[:11], "9"]}, "12月还没有到"),
    "a source named twice": (
        "PUT",
        "funding-sources",
        {"sources": [{"kind": "own", "amount_wan": "1"}, {"kind": "own", "amount_wan": "2"}]},
        "只写一次",
    ),
    "money that comes tomorrow": (
        "POST",
        "fund-arrivals",
        {"amount_wan": "1", "arrived_on": "2026-11-27"},
        "不能在今天以后",
    ),
    "money below zero": ("POST", "fund-arrivals", {"amount_wan": "-1"}, "不能是负数"),
    "a correction below zero": (
        "POST",
        "updates/2026-W47/corrections",
        {"invested_wan": "-1", "reason": "写错了"},
        "不能是负数",
    ),
    "a correction without a reason": ("POST", "updates/2026-W47/corrections", {"invested_wan": "1"}, "reason"),
    "a correction that changes nothing": (
        "POST",
        "updates/2026-W47/corrections",
        {"invested_wan": "580", "reason": "核对过"},
        "不用更正",
    ),
    "a result of nothing": ("PUT", "results/2026-10", {}, "至少填一项"),
    "a result of a month to come": ("PUT", "results/2026-12", {"jobs": 1}, "还没有到"),
    "a result of no month": ("PUT", "results/2026-13", {"jobs": 1}, "period"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(name, project, writer, recorded):
    method, path, body, words = REFUSED[name]
    before = await recorded()
    refused = await writer.request(method, f"{API}/projects/ZD-1/{path}", json=body)
    assert refused.status_code == 422
    assert words in refused.text
    assert await recorded() == before


async def test_a_plan_that_does_not_add_up_is_kept_and_the_difference_said(project, writer, reader):
    short = await writer.put(f"{API}/projects/ZD-1/monthly-plans/2026", json={"monthly_wan": [*TWELVE[:11], "200"]})
    assert (short.status_code, short.json()["difference_wan"]) == (200, "-1000.00")
    (said,) = short.json()["warnings"]
    assert "合计9,000.00万元，比年度计划10,000.00万元少1,000.00万元" in said
    year = (await reader.get(f"{API}/projects/ZD-1")).json()["years"][0]
    assert year["monthly_plan_wan"] == [*["800.00"] * 11, "200.00"]


async def test_sources_that_do_not_add_up_are_kept_and_the_difference_said(project, writer):
    body = {"sources": [{"kind": "own", "amount_wan": "20000"}]}
    (said,) = (await writer.put(f"{API}/projects/ZD-1/funding-sources", json=body)).json()["warnings"]
    assert "合计20,000.00万元，比总投资50,000.00万元少30,000.00万元" in said


async def test_money_that_is_due_later_is_never_less(project, writer, recorded):
    path = f"{API}/projects/ZD-1/fund-plans"
    await writer.put(f"{path}/2026-06-30", json={"amount_wan": "3000"})
    before = await recorded()
    less = await writer.put(f"{path}/2026-12-31", json={"amount_wan": "2000"})
    assert (less.status_code, "不能比2026年6月30日的3,000.00万元还少" in less.text) == (422, True)
    more = await writer.put(f"{path}/2026-03-31", json={"amount_wan": "4000"})
    assert (more.status_code, "不能比2026年6月30日的3,000.00万元还多" in more.text) == (422, True)
    assert await recorded() == before


async def test_a_correction_counts_in_month_year_and_total_and_the_update_stays(project, writer, reader):
    path = f"{API}/projects/ZD-1/updates/2026-W47/corrections"
    for amount, reason in (("58", "多写了一个零"), ("68", "漏了设备款")):
        assert (await writer.post(path, json={"invested_wan": amount, "reason": reason})).status_code == 201
    document = (await reader.get(f"{API}/projects/ZD-1")).json()
    (year,) = document["years"]
    assert (year["months_wan"][10], year["invested_wan"], document["invested_total_wan"]) == ("68.00",) * 3
    assert year["months_wan"].count(None) == 11, "what nobody reported is unknown, not nothing"
    assert (await reader.get(f"{API}/projects/ZD-1/updates/2026-W47")).json()["invested_wan"] == "580.00"
    assert [each["reason"] for each in (await reader.get(path)).json()["items"]] == ["漏了设备款", "多写了一个零"]


async def test_only_a_week_that_was_reported_and_has_closed_is_corrected(project, writer):
    body = {"invested_wan": "5", "reason": "写错了"}
    missing = await writer.post(f"{API}/projects/ZD-1/updates/2026-W46/corrections", json=body)
    assert (missing.status_code, "请先补报" in missing.json()["detail"]) == (404, True)
    await writer.post(f"{API}/projects/ZD-1/updates", json={"week": "2026-W48", "unchanged": True})
    running = await writer.post(f"{API}/projects/ZD-1/updates/2026-W48/corrections", json=body)
    assert (running.status_code, "请直接改报" in running.json()["detail"]) == (409, True)


async def test_accounts_show_what_they_are_made_of_and_stay_unknown_where_something_is(project, writer, reader):
    unknown = (await reader.get(f"{API}/projects/ZD-1/economics")).json()
    assert [each["ratio"] for each in unknown["ratios"]] == [None] * 8

    facts = {
        "land_mu": "125",
        "expected_output_wan": "60000",
        "expected_tax_wan": "2500",
        "expected_profit_wan": "7500",
    }
    tag = {"if-match": (await reader.get(f"{API}/projects/ZD-1")).headers["etag"]}
    assert (await writer.patch(f"{API}/projects/ZD-1", json=facts, headers=tag)).status_code == 200
    await writer.put(f"{API}/projects/ZD-1/results/2025", json={"output_wan": "30000"})
    told = (await reader.get(f"{API}/projects/ZD-1/economics")).json()
    found = {(each["measure"], each["basis"]): each for each in told["ratios"]}
    assert found["investment_per_mu", "expected"]["ratio"] == "400.00"
    assert found["output_per_mu", "actual"]["numerator"] == "30000.00"
    assert found["output_per_mu", "actual"]["ratio"] == "240.00"
    assert found["payback_years", "expected"]["ratio"] == "5.00"
    assert found["energy_per_output", "expected"]["ratio"] is None
    assert {each["met"] for each in told["ratios"]} == {None}
    assert told["actual_year"] == 2025


async def test_accounts_are_not_for_strangers(project, stranger):
    assert (await stranger.get(f"{API}/projects/ZD-1/economics")).status_code == 404


async def test_every_key_reads_what_areas_ask_with_the_day_it_began(session, project, reader, stranger):
    row = {"area": "zone", "measure": "tax_per_mu", "at_least": 12, "valid_from": THURSDAY.date()}
    await factories.add(session, Threshold(**row))
    for program in (reader, stranger):
        (told,) = (await program.get(f"{API}/thresholds")).json()["items"]
        assert told == row | {"at_least": "12.00", "at_most": None, "valid_from": "2026-11-26"}


async def test_the_output_of_a_year_is_added_up_from_its_months(project, writer, reader):
    for month in range(1, 13):
        if month == 12:
            assert (await reader.get(f"{API}/projects/ZD-1")).json()["actual_output_wan"] is None
        await writer.put(f"{API}/projects/ZD-1/results/2025-{month:02}", json={"output_wan": "100"})
    assert (await reader.get(f"{API}/projects/ZD-1")).json()["actual_output_wan"] == "1200.00"
