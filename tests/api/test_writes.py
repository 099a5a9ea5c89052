"""Every write below a project: it works, a reading key may not, for a stranger there is no such project, and twice
is the same or refused."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from backend import clock
from backend.accounts.models import Permission
from backend.milestones.models import Milestone, Phase
from backend.weeks import Week
from tests import factories, signing
from tests.api.conftest import API
from tests.factories import settle

THE_SAME = (200, 201)
WEEK = Week.current().label
ID = "01890a5d-ac96-774b-bcce-b302099a8057"


@dataclass
class Write:
    path: str
    body: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)
    """A part of the answer."""
    twice: int = 409
    method: str = "POST"
    first: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What has to have happened before."""


SIGNED = ("stages", {"stage": "signed", "occurred_on": "2026-01-05"})
STANDING = ("suspensions", {"cause": "funds", "since": "2026-02-01"})
WRITES = {
    "enter a stage": Write(*SIGNED, {"stage": "signed", "occurred_on": "2026-01-05", "withdrawn": None}),
    "suspend": Write(*STANDING, {"cause": "funds", "resumed_on": None}),
    "resume": Write("resumptions", {"resumed_on": "2026-03-01"}, {"resumed_on": "2026-03-01"}, first=[STANDING]),
    "terminate": Write("termination", {"ended_on": "2026-03-01", "reason": "企业撤资"}, {"reason": "企业撤资"}),
    "report a week": Write(
        "updates",
        {"id": ID, "week": WEEK, "invested_wan": "620.5", "site_progress": "主体封顶"},
        {"id": ID, "week": WEEK, "invested_wan": "620.50", "version": 1},
        201,
    ),
    "report a week without an id": Write("updates", {"unchanged": True}, {"unchanged": True, "week": WEEK}),
    "plan milestones": Write("milestones", {}, {"next": None}, 201),
    "give a unit a duty": Write("duties", {"kind": "lead", "unit": "fgj"}, {"kind": "lead", "unit": "fgj"}, 201),
    "give a person a duty": Write("duties", {"kind": "steward", "account": "wang"}, {"person": "王敏"}, 201),
    "add an alias": Write("aliases", {"value": "老冯"}, {"kind": "alias", "value": "老冯"}, 201),
    "add a developer": Write("developers", {"name": "同德公司"}, {"name": "同德公司", "credit_code": None}, 201),
    "enter a list": Write("annual-lists", {"year": 2026, "list_code": "key"}, {"year": 2026, "list_code": "key"}, 201),
    "plan a year": Write("annual-plans/2026", {"amount_wan": 5000}, {"amount_wan": "5000.00"}, 200, "PUT"),
    "open the books": Write(
        "opening-balances/2026",
        {"invested_in_year_wan": "1", "invested_before_year_wan": "2.5"},
        {"invested_in_year_wan": "1.00", "invested_before_year_wan": "2.50"},
        200,
        "PUT",
    ),
}


@pytest.fixture(params=WRITES.values(), ids=WRITES)
async def write(request, session, lists, writer):
    """One write, with everything in place for it on project ZD-1 in the zone."""
    await factories.project(session, code="ZD-1", area="zone", kind="industrial")
    await factories.template(session, "industrial")
    await factories.unit(session, code="fgj")
    await factories.account(session, name="wang", person="王敏")
    await settle(session)
    for path, body in request.param.first:
        assert (await writer.post(f"{API}/projects/ZD-1/{path}", json=body)).status_code == 201
    return request.param


async def send(program, write):
    return await program.request(write.method, f"{API}/projects/ZD-1/{write.path}", json=write.body)


async def test_it_works_and_makes_one_version(write, writer, recorded):
    before, version = await recorded(), (await writer.get(f"{API}/projects/ZD-1")).json()["version"]
    done = await send(writer, write)
    assert done.status_code == (200 if write.method == "PUT" else 201)
    assert write.expected.items() <= done.json().items()
    assert await recorded() > before
    history = (await writer.get(f"{API}/projects/ZD-1/history")).json()["items"]
    assert [history[0]["version"], history[0]["via"]] == [version + 1, "api"]


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


