import html
import re
from datetime import date

import pytest
from sqlmodel import select

from backend.accounts.models import Role
from backend.projects.models import Duty, Project
from backend.projects.vocabulary import DutyKind
from tests import factories
from tests.pages.conftest import statements  # noqa: F401  a fixture
from tests.pages.reading import words

LINK = re.compile(r'<a href="([^"]*/projects\?[^"]*)">(.*?)</a>')
ROW = re.compile(r'<a class="row-link" href="/projects/([^"?]+)')


async def listed(browser, address):
    """Every project of a list, page after page, and how many its heading says."""
    found, said = [], None
    while address:
        page = await browser.get(html.unescape(address))
        assert page.status_code == 200, address
        found += ROW.findall(page.text)
        said = int(re.search(r"<h1>.*?(\d+)个</h1>", page.text)[1])
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = following and following[1]
    return found, said


@pytest.mark.parametrize("path", ["/rates", "/rates?by=unit&group=zone", "/rates?by=batch&group=2025-4"])
async def test_every_figure_opens_the_list_of_exactly_those_whom_it_counts(house, leader, path):
    page = await leader.get(path)
    links = LINK.findall(page.text)
    assert len(links) > 10
    for address, text in links:
        found, said = await listed(leader, address)
        assert len(found) == len(set(found)) == said, address
        if number := re.fullmatch(r"(\d+)|\D+(\d+)个.*", text):
            assert said == int(number[1] or number[2]), (address, text)


async def test_the_lists_of_a_fraction_hold_one_another(house, leader):
    numerator, _ = await listed(leader, "/rates/start/projects?part=numerator")
    denominator, _ = await listed(leader, "/rates/start/projects?part=denominator")
    rest, _ = await listed(leader, "/rates/start/projects?part=rest")
    assert sorted([*numerator, *rest]) == denominator
    assert numerator
    assert rest


@pytest.mark.parametrize("by", ["batch", "unit", "area", "kind"])
async def test_each_group_leads_to_its_own_rates(house, leader, by):
    page = await leader.get(f"/rates?by={by}")
    groups = re.findall(r'<a class="row-link" href="([^"]+)">([^<]+)</a>', page.text)
    assert len(groups) >= 2
    for address, name in groups:
        own = await leader.get(html.unescape(address))
        assert f"{name}的比率" in own.text


async def test_a_leader_reads_the_current_batch_and_who_ended(house, leader):
    page = words(await leader.get("/rates"))
    assert "本期是2026年第2期，不进分母" in page
    assert "已终止也在分母里：" in page
    assert "期次待填报" in page


async def test_who_sees_few_projects_gets_the_rates_of_those_and_is_told_so(session, house, client):
    person = await factories.account(session, Role.STEWARD)
    project = (await session.exec(select(Project).where(Project.code == "P-00"))).one()
    await factories.add(
        session, Duty(project_id=project.id, kind=DutyKind.STEWARD, account_id=person.id, since=date(2026, 1, 1))
    )
    page = words(await client(person).get("/rates"))
    assert "您能看的1个项目" in page
    nobody = await factories.account(session, Role.STEWARD)
    assert "没有可算的项目" in words(await client(nobody).get("/rates"))
    assert (await client(nobody).get("/rates?by=area&group=town")).status_code == 404
    assert (await client().get("/rates")).status_code == 303


async def test_cohorts_say_what_is_not_that_old_yet(house, leader):
    page = words(await leader.get("/rates/cohorts"))
    assert "2025年第4期" in page
    assert "还没满2027-04-20满" in page
    assert "举办日期待填报" in page


async def test_a_page_of_a_moment_says_so_and_one_ahead_is_refused(house, leader):
    page = words(await leader.get("/rates?as_of=2026-01-01T10:00"))
    assert "2026年1月1日10:00的状态" in page
    assert "那时还没有您能看的项目" in page
    assert (await leader.get("/rates?as_of=2099-01-01T10:00")).status_code == 422
    assert (await leader.get("/rates?as_of=yesterday")).status_code == 422


async def test_a_page_of_rates_costs_four_statements(house, leader, statements):  # noqa: F811
    for path in ("/rates", "/rates?by=unit", "/rates?by=batch", "/rates/cohorts", "/rates/start/projects"):
        statements.clear()
        await leader.get(path)
        assert len(statements) <= 4, (path, statements)
