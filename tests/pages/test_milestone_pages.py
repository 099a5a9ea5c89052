import pytest
from sqlmodel import select

from backend.milestones.models import Milestone
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.pages.reading import words

ADDRESS = "/projects/ZD-901/milestones"


@pytest.fixture
async def planned(office, session, project):
    """By key: the milestones of the project."""
    assert (await office.post(ADDRESS)).status_code == 303
    return {each.key: each for each in await session.exec(select(Milestone))}


async def test_planning_is_the_offices_and_twice_the_same(office, steward, stranger, planned):
    assert (await office.post(ADDRESS)).status_code == 303
    assert (await steward.post(ADDRESS)).status_code == 403
    assert (await stranger.post(ADDRESS)).status_code == 404
    assert "前期手续0/2" in words(await steward.get(ADDRESS))


PLAN = "/projects/ZD-901/plan"


async def test_the_office_drafts_a_plan_and_agrees_it_as_the_baseline(office, steward, stranger, planned):
    drafted = {"day-start": "2026-09-20", "then": "draft"}
    assert (await steward.post(PLAN, data=drafted)).status_code == 403
    assert (await stranger.post(PLAN, data=drafted)).status_code == 404
    assert (await office.post(PLAN, data=drafted)).status_code == 303
    assert "2026-09-20" not in words(await office.get(ADDRESS)), "a draft is no baseline"

    assert (await office.post(PLAN, data=drafted | {"then": "agree"})).status_code == 303
    assert "2026-09-20" in words(await office.get(ADDRESS))


async def test_a_re_baseline_needs_approval_and_reason_and_the_first_stays(office, planned):
    await office.post(PLAN, data={"day-start": "2026-12-20", "then": "agree"})
    again = {"day-start": "2027-01-20", "then": "agree"}
    refused = await office.post(PLAN, data=again)
    assert (refused.status_code, "要写明批准文号和原因" in words(refused)) == (422, True)
    assert 'value="2027-01-20"' in refused.text

    done = await office.post(PLAN, data=again | {"approval": "会议纪要3号", "reason": "设计变更"})
    assert done.status_code == 303
    shown = words(await office.get(ADDRESS))
    assert "2026-12-20" in shown
    assert "2027-01-20" in shown


async def test_a_plan_without_a_single_day_is_not_agreed(office, planned):
    refused = await office.post(PLAN, data={"then": "agree"})
    assert refused.status_code == 422


async def test_slip_is_shown_against_the_baseline_and_later_needs_a_reason(office, steward, planned):
    await office.post(PLAN, data={"day-start": "2026-12-20", "then": "agree"})
    address = f"/milestones/{planned['start'].id}/dates"
    late = {"forecast_on": "2027-01-29"}
    refused = await steward.post(address, data=late)
    assert (refused.status_code, "请选原因" in words(refused)) == (422, True)
    assert (await steward.post(address, data=late | {"reason": "land", "sentence": "界址要复核"})).status_code == 303
    assert "晚40天" in words(await steward.get(ADDRESS))
    assert "晚40天" in words(await steward.get("/projects/ZD-901"))


async def test_what_is_reached_is_reached_in_the_past_with_proof(steward, planned):
    address = f"/milestones/{planned['land'].id}/reached"
    ahead = await steward.post(address, data={"reached_on": "2026-11-26", "evidence": "晋2026第1号"})
    assert (ahead.status_code, "到达日期不能在今天以后" in words(ahead)) == (422, True)

    proof = {"reached_on": "2026-11-20", "evidence": "晋2026第1号"}
    assert (await steward.post(address, data=proof)).status_code == 303
    assert (await steward.post(address, data=proof)).status_code == 303
    other = await steward.post(address, data=proof | {"reached_on": "2026-11-21"})
    assert (other.status_code, "已登记为2026-11-20到达" in words(other)) == (409, True)
    assert "手续齐不齐还差1项2项办了1项，缺立项" in words(await steward.get("/projects/ZD-901"))


async def test_the_agent_writes_permits_and_nothing_else(client, session, cast, project, planned):
    agent = await factories.account(session)
    await factories.add(
        session,
        Duty(project_id=project.id, kind=DutyKind.AGENT_PERSON, account_id=agent.id, since=project.created_at.date()),
    )
    browser = client(agent)
    assert (await browser.get(f"/milestones/{planned['land'].id}")).status_code == 200
    assert (await browser.get(f"/milestones/{planned['start'].id}")).status_code == 403
    page = (await browser.get(ADDRESS)).text
    assert f"/milestones/{planned['land'].id}" in page
    assert f"/milestones/{planned['start'].id}" not in page


async def test_a_stranger_finds_no_milestone(stranger, planned):
    address = f"/milestones/{planned['land'].id}"
    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.post(f"{address}/reached", data={"reached_on": "2026-11-20"})).status_code == 404