async def test_twice_is_the_same_or_refused(write, writer, recorded):
    first = await send(writer, write)
    before = await recorded()
    second = await send(writer, write)
    assert second.status_code == write.twice
    if write.twice in THE_SAME:
        assert second.json() == first.json()
    assert await recorded() == before


@pytest.fixture
async def project(session, lists):
    project = await factories.project(session, code="ZD-1", area="zone", kind="industrial")
    await factories.unit(session, code="fgj")
    await settle(session)
    return project


async def test_a_stage_is_withdrawn_once_and_stays_visible(project, writer, reader, stranger, recorded):
    entry = (await writer.post(f"{API}/projects/ZD-1/stages", json=SIGNED[1])).json()
    path, body = f"{API}/projects/ZD-1/stages/{entry['id']}/withdrawal", {"reason": "登错项目"}
    before = await recorded()
    assert (await reader.post(path, json=body)).status_code == 403
    assert (await stranger.post(path, json=body)).status_code == 404
    assert await recorded() == before

    done = await writer.post(path, json=body)
    assert (done.status_code, done.json()["withdrawn"]["reason"]) == (201, "登错项目")
    assert (await writer.post(path, json=body)).status_code == 409
    document = (await reader.get(f"{API}/projects/ZD-1")).json()
    assert (document["stage"], document["stages"]) == (None, [done.json()])
    assert (await writer.post(f"{API}/projects/ZD-1/stages", json=SIGNED[1])).status_code == 201


async def test_a_duty_ends_once(project, writer, reader, stranger, recorded):
    duty = (await writer.post(f"{API}/projects/ZD-1/duties", json={"kind": "lead", "unit": "fgj"})).json()
    path = f"{API}/projects/ZD-1/duties/{duty['id']}/end"
    before = await recorded()
    assert (await reader.post(path, json={})).status_code == 403
    assert (await stranger.post(path, json={})).status_code == 404
    assert await recorded() == before

    done = await writer.post(path, json={})
    assert done.json() == duty | {"until": duty["since"]}
    before = await recorded()
    assert (await writer.post(path, json={})).json() == done.json()
    assert await recorded() == before


async def test_what_a_year_was_given_is_replaced_only_by_who_read_it(project, writer, reader, recorded):
    path = f"{API}/projects/ZD-1/annual-plans/2026"
    assert (await reader.get(path)).status_code == 404
    first = await writer.put(path, json={"amount_wan": "5000"})
    assert (await reader.get(path)).headers["etag"] == first.headers["etag"]

    before = await recorded()
    assert (await writer.put(path, json={"amount_wan": "6000"})).status_code == 428
    late = await writer.put(path, json={"amount_wan": "6000"}, headers={"if-match": '"something else"'})
    assert (late.status_code, late.json()["current"]) == (412, {"year": 2026, "amount_wan": "5000.00"})
    assert late.json()["given"] == {"year": 2026, "amount_wan": "6000.00"}
    assert await recorded() == before

    done = await writer.put(path, json={"amount_wan": "6000"}, headers={"if-match": first.headers["etag"]})
    assert done.json() == {"year": 2026, "amount_wan": "6000.00"}


@pytest.fixture
def midweek():
    """Wednesday noon of this week."""
    with clock.set_to(datetime.combine(Week.current().start + timedelta(days=2), time(12), clock.BEIJING)):
        yield


async def test_an_update_is_revised_by_who_read_it(midweek, project, writer, reader, recorded):
    body = {"invested_wan": "1", "site_progress": "开挖"}
    made = await writer.post(f"{API}/projects/ZD-1/updates", json=body)
    path, tag, revised = made.headers["location"], {"if-match": made.headers["etag"]}, body | {"invested_wan": "2"}
    assert (await reader.get(path)).headers["etag"] == made.headers["etag"]

    before = await recorded()
    assert (await writer.put(path, json=revised)).status_code == 428
    late = await writer.put(path, json=revised, headers={"if-match": '"older"'})
    assert (late.status_code, late.json()["current"], late.json()["given"]) == (
        412,
        made.json(),
        revised | {"invested_wan": "2.00"},
    )
    assert await recorded() == before

    done = await writer.put(path, json=revised, headers=tag)
    assert (done.json()["invested_wan"], done.json()["version"]) == ("2.00", 2)
    assert (await writer.put(path, json=revised, headers=tag)).status_code == 412


