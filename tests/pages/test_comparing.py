"""对比: two moments side by side, on a page and over the API."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlmodel import col, select

from backend import clock
from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.clock import now
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import DutyKind, Stage
from backend.signals.judging import relight
from backend.timeline.models import ProjectVersion
from tests import factories, signing
from tests.pages.reading import words

HOUSE = the_house("cli")


@pytest.fixture(autouse=True)
def _midweek():
    """The clock runs: versions are stamped by the database's own, and a moment must have been."""


async def newest(session):
    return (await session.exec(select(ProjectVersion.at).order_by(col(ProjectVersion.seq).desc()).limit(1))).one()


@pytest.fixture
async def moments(session, cast, project):
    """One project that was signed, grew and got an owner between two moments, one that came, one that stayed."""
    await factories.project(session, code="ZD-902", short_name="不变", area="core")
    await factories.settle(session)
    first = await newest(session)
    project.total_investment, project.area = 12000, "core"
    await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.SIGNED))
    await duties.assign(session, HOUSE, project.code, DutyIn(kind=DutyKind.LEAD, unit="zone"))
    await factories.settle(session)
    await factories.project(session, code="ZD-903", short_name="后来", area="core")
    await factories.settle(session)
    return first, await newest(session)


def between(moments):
    return "&".join(f"{name}={quote(at.isoformat())}" for name, at in zip(("since", "until"), moments, strict=True))


async def test_the_page_counts_and_tells_each_change_in_words(office, moments):
    page = words(await office.get(f"/compare?{between(moments)}"))
    assert "2个项目有变化，1个没有变化" in page
    for count in ("新出现1", "阶段1", "总投资1", "职责动过1"):
        assert count in page
    assert "阶段储备→签约" in page
    assert "总投资待填报→1.20亿元" in page
    assert "牵头单位待填报→开发区管委会" in page
    assert "后来ZD-903前一个时间还没有，后来才有" in page
    assert "不变" not in page


async def test_one_kind_of_change_and_filters_narrow_the_list(office, moments):
    page = words(await office.get(f"/compare?{between(moments)}&what=appeared"))
    assert "ZD-903" in page
    assert "ZD-901" not in page
    narrowed = words(await office.get(f"/compare?{between(moments)}&q=ZD-901"))
    assert "1个项目有变化，0个没有变化" in narrowed
    assert "没有变化您能看的" in words(await office.get(f"/compare?{between(moments)}&what=gone"))


async def test_lights_that_were_judged_again_with_the_same_outcome_are_no_change(office, session, cast, project):
    long_ago = clock.today() - timedelta(days=100)
    for stage in (Stage.SIGNED, Stage.STARTED):
        await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=stage, occurred_on=long_ago))
    await factories.settle(session)
    first = await newest(session)
    judging = clock.now() + timedelta(days=21)
    with clock.set_to(judging):
        await relight(session, [project.id])
        await factories.settle(session)
    page = words(await office.get(f"/compare?{between((first, await newest(session)))}"))
    assert "0个项目有变化，1个没有变化" in page


async def test_without_moments_it_is_the_last_closing_and_now(office, moments):
    page = await office.get("/compare")
    assert page.status_code == 200
    assert "和现在" in words(page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=2099-01-01T00:00", "这个时刻还没有到"),
        ("since=昨天", "时间要写成"),
        ("since=2026-11-02T00:00&until=2026-11-01T00:00", "前一个时间要早于后一个时间"),
    ],
)
async def test_moments_that_make_no_sense_are_refused_in_words(office, asked, said):
    page = await office.get(f"/compare?{asked}")
    assert page.status_code == 422
    assert said in words(page)


async def test_who_may_not_see_a_project_is_told_nothing_of_it(stranger, steward, moments):
    assert "0个项目有变化" in words(await stranger.get(f"/compare?{between(moments)}"))
    assert "1个项目有变化" in words(await steward.get(f"/compare?{between(moments)}"))


async def test_the_api_tells_the_same_page_by_page(session, client, moments):
    program = client(await signing.key(session, Permission.READ))
    path = f"/api/v1/comparison?{between(moments)}&limit=1"
    first = (await program.get(path)).json()
    assert (first["changed_projects"], first["unchanged_projects"]) == (2, 1)
    assert first["counts"]["stage"] == 1
    (item,) = first["items"]
    assert (item["code"], item["old_version"], item["new_version"]) == ("ZD-901", 1, 2)
    assert {"what": "阶段", "old": "储备", "new": "签约"} in item["differences"]
    second = (await program.get(f"{path}&cursor={first['next']}")).json()
    assert [each["code"] for each in second["items"]] == ["ZD-903"]
    assert second["next"] is None
    assert (await program.get("/api/v1/comparison")).status_code == 422


async def test_a_narrow_key_is_told_of_what_entered_its_scope_and_not_what_it_was(session, client, moments):
    program = client(await signing.key(session, Permission.READ, scope={"area": "core"}))
    told = (await program.get(f"/api/v1/comparison?{between(moments)}")).json()
    assert [(each["code"], each["old_version"], each["differences"]) for each in told["items"]] == [
        ("ZD-901", None, []),
        ("ZD-903", None, []),
    ]
    assert told["unchanged_projects"] == 1
    assert told["counts"]["milestones"] == 0


async def test_statements_do_not_grow_with_the_projects(office, session, cast, statements):
    first = now() - timedelta(seconds=1)
    counts = []
    for number in (1, 60):
        for each in range(number):
            await factories.project(session, code=f"ZD-{number}-{each:03}")
        await factories.settle(session)
        address = between((first, await newest(session)))
        statements.clear()
        assert (await office.get(f"/compare?{address}")).status_code == 200
        counts.append(len(statements))
    assert counts == [7, 7], statements
