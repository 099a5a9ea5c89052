import json
from datetime import timedelta

import pytest

from backend.accounts.models import Permission
from backend.clock import now, today
from backend.weeks import Week
from tests import factories, signing
from tests.api.conftest import API
from tests.factories import settle

NEW = {"code": "ZD-7", "name": "同德科创项目", "short_name": "同德", "kind": "industrial"}


@pytest.fixture
async def project(session, lists, writer):
    await factories.project(session, code="ZD-1")
    await settle(session)
    await writer.post(f"{API}/projects/ZD-1/stages", json={"stage": "signed", "occurred_on": "2026-01-05"})


def amount(text, wanted):
    return ("projects", NEW | {"total_investment_wan": text}, "/total_investment_wan", wanted)


CASES = {
    "an unknown stage": ("projects/ZD-1/stages", {"stage": "begun"}, "/stage", "signed"),
    "a date in the future": (
        "projects/ZD-1/stages",
        {"stage": "started", "occurred_on": str(today() + timedelta(days=1))},
        "/occurred_on",
        "没有发生的事不登记",
    ),
    "a date that is none": (
        "projects/ZD-1/stages",
        {"stage": "started", "occurred_on": "2026-02-30"},
        "/occurred_on",
        "2026-11-24 这样",
    ),
    "a stage skipped without a reason": (
        "projects/ZD-1/stages",
        {"stage": "producing"},
        "/skip_reason",
        "还没有登记开工",
    ),
    "an amount with a unit": amount("3亿元", "不要带单位"),
    "an amount with commas": amount("12,000", "不要加逗号"),
    "an amount below nothing": amount("-5", "不能是负数"),
    "an amount as a float": amount(12.5, "请填数字"),
    "an amount with three decimals": amount("1.234", "最多两位小数"),
    "an amount in yuan": amount("3479000000", "单位是万元"),
    "an amount beyond all bounds": amount("9" * 400, "单位是万元"),
    "an amount with an exponent": amount("1e5", "只填数字"),
    "an amount that is not a number": amount("NaN", "只填数字"),
    "a name of 500 characters": ("projects", NEW | {"name": "长" * 500}, "/name", "最多写200个字"),
    "a broken national code": (
        "projects",
        NEW | {"national_code": "1234"},
        "/national_code",
        "2201-140981-89-01-123453",
    ),
    "a kind that is not on the list": ("projects", NEW | {"kind": "magic"}, "/kind", "industrial（industrial类）"),
    "a programme that is not there": ("projects", NEW | {"programme": "none"}, "/programme", "请先建项目群"),
    "a field that is unknown": ("projects", NEW | {"nmae": "同德"}, "/nmae", "没有这个字段"),
    "a point without its datum": ("projects", NEW | {"longitude": "112.7", "latitude": "38.7"}, "", "坐标系"),
    "a control character": ("projects", NEW | {"name": "同德\u0000项目"}, "/name", "控制字符"),
    "half a character": ("projects", NEW | {"remark": "\ud800"}, "/remark", "残缺的字符"),
    "a week that does not exist": (
        "projects/ZD-1/updates",
        {"week": "2026-W54", "unchanged": True},
        "/week",
        "2026年只有第1周到第53周",
    ),
    "a week that has not begun": (
        "projects/ZD-1/updates",
        {"week": Week.current().next.label, "unchanged": True},
        "/week",
        "还没有开始",
    ),
    "an update that says nothing": ("projects/ZD-1/updates", {}, "", "没有变化请选“本周无变化”"),
    "a unit that is not there": ("projects/ZD-1/duties", {"kind": "lead", "unit": "x"}, "/unit", "没有编号为 x 的单位"),
    "a list that is not there": ("projects/ZD-1/annual-lists", {"year": 2026, "list_code": "x"}, "/list_code", "key"),
    "a credit code that is wrong": (
        "projects/ZD-1/developers",
        {"name": "某公司", "credit_code": "91140981MA0000000X"},
        "/credit_code",
        "18位",
    ),
    "a batch in another year": (
        "batches",
        {"year": 2026, "ordinal": 1, "level": "county", "held_on": "2025-03-01"},
        "/held_on",
        "应在 2026 年",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_bad_input_is_refused_in_words_and_changes_nothing(project, writer, recorded, case):
    path, body, pointer, wanted = case
    before = await recorded()
    as_json = {"content-type": "application/json"}
    refused = await writer.post(f"{API}/{path}", content=json.dumps(body), headers=as_json)

    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "invalid")
    assert refused.headers["content-type"] == "application/problem+json"
    errors = {each["pointer"]: each["wanted"] for each in problem["errors"]}
    assert wanted in errors[pointer]
    assert await recorded() == before


async def test_a_second_start_is_refused(project, writer, recorded):
    start = {"stage": "started", "occurred_on": "2026-03-01", "evidence": "施工许可证"}
    assert (await writer.post(f"{API}/projects/ZD-1/stages", json=start)).status_code == 201
    before = await recorded()
    second = await writer.post(f"{API}/projects/ZD-1/stages", json=start | {"occurred_on": "2026-06-01"})
    assert (second.status_code, second.json()["code"]) == (409, "conflict")
    assert "已经登记过开工（2026年3月1日），一个项目只能开工一次" in second.json()["detail"]
    assert await recorded() == before


async def test_a_key_that_has_expired_is_told_so(session, client, recorded):
    expired = client(await signing.key(session, Permission.WRITE, expires_at=now() - timedelta(seconds=1)))
    before = await recorded()
    refused = await expired.post(f"{API}/projects", json=NEW)
    assert (refused.status_code, refused.json()["detail"]) == (401, "密钥已过期，请向管理员换一把新的")
    assert refused.headers["www-authenticate"] == "Bearer"
    assert await recorded() == before


async def test_the_cookie_of_a_person_opens_no_door_of_the_api(session, client):
    person = client(await factories.account(session))
    assert (await person.get(f"{API}/projects")).status_code == 401
