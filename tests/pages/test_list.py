import gzip
from datetime import date

import pytest

from backend.projects.models import AnnualPlan, Duty
from backend.projects.vocabulary import DutyKind
from backend.web.assets import assets
from backend.weeks import Week
from tests import factories
from tests.pages.reading import words


@pytest.fixture
async def hundred(session, cast):
    for number in range(1, 103):
        row = await factories.project(
            session, code=f"ZD-{number:03}", name=f"第{number}个项目的完整名称", short_name=f"短名{number}"
        )
        await factories.add(
            session, Duty(project_id=row.id, kind=DutyKind.RESPONSIBLE, unit_id=cast.zone.id, since=date(2026, 1, 4))
        )
    await factories.settle(session)


async def test_a_hundred_projects_take_four_statements_and_60_kilobytes(client, cast, hundred, statements):
    statements.clear()
    page = await client(cast.office).get("/projects")
    assert page.text.count('scope="row"') == 100
    assert len(statements) == 4, statements
    assert len(gzip.compress(page.content)) <= 60_000


async def test_a_list_goes_on_after_its_last_row_and_back_to_the_first(office, hundred):
    first = await office.get("/projects")
    following = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = await office.get(following)
    assert second.text.count('scope="row"') == 2
    assert "短名102" in words(second)
    assert "回第一页" in words(second)


async def test_a_cursor_of_another_list_is_refused(office, hundred):
    first = await office.get("/projects")
    cursor = first.text.split("after=")[1].split('"')[0].split("&")[0]
    assert (await office.get(f"/projects?stage=signed&after={cursor}")).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        "q=tongde",
        "q=td",
        "q=同德",
        "kind=public_works",
        "unit=zone",
        "signal=unrated",
        "stage=pipeline",
        "annual_list=2026:construction",
        "sort=updated_at",
        "sort=signal",
        "sort=name",
    ],
)
async def test_a_project_is_found_by_what_is_asked(office, project, asked):
    await office.post("/projects/ZD-901/annual-lists/new", data={"year": "2026", "list_code": "construction"})
    page = words(await office.get(f"/projects?{asked}"))
    assert "同德ZD-901" in page


@pytest.mark.parametrize(
    "asked", ["q=光电", "kind=road", "unit=transport", "area=core", "signal=red", "stage=signed", "condition=suspended"]
)
async def test_what_does_not_fit_is_left_out_and_the_page_says_what_to_do(office, project, asked):
    page = words(await office.get(f"/projects?{asked}"))
    assert "同德ZD-901" not in page
    assert "没有符合条件的项目" in page
    assert "看全部1个" in page


async def test_counts_by_light_show_standing_projects_apart(office, project):
    await office.post("/projects/ZD-901/suspensions/new", data={"cause": "funds", "since": "2026-09-10"})
    page = words(await office.get("/projects"))
    assert "停工1" in page
    assert "停工缓建（资金），自9月10日" in page


async def test_one_sees_what_one_has_a_duty_in(client, cast, project):
    assert "同德" in words(await client(cast.steward).get("/projects"))
    stranger = words(await client(cast.stranger).get("/projects"))
    assert "同德" not in stranger
    assert "还没有您能看的项目" in stranger


async def test_an_empty_house_offers_the_first_project_to_who_may_make_it(office, cast):
    assert "先建第一个项目" in words(await office.get("/projects"))


async def test_an_ended_project_is_counted_apart_and_can_be_listed(office, session, project):
    await factories.project(session, code="ZD-902", short_name="二厂")
    await factories.settle(session)
    await office.post("/projects/ZD-901/terminations/new", data={"ended_on": "2026-11-01", "reason": "企业破产"})

    everything = words(await office.get("/projects"))
    assert "全部2个" in everything
    assert "已终止1" in everything
    ended = words(await office.get("/projects?condition=terminated"))
    assert "符合条件1个，全部2个" in ended
    assert "同德ZD-901" in ended
    assert "二厂" not in ended


async def test_what_fits_is_counted_against_all_that_one_may_see(office, session, project):
    await factories.project(session, code="ZD-902", short_name="二厂", kind="road")
    await factories.settle(session)
    page = words(await office.get("/projects?kind=road"))
    assert "符合条件1个，全部2个" in page
    assert "未评1" in page


async def test_a_plan_for_next_year_does_not_hide_that_of_this_year(office, session, cast, project):
    year = Week.current().year
    for each, amount in ((year, 1200), (year + 1, 9900)):
        await factories.add(session, AnnualPlan(project_id=project.id, year=each, amount=amount))
    await factories.settle(session)
    shown = words(await office.get("/projects"))
    assert "1,200.00" in shown
    assert "9,900.00" not in shown


async def test_htmx_is_run_by_no_page_before_somebody_searches(client, cast):
    """It is half of what a phone would have to run before a page is ready."""
    there = client(cast.office)
    listed, own = (await there.get("/projects")).text, (await there.get("/mine")).text
    assert ('<meta name="htmx" content="/static/htmx.' in listed, "/static/htmx." in own) == (
        "htmx.js" in assets(),
        False,
    )
    assert 'src="/static/htmx.' not in listed
    assert 'src="/static/app.' in listed
    assert 'src="/static/app.' in own
