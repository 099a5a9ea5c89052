"""Who reports sees which brief used it."""

from sqlmodel import col, select

from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import service as briefs
from backend.briefs.models import Brief, BriefState
from backend.briefs.uses import briefs_of
from backend.updates import service
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from tests import factories
from tests.briefs import life

HOUSE = the_house("cli")
W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")


async def issued(session, week, people):
    brief = await ready(session, week)
    await session.commit()
    await life.issued(session, brief, people)
    return brief


async def ready(session, week):
    brief = await briefs.make(session, HOUSE, week)
    brief.state = BriefState.READY
    await session.flush()
    return brief


async def test_an_update_is_used_by_the_brief_of_its_week_and_a_late_one_by_the_next(session, at, everybody, client):
    project = await factories.project(session)
    async with at("2026-11-12 10:00"):
        in_time = await service.submit(session, HOUSE, project.code, UpdateIn(week="2026-W46", invested_wan="5"))
    async with at("2026-11-16 10:00"):
        other = await factories.project(session)
        late = await service.submit(session, HOUSE, other.code, UpdateIn(week="2026-W46", invested_wan="5"))
        early = await service.submit(session, HOUSE, other.code, UpdateIn(week="2026-W47", invested_wan="5"))
        first = await issued(session, W46, everybody)
    assert {key: use.brief_id for key, use in (await briefs_of(session, [in_time, late, early])).items()} == {
        in_time.id: first.id
    }
    async with at("2026-11-21 10:00"):
        second = await issued(session, W47, everybody)
    used = await briefs_of(session, [in_time, late, early])
    assert {used[each.id].brief_id for each in (late, early)} == {second.id}
    assert used[in_time.id].label == "第1期周报"

    page = await client(everybody[Role.OFFICE]).get(f"/projects/{project.code}/update?week=2026-W46")
    assert f'已用于<a href="/briefs/{first.id}">第1期周报</a>' in page.text
    assert "已用于" in (await client(everybody[Role.OFFICE]).get(f"/projects/{project.code}")).text


async def test_a_brief_that_is_not_issued_uses_nothing(session, at):
    project = await factories.project(session)
    async with at("2026-11-12 10:00"):
        update = await service.submit(session, HOUSE, project.code, UpdateIn(week="2026-W46", invested_wan="5"))
        await ready(session, W46)
    assert (await session.exec(select(Brief.draft).order_by(col(Brief.made_at)))).one() is True
    assert await briefs_of(session, [update]) == {}
