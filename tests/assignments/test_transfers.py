"""移交: one act moves many projects and what is open in them; authors stay, and nobody is left without a person."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from backend.accounts.models import Permission, Role
from backend.assignments.models import Assignment, AssignmentStep, Source
from backend.clock import now, today
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.updates.models import Update
from backend.weeks import Week
from tests import factories, signing


class Cast:
    @classmethod
    async def of(cls, session):
        cast = cls()
        cast.zone = await factories.unit(session, code="zone", name="开发区管委会")
        cast.old = await factories.account(session, person="王敏", name="wangmin", unit_id=cast.zone.id)
        cast.new = await factories.account(session, person="高峰", name="gaofeng", unit_id=cast.zone.id)
        cast.office = await factories.account(session, Role.OFFICE, person="赵晓琳")
        cast.projects = [await factories.project(session, code=f"ZD-{number}") for number in (1, 2)]
        for row in cast.projects:
            duty = Duty(project_id=row.id, kind=DutyKind.STEWARD, account_id=cast.old.id, since=date(2026, 1, 4))
            await factories.add(session, duty)
        cast.open = await factories.add(
            session,
            Assignment(
                project_id=cast.projects[0].id,
                what="补手续",
                unit_id=cast.zone.id,
                account_id=cast.old.id,
                due_on=today() + timedelta(days=3),
                source=Source.OFFICE,
            ),
        )
        sent = Update(project_id=cast.projects[0].id, week_start=Week.current().start, invested=1)
        sent.submitted_by_id = cast.old.id
        await factories.add(session, sent)
        await factories.settle(session)
        return cast


@pytest.fixture
async def cast(session):
    return await Cast.of(session)


def moving(**more):
    body = {"kind": "steward", "from_account": "wangmin", "to_account": "gaofeng", "projects": ["ZD-1", "ZD-2"]}
    return body | more


async def holders(session):
    query = select(Duty.account_id).where(col(Duty.until).is_(None), Duty.kind == DutyKind.STEWARD)
    return set((await session.exec(query)).all())


async def test_both_projects_and_what_is_open_go_over_and_authors_stay(client, session, cast):
    page = (await client(cast.office).get("/transfers?kind=steward&from_account=wangmin")).text
    assert page.count('name="projects"') == 2
    done = await client(cast.office).post("/transfers", data=moving())
    assert done.status_code == 303
    assert await holders(session) == {cast.new.id}
    await session.refresh(cast.open)
    assert cast.open.account_id == cast.new.id
    assert "由王敏改为高峰" in (await session.exec(select(AssignmentStep.said))).one()
    assert (await session.exec(select(Update.submitted_by_id))).one() == cast.old.id
    await factories.settle(session)
    assert "补手续" in (await client(cast.new).get("/mine")).text
    document = (await client(await signing.key(session)).get("/api/v1/projects/ZD-1")).json()
    assert [(each["person"], each["until"] is None) for each in document["duties"]] == [("王敏", False), ("高峰", True)]


async def test_programs_hand_over_too_and_all_of_it_or_nothing(client, session, cast):
    writer = client(await signing.key(session, Permission.WRITE))
    wrong = await writer.post("/api/v1/transfers", json=moving(projects=["ZD-1", "ZD-9"]))
    assert (wrong.status_code, "ZD-9" in wrong.text) == (422, True)
    assert await holders(session) == {cast.old.id}
    done = (await writer.post("/api/v1/transfers", json=moving(projects=[]))).json()
    assert (done["projects_moved"], done["assignments_moved"]) == (["ZD-1", "ZD-2"], 1)


@pytest.mark.parametrize(("given", "says"), [("wangmin", "同一个"), ("nobody", "没有名为 nobody 的账号")])
async def test_who_takes_over_has_to_be_somebody_else(client, session, cast, given, says):
    refused = await client(cast.office).post("/transfers", data=moving(to_account=given))
    assert (refused.status_code, says in refused.text) == (422, True)
    assert await holders(session) == {cast.old.id}


async def test_only_the_office_hands_over(client, cast):
    assert (await client(cast.old).get("/transfers")).status_code == 403
    assert (await client(cast.old).post("/transfers", data=moving())).status_code == 403


async def test_the_last_steward_cannot_simply_leave(client, session, cast):
    duty = (await session.exec(select(Duty).where(Duty.project_id == cast.projects[0].id))).one()
    refused = await client(cast.office).post(f"/projects/ZD-1/duties/{duty.id}/end")
    assert (refused.status_code, "就没有专员了" in refused.text) == (409, True)
    await session.refresh(duty)
    assert duty.until is None


async def test_before_an_account_is_disabled_one_reads_what_it_still_holds_and_where_to_hand_it_over(
    client, session, cast
):
    boss = await factories.account(session, Role.ADMINISTRATOR)
    both = Duty(project_id=cast.projects[1].id, kind=DutyKind.STEWARD, account_id=cast.new.id, since=date(2026, 1, 4))
    await factories.add(session, both)
    await factories.settle(session)
    browser = client(boss)
    page = (await browser.get("/admin/accounts/wangmin")).text
    names = "、".join(row.short_name for row in cast.projects)
    assert f"专员：{names}，共2个项目，其中1个没有别的专员" in page
    assert 'href="/transfers?kind=steward&amp;from_account=wangmin"' in page
    assert "仍然停用账号" in page
    done = await browser.post("/admin/accounts/wangmin/disable")
    assert done.status_code == 303
    assert "请尽快移交给接任的人" in (await browser.get("/admin/accounts/wangmin")).text
    given = {
        "kind": "steward",
        "from_account": "wangmin",
        "to_account": "gaofeng",
        "projects": [row.code for row in cast.projects],
    }
    assert (await client(cast.office).post("/transfers", data=given)).status_code == 303
    after = (await browser.get("/admin/accounts/wangmin")).text
    assert "共2个项目" not in after
    assert "请尽快移交给接任的人" not in after


async def test_a_project_whose_only_officer_has_a_disabled_account_is_found_by_the_checks(client, session, cast):
    await factories.settle(session)
    browser = client(cast.office)
    assert "账号已停用" not in (await browser.get("/findings?rule=steward")).text
    cast.old.disabled_at = now()
    await factories.add(session, cast.old)
    assert (await browser.get("/findings?rule=steward")).text.count("专员王敏的账号已停用，没有移交") == 2
    both = Duty(project_id=cast.projects[1].id, kind=DutyKind.STEWARD, account_id=cast.new.id, since=date(2026, 1, 4))
    await factories.add(session, both)
    await factories.settle(session)
    assert (await browser.get("/findings?rule=steward")).text.count("专员王敏的账号已停用，没有移交") == 1
