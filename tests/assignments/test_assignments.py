"""交办: given with a day, seen by the unit, worked on, done; every step stays with who, when and why."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from backend import db
from backend.accounts.models import Permission, Role
from backend.assignments.models import Assignment, AssignmentStep
from backend.clock import today
from backend.ids import uuid7
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories, signing

DUE = today() + timedelta(days=7)
NEW = "/projects/ZD-1/assignments/new"


class Cast:
    """A project with its sponsor, its responsible unit and a bureau that has nothing to do with it."""

    @classmethod
    async def of(cls, session):
        cast = cls()
        cast.zone = await factories.unit(session, code="zone", name="开发区管委会")
        cast.water = await factories.unit(session, code="water", name="水利局")
        cast.project = await factories.project(session, code="ZD-1", short_name="同德")
        cast.leader = await factories.account(session, Role.LEADER, person="陈立新")
        cast.steward = await factories.account(session, person="王敏", name="wangmin", unit_id=cast.zone.id)
        cast.outsider = await factories.account(session, person="田野", name="tianye", unit_id=cast.water.id)
        cast.office = await factories.account(session, Role.OFFICE, person="赵晓琳")
        for kind, holder in ((DutyKind.RESPONSIBLE, cast.zone), (DutyKind.SPONSOR, cast.leader)):
            column = "unit_id" if kind.is_of_unit else "account_id"
            duty = Duty(project_id=cast.project.id, kind=kind, since=date(2026, 1, 4), **{column: holder.id})
            await factories.add(session, duty)
        await factories.settle(session)
        return cast


@pytest.fixture
async def cast(session):
    return await Cast.of(session)


def order(**more):
    return {"what": "查明进度慢的原因，提出措施", "unit": "zone", "account": "", "due_on": DUE.isoformat()} | more


async def given(session, client, who, **more):
    """The assignment that `who` gives, as a row."""
    answer = await client(who).post(NEW, data=order(**more))
    assert answer.status_code == 303, answer.text
    return (await session.exec(select(Assignment).order_by(Assignment.assigned_at.desc()))).first()


async def said(client, who, row, kind, words="已协调到位"):
    return await client(who).post(f"/assignments/{row.id}/steps", data={"kind": kind, "said": words})


async def test_a_leader_finds_the_form_filled_with_the_unit_and_a_week(client, cast):
    form = (await client(cast.leader).get(NEW)).text
    assert f'value="{DUE.isoformat()}"' in form
    assert '<option value="zone" selected>开发区管委会</option>' in form
    assert "按期报办理结果" in form or "下步计划" in form


async def test_a_word_of_the_sponsor_is_an_instruction_and_reaches_the_unit(client, session, cast):
    row = await given(session, client, cast.leader)
    assert (row.source, row.standing, row.due_on, row.assigned_by_id) == ("instruction", "open", DUE, cast.leader.id)
    assert "查明进度慢的原因" in (await client(cast.steward).get("/assignments")).text
    assert "查明进度慢的原因" not in (await client(cast.outsider).get("/assignments")).text


async def test_the_project_shows_it_in_its_document_on_its_page_and_in_its_history(client, session, cast):
    row = await given(session, client, cast.leader)
    await said(client, cast.steward, row, "progress", "资金已到位一半")
    await factories.settle(session)
    document = (await client(await signing.key(session)).get("/api/v1/projects/ZD-1")).json()
    (told,) = document["assignments"]
    assert (told["unit"], told["assigned_by"], told["standing"]) == ("zone", "陈立新", "open")
    assert [(step["kind"], step["said_by"]) for step in told["steps"]] == [("progress", "王敏")]
    assert "1项办理中" in (await client(cast.office).get("/projects/ZD-1")).text
    history = (await client(cast.office).get("/projects/ZD-1/history")).text
    assert "批示：请开发区管委会" in history
    assert "资金已到位一半" in history


async def test_a_renamed_person_is_renamed_in_the_document(client, session, cast):
    await given(session, client, cast.leader)
    await factories.settle(session)
    cast.leader.person = "陈立"
    await factories.settle(session)
    document = (await client(await signing.key(session)).get("/api/v1/projects/ZD-1")).json()
    assert document["assignments"][0]["assigned_by"] == "陈立"


async def test_the_unit_says_done_and_who_gave_it_may_send_it_back(client, session, cast):
    row = await given(session, client, cast.leader)
    assert (await said(client, cast.steward, row, "done")).status_code == 303
    assert (await said(client, cast.steward, row, "progress")).status_code == 409
    assert (await said(client, cast.leader, row, "returned", "没有附会议纪要")).status_code == 303
    await session.refresh(row)
    assert row.standing == "open"
    page = (await client(cast.steward).get(f"/assignments/{row.id}")).text
    assert "没有附会议纪要" in page
    assert "办结" in page
    steps = (await session.exec(select(AssignmentStep.kind).order_by(AssignmentStep.said_at))).all()
    assert steps == ["done", "returned"]


async def test_what_is_withdrawn_is_over(client, session, cast):
    row = await given(session, client, cast.leader)
    assert (await said(client, cast.leader, row, "withdrawn", "项目已移交")).status_code == 303
    late = await said(client, cast.steward, row, "done")
    assert late.status_code == 409
    assert "已撤销" in late.text


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("steward", "progress", 303),
        ("steward", "withdrawn", 403),
        ("leader", "done", 403),
        ("leader", "withdrawn", 303),
        ("office", "done", 303),
        ("outsider", "progress", 404),
    ],
)
async def test_the_unit_answers_and_who_gave_it_judges(  # noqa: PLR0917
    client, session, cast, who, kind, status
):
    row = await given(session, client, cast.leader)
    assert (await said(client, getattr(cast, who), row, kind)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("leader", 303), ("office", 303), ("steward", 403), ("outsider", 404)])
async def test_leaders_sponsors_and_the_office_give_assignments(client, cast, who, status):
    assert (await client(getattr(cast, who)).post(NEW, data=order())).status_code == status


async def test_a_unit_without_a_duty_sees_its_assignment_but_not_the_project(client, session, cast):
    row = await given(session, client, cast.office, unit="water", account="tianye")
    page = await client(cast.outsider).get(f"/assignments/{row.id}")
    assert page.status_code == 200
    assert 'href="/projects/ZD-1"' not in page.text
    assert (await client(cast.outsider).get("/projects/ZD-1")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on": (today() - timedelta(days=1)).isoformat()}, "不能早于今天"),
        ({"unit": "nowhere"}, "没有编号为 nowhere 的单位"),
        ({"account": "tianye"}, "田野不在开发区管委会"),
        ({"what": ""}, "至少"),
    ],
)
async def test_bad_input_is_told_in_words_and_nothing_is_stored(client, session, cast, wrong, sentence):
    answer = await client(cast.leader).post(NEW, data=order(**wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (await session.exec(select(Assignment))).all() == []


async def test_programs_give_read_and_follow_assignments(client, session, cast):
    program = client(await signing.key(session, Permission.WRITE))
    body = order(id=str(uuid7()))
    first, again = [await program.post("/api/v1/projects/ZD-1/assignments", json=body) for _ in range(2)]
    assert (first.status_code, first.json()) == (201, again.json())
    key = first.json()["id"]
    assert (first.json()["source"], first.json()["project"]) == ("office", "ZD-1")
    step = {"id": str(uuid7()), "kind": "done", "said": "已办结，见纪要"}
    done = [await program.post(f"/api/v1/assignments/{key}/steps", json=step) for _ in range(2)]
    assert [len(each.json()["steps"]) for each in done] == [1, 1]
    assert (await program.get("/api/v1/assignments?standing=open")).json()["items"] == []
    listed = (await program.get("/api/v1/projects/ZD-1/assignments")).json()["items"]
    assert [each["standing"] for each in listed] == ["done"]
    other = await program.post("/api/v1/projects/ZD-1/assignments", json=body | {"unit": "water"})
    assert other.status_code == 409


async def test_a_list_goes_on_where_the_page_ended(client, session, cast):
    for number in range(3):
        await given(session, client, cast.leader, due_on=(DUE + timedelta(days=number)).isoformat())
    reader = client(await signing.key(session))
    first = (await reader.get("/api/v1/assignments?limit=2")).json()
    rest = (await reader.get("/api/v1/assignments", params={"limit": 2, "cursor": first["next"]})).json()
    assert [each["due_on"] for each in first["items"] + rest["items"]] == [
        (DUE + timedelta(days=number)).isoformat() for number in range(3)
    ]


async def test_a_key_sees_those_of_its_scope_only(client, session, cast):
    await given(session, client, cast.leader)
    away = client(await signing.key(session, scope={"unit": "water"}))
    assert (await away.get("/api/v1/assignments")).json()["items"] == []


async def test_the_database_refuses_to_rewrite_a_step(client, session, cast):
    row = await given(session, client, cast.leader)
    await said(client, cast.steward, row, "progress")
    with pytest.raises(DBAPIError, match="never rewritten"):
        async with session.begin_nested():
            await db.sql(session, text("UPDATE assignment_steps SET said = 'x'"))
