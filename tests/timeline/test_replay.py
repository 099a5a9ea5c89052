"""The state of a moment is what a replay of the feed up to it leaves: for every moment, key and way of changing."""

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from backend import db
from backend.accounts.actor import the_house
from backend.accounts.keys import create_key
from backend.accounts.models import Permission, Unit
from backend.app import create_app
from backend.clock import today
from backend.errors import DomainError
from backend.ids import uuid7
from backend.lifecycle import service as lifecycle
from backend.lifecycle import standstill
from backend.lifecycle.schemas import StageEntryIn, SuspensionIn
from backend.projects import duties, service
from backend.projects.models import Classification, Programme
from backend.projects.schemas import DutyIn, ProjectIn, ProjectPatch
from backend.projects.summary import Summary
from backend.projects.vocabulary import Cause, DutyKind, Scheme, Stage
from backend.timeline import older, past
from backend.timeline.document import SHAPE
from backend.timeline.models import ProjectVersion
from backend.timeline.settling import settle_left_over
from backend.updates import service as updates
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from tests import factories

HOUSE = the_house("cli")
SCOPES = [{}, {"area": "town"}, {"area": "zone"}, {"unit": "transport"}, {"programme": "spurs"}]
RAW = [
    "UPDATE projects SET remark = :word WHERE code = :code",
    "UPDATE projects SET area = 'zone' WHERE code = :code",
    "UPDATE projects SET code = :other WHERE code = :code",
    "DELETE FROM duties WHERE project_id = (SELECT id FROM projects WHERE code = :code)",
    "UPDATE units SET name = :word WHERE code = 'transport'",
    "DELETE FROM projects WHERE code = :code",
]
DEEDS = ["create", "rename", "town", "join", "leave", "stage", "duty", "report", "suspend", *RAW]
deeds = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2)), min_size=4, max_size=14)


@pytest.fixture
async def programs(committed):
    """A browserless caller for each scope, on a database in which everything is really committed."""
    async with db.begin("cli") as session:
        for scheme, code in ((Scheme.KIND, "road"), (Scheme.AREA, "town"), (Scheme.AREA, "zone")):
            session.add(Classification(scheme=scheme, code=code, label=code, position=1))
        session.add_all([Unit(code="transport", name="交通局"), Programme(code="spurs", name="四条专用线")])
    async with db.begin("cli") as session:
        keys = [await create_key(session, HOUSE, f"程序{n}", Permission.READ, scope) for n, scope in enumerate(SCOPES)]
    transport = httpx.ASGITransport(create_app())
    return [
        httpx.AsyncClient(transport=transport, base_url="http://test", headers={"authorization": f"Bearer {key}"})
        for key in keys
    ]


@given(plan=deeds)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_as_of_equals_a_replay_of_the_feed_at_every_moment_for_every_key(programs, plan):
    codes = [f"R-{str(uuid7())[-12:]}" for _ in range(3)]
    moments = [await clock()]
    for deed, which in [("create", 0), ("create", 1), *plan]:
        await do(deed, codes, which)
        moments.append(await clock())
    for program in programs:
        entries = await feed(program)
        stamps = [each["at"] for each in entries[-6:]]
        for moment in [*moments, *stamps]:
            assert await listed(program, moment) == replayed(entries, moment), moment


async def clock() -> str:
    async with db.sessions() as session:
        return (await db.sql(session, text("SELECT clock_timestamp()"))).scalar_one().isoformat()


async def do(deed, codes, which):
    """By the services, or by SQL that nobody announces; what the house refuses changes nothing."""
    code = codes[which]
    try:
        if deed in RAW:
            codes[which] = await raw(deed, code)
            return
        async with db.begin("cli") as session:
            await by_service(session, deed, code)
    except (DomainError, DBAPIError):
        return


async def raw(statement, code):
    other = f"{code[:20]}x" if ":other" in statement else code
    values = {"word": other[-9:], "code": code, "other": other}
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    async with db.sessions.kw["bind"].begin() as connection:
        await connection.execute(text(statement), used)
    async with db.begin() as session:
        await settle_left_over(session)
    return other


async def by_service(session, deed, code):
    match deed:
        case "create":
            given = ProjectIn(code=code, name="一号公路", short_name="一号", kind="road", area="town")
            await service.create(session, HOUSE, given)
        case "rename":
            await service.change(session, HOUSE, code, ProjectPatch(name=f"新名{str(uuid7())[-4:]}"))
        case "town":
            await service.change(session, HOUSE, code, ProjectPatch(area="town"))
        case "join" | "leave":
            await service.change(session, HOUSE, code, ProjectPatch(programme="spurs" if deed == "join" else None))
        case "stage":
            await lifecycle.enter_stage(session, HOUSE, code, StageEntryIn(stage=Stage.SIGNED))
        case "duty":
            await duties.assign(session, HOUSE, code, DutyIn(kind=DutyKind.RESPONSIBLE, unit="transport"))
        case "report":
            given = UpdateIn(week=Week.last_closed().label, invested_wan="10", site_progress="路基完成")
            await updates.submit(session, HOUSE, code, given)
        case "suspend":
            await standstill.suspend(session, HOUSE, code, SuspensionIn(cause=Cause.LAND, since=today()))


async def feed(program):
    found, after = [], ""
    while True:
        page = (await program.get("/api/v1/changes", params={"after": after, "limit": 500})).json()
        found, after = found + page["items"], page["next"]
        if not page["items"]:
            return found


def replayed(entries, moment):
    """The last state of each project that the feed had told by then."""
    states = {}
    for each in entries:
        if each["at"].replace("Z", "+00:00") > moment.replace("Z", "+00:00"):
            break
        states[each["project"]] = each["state"]
    return {code: state for code, state in states.items() if state}


async def listed(program, moment):
    answer = await program.get("/api/v1/projects", params={"as_of": moment, "limit": 500})
    assert answer.status_code == 200, answer.text
    return {each["code"]: each for each in answer.json()["items"]}


async def test_a_state_from_before_a_field_was_renamed_is_read_in_todays_words(session, client, monkeypatch):
    """Made up: `site` was called `place` once. The stored text stays; whoever reads it finds `site`."""
    project = await factories.project(session, code="A", site="滨河路以南")
    await factories.settle(session)
    stands = (await session.exec(select(ProjectVersion))).one()
    document = json.loads(stands.document)
    document["place"] = document.pop("site")
    old = json.dumps(document | {"version": 2, "shape": SHAPE - 1}, ensure_ascii=False, separators=(",", ":"))
    fields = stands.model_dump(exclude={"seq", "version", "document", "digest"})
    await factories.add(session, ProjectVersion(**fields, seq=stands.seq + 1, version=2, document=old, digest="old"))
    summary = (await session.exec(select(Summary))).one()
    summary.seq, summary.version = stands.seq + 1, 2

    def rename(told):
        told["site"] = told.pop("place")

    monkeypatch.setattr(older, "STEPS", older.STEPS | {SHAPE - 1: rename})
    project.remark = "改过"
    await factories.settle(session)
    versions = (await session.exec(select(ProjectVersion).order_by(ProjectVersion.seq))).all()
    assert versions[-1].changed == ["shape", "remark"], "what was only renamed did not change"
    assert [older.read(each.document).site for each in versions] == ["滨河路以南"] * 3
    assert (await past.version(session, HOUSE, "A", versions[-1].at)).document == versions[-1].document
    assert versions[1].document == old, "a stored version is never rewritten"
