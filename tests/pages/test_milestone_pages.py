import pytest
from sqlmodel import select

from backend.milestones.models import Milestone
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.pages.reading import beside, notice, value_of, words

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


async def seen(browser, address, fields):
    """What the page before the last one makes of the fields: a yes to what it shows."""
    shown = await browser.post(address, data=fields)
    assert shown.status_code == 200
    return {"confirm": value_of(shown, "confirm")}


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
    why = late | {"reason": "land", "sentence": "界址要复核"}
    assert (await steward.post(address, data=why | await seen(steward, address, why))).status_code == 303
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
    assert "登记到达" in words(await browser.get(f"/milestones/{planned['land'].id}"))
    start = f"/milestones/{planned['start'].id}"
    assert "登记到达" not in words(await browser.get(start))
    for form in ("dates", "reached", "reached/withdrawal"):
        assert (await browser.post(f"{start}/{form}", data={})).status_code == 403


async def test_a_stranger_finds_no_milestone(stranger, planned):
    address = f"/milestones/{planned['land'].id}"
    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.post(f"{address}/reached", data={"reached_on": "2026-11-20"})).status_code == 404


async def test_before_a_day_is_moved_the_page_shows_what_follows_and_saves_exactly_that(office, steward, planned):
    days = {"day-land": "2026-12-01", "day-start": "2026-12-20", "day-in_use": "2027-12-20", "then": "agree"}
    await office.post(PLAN, data=days)
    address = f"/milestones/{planned['land'].id}/dates"
    late = {"forecast_on": "2026-12-31", "reason": "land", "sentence": "界址要复核"}

    shown = await steward.post(address, data=late)
    page = words(shown)
    assert "会改这3个节点" in page
    assert "开工改到2027-01-19，原来2026-12-20" in page
    assert "投产改到2028-01-19，原来2027-12-20" in page
    assert "2027-01-19" not in words(await steward.get(ADDRESS)), "nothing is saved yet"

    other = {"forecast_on": "2027-02-20", "reason": "weather", "sentence": "连续降雨"}
    start = f"/milestones/{planned['start'].id}/dates"
    await office.post(start, data=other | await seen(office, start, other))
    stale = await steward.post(address, data=late | {"confirm": value_of(shown, "confirm")})
    assert "这期间有人改过日期，请再看一遍" in words(stale)
    done = await steward.post(address, data=late | {"confirm": value_of(stale, "confirm")})
    assert (done.status_code, notice(done)) == (303, "用地手续的预计日期已保存")
    told = words(await steward.get(f"/milestones/{planned['start'].id}"))
    assert "2027-02-20天气：连续降雨" in told


async def test_a_forecast_before_the_plan_begins_is_refused(office, steward, planned):
    await office.post(PLAN, data={"day-land": "2026-12-01", "day-start": "2026-12-20", "then": "agree"})
    address = f"/milestones/{planned['start'].id}/dates"
    early = await steward.post(address, data={"forecast_on": "2026-11-30"})
    assert early.status_code == 422
    assert "预计日期不能早于计划的开头 2026-12-01" in beside(early, "forecast_on")
    assert "还没有人预计过" in words(await steward.get(f"/milestones/{planned['start'].id}"))


async def test_an_arrival_is_taken_back_with_a_reason_and_stays_visible(steward, planned):
    address = f"/milestones/{planned['land'].id}"
    bare = await steward.post(f"{address}/reached", data={"reached_on": "2026-11-20"})
    assert (bare.status_code, "到达要有依据" in words(bare)) == (422, True)
    await steward.post(f"{address}/reached", data={"reached_on": "2026-11-20", "evidence": "晋2026第1号"})
    assert (await steward.post(f"{address}/reached/withdrawal", data={"reason": ""})).status_code == 422
    assert (await steward.post(f"{address}/reached/withdrawal", data={"reason": "登错了项目"})).status_code == 303
    page = words(await steward.get(address))
    assert "2026-11-20晋2026第1号11月25日10:32撤回：登错了项目" in page
    assert "登记到达" in page
    again = await steward.post(f"{address}/reached", data={"reached_on": "2026-11-23", "evidence": "晋2026第9号"})
    assert again.status_code == 303


async def test_the_days_that_a_project_stood_still_are_named_and_not_red(office, steward, planned):
    await office.post(PLAN, data={"day-start": "2026-10-20", "agreed_on": "2026-09-01", "then": "agree"})
    stop = {"cause": "funds", "since": "2026-10-01"}
    assert (await office.post("/projects/ZD-901/suspensions/new", data=stop)).status_code == 303
    address = f"/milestones/{planned['start'].id}/dates"
    late = {"forecast_on": "2026-12-01", "reason": "funds", "sentence": "资金没有到位"}
    await steward.post(address, data=late | await seen(steward, address, late))
    for place in (ADDRESS, "/projects/ZD-901", f"/milestones/{planned['start'].id}"):
        page = await steward.get(place)
        assert "晚42天其中停工42天" in words(page)
        assert 'class="late">晚42天' not in page.text
    for place in (PLAN, "/projects/ZD-901/update", "/projects/ZD-901"):
        assert "比首版晚42天（其中停工42天）" in words(await steward.get(place))


async def test_after_a_re_baseline_the_slip_stands_against_both_plans(office, steward, planned):
    await office.post(PLAN, data={"day-start": "2026-12-20", "then": "agree"})
    again = {"day-start": "2027-01-20", "approval": "会议纪要3号", "reason": "设计变更", "then": "agree"}
    assert (await office.post(PLAN, data=again)).status_code == 303
    address = f"/milestones/{planned['start'].id}/dates"
    late = {"forecast_on": "2027-01-29", "reason": "land", "sentence": "界址要复核"}
    await steward.post(address, data=late | await seen(steward, address, late))
    for place in (ADDRESS, "/projects/ZD-901"):
        assert "2026-12-202027-01-202027-01-29预计晚40天晚9天" in words(await steward.get(place))
    for place in (PLAN, "/projects/ZD-901/update", "/projects/ZD-901"):
        assert "比首版晚40天，比现版晚9天" in words(await steward.get(place))
