"""Pages of a past moment: lists, programmes and projects as they stood, where nothing can be written."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlmodel import col, select

from backend.accounts.models import Role
from backend.clock import today
from backend.projects.models import Programme
from backend.timeline.models import ProjectVersion
from backend.weeks import Week
from tests import factories
from tests.pages.reading import words

PROJECT = "/projects/ZD-901"


@pytest.fixture(autouse=True)
def _midweek():
    """The clock runs: versions are stamped by the database's own, and a moment must have been."""


@pytest.fixture
async def then(session, cast, project):
    """The moment before the project got another name, joined a programme, was planned and reported."""
    at = await newest(session)
    programme = await factories.add(session, Programme(code="spurs", name="四条专用线"))
    project.name, project.short_name, project.programme_id = "同德新材料项目", "新材料", programme.id
    await factories.settle(session)
    return at


async def newest(session):
    return (await session.exec(select(ProjectVersion.at).order_by(col(ProjectVersion.seq).desc()).limit(1))).one()


def as_of(at):
    return f"?as_of={quote(at.isoformat())}"


async def test_a_list_shows_the_names_of_then_and_says_so(office, then):
    page = words(await office.get(f"/projects{as_of(then)}"))
    assert "的情况，只能看。回到现在" in page
    assert "同德ZD-901" in page
    assert "开发区" in page
    assert "新材料" not in page
    assert "新材料ZD-901" in words(await office.get("/projects"))


async def test_links_of_a_past_list_stay_in_their_moment(office, then):
    page = (await office.get(f"/projects{as_of(then)}")).text
    assert f'href="{PROJECT}?as_of=' in page
    assert 'name="as_of" value="' in page
    project = (await office.get(f"{PROJECT}{as_of(then)}")).text
    assert 'href="/projects?as_of=' in project
    assert f'href="{PROJECT}/history?as_of=' in project or "全部动态" not in project


async def test_a_project_page_of_then_tells_the_stored_state(office, steward, session, then):
    week = Week.last_closed()
    said = {"invested_wan": "620", "week": week.label, "site_progress": "吊装完成"}
    await steward.post(f"{PROJECT}/update", data=said)
    reported = await newest(session)
    page = words(await office.get(f"{PROJECT}{as_of(then)}"))
    assert "同德科创项目" in page
    assert "吊装完成" not in page
    assert "新材料" not in page, "what happened later is no part of the timeline of then"
    assert f"那时最近一次{week.year}年第{week.number}周620.00万元" in words(
        await office.get(f"{PROJECT}{as_of(reported)}")
    )


@pytest.mark.parametrize("path", ["/projects", PROJECT, f"{PROJECT}/history", "/programmes", "/programmes/spurs"])
async def test_a_page_of_then_has_nothing_to_write_with(client, cast, then, path):
    page = await client(cast.administrator).get(path + as_of(then + timedelta(microseconds=1)))
    assert page.status_code == 200
    main = page.text.split("<main")[1].split("</main>")[0]
    assert 'method="post"' not in main
    for address in ("/new", "/edit", "/update", "/duties", "/corrections"):
        assert f'{address}"' not in main, address


async def test_a_programme_has_the_members_of_then(office, session, then):
    assert "里面没有您能看的项目" in words(await office.get(f"/programmes/spurs{as_of(then)}"))
    joined = await newest(session)
    assert "新材料ZD-901" in words(await office.get(f"/programmes/spurs{as_of(joined)}"))
    assert "0个" in words(await office.get(f"/programmes{as_of(then)}"))
    assert "1个" in words(await office.get(f"/programmes{as_of(joined)}"))


async def test_a_moment_before_the_first_record_says_so_in_words(office, then):
    page = words(await office.get("/projects?as_of=2010-01-01T00:00"))
    assert "那时还没有记录" in page
    assert "您能看的项目，最早的记录是" in page


@pytest.mark.parametrize("path", ["/projects", PROJECT, f"{PROJECT}/history", "/programmes"])
@pytest.mark.parametrize(
    ("moment", "said"),
    [("2099-01-01T00:00", "这个时刻还没有到"), ("上周五", "时间要写成"), ("2026-13-01T00:00", "时间要写成")],
)
async def test_a_moment_that_is_no_past_one_is_refused_in_words(office, then, path, moment, said):
    page = await office.get(f"{path}?as_of={moment}")
    assert page.status_code == 422
    assert f"时间：{said}" in words(page)
    assert f'href="{path}"' in page.text


async def test_a_time_without_offset_is_that_of_beijing(office, then):
    for written in ("2026-11-20T18:00", "2026-11-20T18:00+08:00", "2026-11-20T10:00Z"):
        assert "以下是2026年11月20日18:00的情况" in words(await office.get(f"/projects?as_of={written}"))


async def test_no_moment_is_now(office, then):
    page = words(await office.get("/projects?as_of="))
    assert "新材料ZD-901" in page
    assert "只能看" not in page


async def test_the_past_is_seen_by_those_who_may_see_the_project_now(client, cast, then, stranger, steward):
    assert (await stranger.get(f"{PROJECT}{as_of(then)}")).status_code == 404
    assert (await stranger.get(f"{PROJECT}/history{as_of(then)}")).status_code == 404
    assert "ZD-901" not in words(await stranger.get(f"/projects{as_of(then)}"))
    assert "那时还没有记录" in words(await stranger.get(f"/projects{as_of(then)}"))
    assert (await steward.get(f"{PROJECT}{as_of(then)}")).status_code == 200


async def test_who_took_a_project_over_later_sees_how_it_stood_before(client, session, cast, project, then):
    late = await factories.account(session, Role.STEWARD)
    await client(cast.office).post(
        f"{PROJECT}/duties/new", data={"kind": "steward", "account": late.name, "since": str(today())}
    )
    assert (await client(late).get(f"{PROJECT}{as_of(then)}")).status_code == 200


async def test_lists_of_then_take_few_statements_however_long(office, session, cast, statements):
    for number in range(1, 103):
        await factories.project(session, code=f"ZD-{number:03}", short_name=f"短名{number}")
    await factories.settle(session)
    at = as_of(await newest(session))
    statements.clear()
    page = await office.get(f"/projects{at}")
    assert page.text.count('scope="row"') == 100
    assert len(statements) == 5, statements
    following = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert (await office.get(following)).text.count('scope="row"') == 2


async def test_a_project_of_then_takes_no_more_statements_than_one_of_now(office, project, then, statements):
    await office.post(f"{PROJECT}/milestones")
    statements.clear()
    assert (await office.get(f"{PROJECT}{as_of(then)}")).status_code == 200
    assert len(statements) <= 6, statements