async def test_an_update_is_revised_only_with_the_right_and_in_time(midweek, project, writer, reader, stranger):
    made = await writer.post(f"{API}/projects/ZD-1/updates", json={"unchanged": True})
    path, body, tag = made.headers["location"], {"unchanged": True}, {"if-match": made.headers["etag"]}
    assert (await reader.put(path, json=body, headers=tag)).status_code == 403
    assert (await stranger.put(path, json=body, headers=tag)).status_code == 404
    assert (await writer.put(path, json=body | {"week": "2026-W01"}, headers=tag)).status_code == 422
    with clock.set_to(Week.current().closes_at):
        late = await writer.put(path, json=body, headers=tag)
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    assert "已经截止" in late.json()["detail"]


async def test_the_updates_of_a_project_come_latest_first_page_by_page(project, writer, reader):
    week, weeks = Week.current(), []
    for _ in range(5):
        weeks.append(week.label)
        assert (
            await writer.post(f"{API}/projects/ZD-1/updates", json={"week": week.label, "unchanged": True})
        ).status_code == 201
        week = week.previous
    first = (await reader.get(f"{API}/projects/ZD-1/updates?limit=3")).json()
    rest = (await reader.get(f"{API}/projects/ZD-1/updates?limit=3&cursor={first['next']}")).json()
    assert [each["week"] for each in first["items"] + rest["items"]] == weeks
    assert rest["next"] is None


@pytest.fixture
async def milestone(session, project):
    node = Milestone(project_id=project.id, position=1, key="start", label="开工", phase=Phase.WORKS)
    await factories.add(session, node)
    await settle(session)
    return f"{API}/milestones/{node.id}"


PROJECT = f"{API}/projects/ZD-1"
DAYS = {"dates": [{"key": "start", "planned_on": "2026-05-01"}]}


async def test_a_plan_is_drafted_then_agreed_and_agreed_again_with_an_approval(
    milestone, writer, reader, stranger, recorded
):
    before = await recorded()
    for path, verb, body in ((f"{PROJECT}/plan", "put", DAYS), (f"{PROJECT}/baselines", "post", {})):
        assert (await getattr(reader, verb)(path, json=body)).status_code == 403
        assert (await getattr(stranger, verb)(path, json=body)).status_code == 404
    assert (
        await writer.put(f"{PROJECT}/plan", json={"dates": [DAYS["dates"][0] | {"key": "moon"}]})
    ).status_code == 422
    empty = await writer.post(f"{PROJECT}/baselines", json={})
    assert (empty.status_code, "还没有一个节点填了计划日期" in empty.json()["detail"]) == (422, True)
    assert await recorded() == before

    draft = (await writer.put(f"{PROJECT}/plan", json=DAYS)).json()["items"]
    assert (draft[0]["planned_on"], draft[0]["baseline_on"]) == ("2026-05-01", None)
    agreed = await writer.post(f"{PROJECT}/baselines", json={"agreed_on": "2026-01-10"})
    assert (agreed.status_code, agreed.json()["version"]) == (201, 1)
    bare = await writer.post(f"{PROJECT}/baselines", json={"dates": DAYS["dates"]})
    assert [each["pointer"] for each in bare.json()["errors"]] == ["/approval", "/reason"]
    why = {
        "approval": "县政府〔2026〕5号",
        "reason": "用地调整",
        "dates": [{"key": "start", "planned_on": "2026-06-01"}],
    }
    assert (await writer.post(f"{PROJECT}/baselines", json=why)).json()["version"] == 2
    stands = (await reader.get(milestone)).json()
    assert (stands["first_baseline_on"], stands["baseline_on"]) == ("2026-05-01", "2026-06-01")


