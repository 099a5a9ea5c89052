"""Two people open the ledger on one version: what only one of them changed is kept of each, and what both changed is
shown with both texts until a person has picked."""

import html
import re

import pytest
from sqlmodel import col, select

from backend.accounts.models import Role
from backend.feed.models import Change
from backend.projects.models import NationalCode, Programme, Project
from tests import factories
from tests.pages.reading import notice, value_of, words

EDIT = "/projects/ZD-901/edit"
CODE = "2201-140981-89-01-123453"


@pytest.fixture
async def zhang(client, session, project):
    return client(await factories.account(session, Role.OFFICE, person="张三"))


@pytest.fixture
async def zhou(client, session):
    return client(await factories.account(session, Role.ADMINISTRATOR, person="周五"))


async def opened(browser, **typed):
    """The whole form as a browser sends it, with some fields typed over."""
    page = (await browser.get(EDIT)).text
    return fields_of(page) | typed


def fields_of(page):
    page = page.split(f'action="{EDIT}"', 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*? name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, flags=re.DOTALL))
    for name, options in re.findall(r'<select[^>]*? name="(\w+)"[^>]*>(.*?)</select>', page, flags=re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    fields.pop("theirs", None)
    return {name: html.unescape(value) for name, value in fields.items()}


async def ledger(session, *columns):
    await session.flush()
    return (
        await session.exec(select(*(getattr(Project, each) for each in columns)).where(Project.code == "ZD-901"))
    ).one()


async def test_what_only_one_of_them_changed_is_kept_of_each_and_said(office, zhang, session, project):
    mine = await opened(office, site="云中路8号", expected_jobs="300")
    await zhang.post(EDIT, data=await opened(zhang, total_investment_wan="52000", remark="已报备", area="core"))

    answer = await office.post(EDIT, data=mine)

    assert answer.status_code == 303
    assert re.fullmatch(r"台账已保存。张三 \d+月\d+日 \d\d:\d\d 改了片区园带、总投资、备注，已一并保留", notice(answer))
    assert await ledger(session, "site", "expected_jobs", "total_investment", "remark", "area", "version") == (
        "云中路8号",
        300,
        52000,
        "已报备",
        "core",
        3,
    )


async def test_who_and_when_of_each_of_them_stay_in_the_record(office, zhang, session, cast, project):
    mine = await opened(office, site="云中路8号")
    await zhang.post(EDIT, data=await opened(zhang, remark="已报备"))
    await office.post(EDIT, data=mine)
    query = select(Change).where(Change.subject == "projects", Change.operation == "update").order_by(col(Change.seq))
    by = {
        name: change.actor_id
        for change in await session.exec(query)
        for name in ("site", "remark")
        if change.before[name] != change.after[name]
    }
    assert by["site"] == cast.office.id
    assert by["remark"] not in {None, cast.office.id}


async def test_the_same_field_comes_back_with_both_texts_and_the_rest_put_together(office, zhang, session, project):
    mine = await opened(office, site="云中路8号", expected_jobs="300")
    await zhang.post(EDIT, data=await opened(zhang, site="建设路1号", remark="已报备"))

    answer = await office.post(EDIT, data=mine)

    assert answer.status_code == 412
    page = words(answer)
    assert "建设地点两个人都改了，这次还没有保存" in page
    assert re.search(r"张三\d+月\d+日\d\d:\d\d改成了：建设路1号", page)
    assert re.search(r"张三\d+月\d+日\d\d:\d\d改了备注，已一并保留", page)
    shown = fields_of(answer.text)
    assert (shown["site"], shown["expected_jobs"], shown["remark"]) == ("云中路8号", "300", "已报备")
    assert await ledger(session, "site", "expected_jobs") == ("建设路1号", None)


@pytest.mark.parametrize(("picked", "stands"), [([], "云中路8号"), (["site"], "建设路1号")])
async def test_whichever_is_picked_counts_and_the_other_one_is_in_the_record(office, zhang, session, picked, stands):
    mine = await opened(office, site="云中路8号", expected_jobs="300")
    await zhang.post(EDIT, data=await opened(zhang, site="建设路1号", remark="已报备"))
    asked = fields_of((await office.post(EDIT, data=mine)).text)

    assert (await office.post(EDIT, data=asked | {"theirs": picked})).status_code == 303

    assert await ledger(session, "site", "expected_jobs", "remark") == (stands, 300, "已报备")
    query = select(Change.after).where(Change.subject == "projects")
    assert "建设路1号" in {each["site"] for each in await session.exec(query) if each}


async def test_three_people_who_changed_three_things_lose_none(office, zhang, zhou, session, project):
    first, second = await opened(office, site="云中路8号"), await opened(zhou, expected_jobs="300")
    await zhang.post(EDIT, data=await opened(zhang, remark="已报备"))
    assert (await office.post(EDIT, data=first)).status_code == 303
    answer = await zhou.post(EDIT, data=second)
    assert "张三" in notice(answer)
    assert "李红" in notice(answer)
    assert await ledger(session, "site", "expected_jobs", "remark", "version") == ("云中路8号", 300, "已报备", 4)


async def test_who_is_beaten_again_while_picking_is_asked_again(office, zhang, zhou, session, project):
    mine = await opened(office, site="云中路8号")
    await zhang.post(EDIT, data=await opened(zhang, site="建设路1号"))
    asked = fields_of((await office.post(EDIT, data=mine)).text)
    await zhou.post(EDIT, data=await opened(zhou, site="东街3号"))
    again = await office.post(EDIT, data=asked)
    assert again.status_code == 412
    assert "改成了：东街3号" in words(again)
    assert await ledger(session, "site") == "东街3号"


async def test_a_point_is_one_thing_and_never_put_together_of_two(office, zhang, session, project):
    mine = await opened(office, longitude="112.7", latitude="38.4", datum="gcj02")
    point = {"longitude": "112.9", "latitude": "38.4", "datum": "gcj02"}
    await zhang.post(EDIT, data=await opened(zhang, **point))
    answer = await office.post(EDIT, data=mine)
    assert answer.status_code == 412
    assert "改成了：112.900000度" in words(answer)


async def test_the_programme_and_the_national_code_merge_as_columns_do(office, zhang, session, project):
    await factories.add(session, Programme(code="park", name="产业园"))
    mine = await opened(office, national_code=CODE)
    await zhang.post(EDIT, data=await opened(zhang, programme="park"))
    answer = await office.post(EDIT, data=mine)
    assert "改了项目群，已一并保留" in notice(answer)
    other = await opened(office, national_code="", site="云中路8号") | {"base_version": "1"}
    assert "国家项目代码" in notice(await office.post(EDIT, data=other | {"programme": ""}))
    assert (await session.exec(select(NationalCode.value).where(col(NationalCode.until).is_(None)))).one() == CODE


async def test_what_is_refused_of_a_merge_leaves_nothing_behind(office, zhang, session, project):
    mine = await opened(office, site="云中路8号", cluster="nowhere")
    await zhang.post(EDIT, data=await opened(zhang, remark="已报备"))
    answer = await office.post(EDIT, data=mine)
    assert answer.status_code == 422
    assert value_of(answer, "site") == "云中路8号"
    assert await ledger(session, "site", "remark", "version") == (None, "已报备", 2)


async def test_a_version_that_there_never_was_lets_a_person_decide_what_differs(office, zhang, session, project):
    await zhang.post(EDIT, data=await opened(zhang, site="建设路1号"))
    lying = await opened(office, site="云中路8号") | {"base_version": "77"}
    answer = await office.post(EDIT, data=lying)
    assert answer.status_code == 412
    assert "改成了：建设路1号" in words(answer)
    assert await ledger(session, "site") == "建设路1号"