async def test_a_forecast_that_moves_later_says_why(milestone, writer, reader, stranger, recorded):
    await writer.post(f"{PROJECT}/baselines", json=DAYS)
    path, later = f"{milestone}/forecasts", {"forecast_on": "2027-05-11"}
    before = await recorded()
    assert (await reader.post(path, json=later)).status_code == 403
    assert (await stranger.post(path, json=later)).status_code == 404
    bare = await writer.post(path, json=later)
    assert [each["pointer"] for each in bare.json()["errors"]] == ["/reason", "/sentence"]
    assert "比原来的 2026-05-01 推迟了" in bare.json()["detail"]
    assert await recorded() == before

    why = {"reason": "land", "sentence": "土地还没有交出"}
    (move,) = (await writer.post(path, json=later | why)).json()["items"]
    assert (move["key"], move["old"], move["new"], move["days"]) == ("start", "2026-05-01", "2027-05-11", 375)
    assert (await writer.post(path, json=later | why)).json()["items"] == []
    stands = (await reader.get(milestone)).json()
    assert (stands["slip_days"], stands["forecast_reason"]) == (375, "land")
    (told,) = (await reader.get(path)).json()["items"]
    assert (told["forecast_on"], told["sentence"], told["follows"]) == ("2027-05-11", "土地还没有交出", False)
    assert (await stranger.get(path)).status_code == 404
    early = await writer.post(path, json={"forecast_on": "2026-04-30"})
    assert (early.status_code, "不能早于计划的开头 2026-05-01" in early.text) == (422, True)


async def test_a_milestone_is_reached_once(milestone, writer, reader, stranger, recorded):
    path, body = f"{milestone}/reached", {"reached_on": "2026-05-03", "evidence": "施工许可证"}
    before = await recorded()
    assert (await reader.put(path, json=body)).status_code == 403
    assert (await stranger.put(path, json=body)).status_code == 404
    assert (await writer.put(path, json=body | {"reached_on": "2999-01-01"})).status_code == 422
    assert await recorded() == before

    done = await writer.put(path, json=body)
    assert (done.json()["reached_on"], done.json()["evidence"]) == ("2026-05-03", "施工许可证")
    before = await recorded()
    assert (await writer.put(path, json=body)).json() == done.json()
    assert (await writer.put(path, json=body | {"reached_on": "2026-05-04"})).status_code == 409
    assert await recorded() == before


async def test_an_arrival_is_withdrawn_with_a_reason_and_can_be_recorded_again(milestone, writer, reader, stranger):
    path, body, why = (
        f"{milestone}/reached",
        {"reached_on": "2026-05-03", "evidence": "施工许可证"},
        {"reason": "登错了"},
    )
    assert (await writer.post(f"{path}/withdrawal", json=why)).status_code == 409
    await writer.put(path, json=body)
    assert (await reader.post(f"{path}/withdrawal", json=why)).status_code == 403
    assert (await stranger.post(f"{path}/withdrawal", json=why)).status_code == 404
    assert (await writer.post(f"{path}/withdrawal", json={"reason": ""})).status_code == 422
    withdrawn = await writer.post(f"{path}/withdrawal", json=why)
    assert (withdrawn.status_code, withdrawn.json()["reached_on"]) == (201, None)
    again = await writer.put(path, json=body | {"reached_on": "2026-05-04"})
    assert again.json()["reached_on"] == "2026-05-04"


async def test_what_is_reached_without_evidence_is_refused(milestone, writer):
    bare = await writer.put(f"{milestone}/reached", json={"reached_on": "2026-05-03"})
    assert (bare.status_code, "到达要有依据" in bare.text) == (422, True)


async def test_a_read_only_key_is_told_that_it_is_one(client, session):
    await factories.project(session, code="ZD-77")
    await factories.settle(session)
    program = client(await signing.key(session, Permission.READ, name="只看"))
    for write, address, body in (
        (program.post, "updates", {"unchanged": True}),
        (program.put, "results/2026-01", {"jobs": 3}),
    ):
        refused = await write(f"{API}/projects/ZD-77/{address}", json=body)
        assert (refused.status_code, "这把密钥是只读的" in refused.json()["detail"]) == (403, True)
