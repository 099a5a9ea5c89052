"""Two people report one week, each on what they had before them: nobody's words are lost, and nobody's are overwritten."""

import re
from datetime import date

import pytest
from sqlmodel import func, select

from backend.ids import uuid7
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.updates.models import OtherText, Update
from backend.weeks import Week
from tests import factories
from tests.pages.reading import notice, words

ADDRESS = "/projects/ZD-1/update"
JSON = {"accept": "application/json"}
WEEK = Week.current()
BASE = {"week": WEEK.label, "invested_wan": "620", "site_progress": "聚合釜就位"}


@pytest.fixture
async def phones(client, session):
    """Three stewards of one project, by name, each with a script that keeps entries."""
    project = await factories.project(session, code="ZD-1", short_name="同德")
    found = {}
    for person in ("王磊", "李红", "张三"):
        account = await factories.account(session, person=person)
        duty = Duty(project_id=project.id, kind=DutyKind.STEWARD, account_id=account.id, since=date(2026, 1, 4))
        await factories.add(session, duty)
        found[person] = client(account)
    await factories.settle(session)
    return found


async def sent(phone, headers=JSON, **said):
    return await phone.post(ADDRESS, data=BASE | {"id": str(uuid7())} | said, headers=headers)


async def standing(session):
    await session.flush()
    columns = (Update.invested, Update.site_progress, Update.next_step, Update.version)
    return (await session.exec(select(*columns))).one()


async def test_what_only_one_of_them_put_right_is_kept_of_each_and_the_receipt_says_whose(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", next_step="开始配管")
    answer = await sent(phones["李红"], base_version="1", invested_wan="630")
    assert answer.status_code == 200
    assert re.fullmatch(r"王磊 \d+月\d+日 \d\d:\d\d 写的下一步，已一并保留", answer.json()["merged"])
    assert await standing(session) == (630, "聚合釜就位", "开始配管", 3)


async def test_two_first_reports_that_say_nothing_different_are_put_together(phones, session):
    await sent(phones["王磊"], site_progress="")
    answer = await sent(phones["李红"], next_step="开始配管")
    assert answer.status_code == 200
    assert await standing(session) == (620, "聚合釜就位", "开始配管", 2)


async def test_what_was_sent_is_kept_as_it_came_and_the_page_of_the_week_says_how_it_was_merged(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", next_step="开始配管")
    await sent(phones["李红"], base_version="1", invested_wan="630")
    kept = (await session.exec(select(OtherText))).one()
    assert (kept.said["next_step"], kept.merged_version) == (None, 3)
    page = words(await phones["李红"].get(f"/projects/ZD-1/updates/{WEEK.label}"))
    assert "另一份，已合并" in page
    assert "合并成第3版。王磊" in page
    assert "两份合并：王磊" in words(await phones["李红"].get(ADDRESS))
    await factories.settle(session)
    assert "两份合并" in words(await phones["王磊"].get("/projects/ZD-1/history"))


async def test_a_merge_whose_answer_was_lost_is_the_same_again(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", next_step="开始配管")
    again = {"id": str(uuid7()), "base_version": "1", "invested_wan": "630"}
    first, second = [await sent(phones["李红"], **again) for _ in range(2)]
    assert first.json() == second.json()
    assert (await session.exec(select(func.count()).select_from(OtherText))).one() == 1
    assert (await standing(session))[3] == 3


async def test_of_a_field_that_both_wrote_both_come_back_with_all_the_rest_put_together(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", invested_wan="700", next_step="开始配管")
    answer = await sent(phones["李红"], base_version="1", invested_wan="630")
    told = answer.json()
    assert answer.status_code == 412
    assert told["clashing"] == [["unchanged", "unchanged_reason", "invested_wan"]]
    assert told["whose"]["invested_wan"].startswith("王磊 ")
    assert (told["standing"]["invested_wan"], told["merged"]["invested_wan"]) == ("700.00", "630")
    assert told["merged"]["next_step"] == "开始配管"
    assert await standing(session) == (700, "聚合釜就位", "开始配管", 2)
    assert (await session.exec(select(OtherText.said))).one()["invested_wan"] == "630.00"


@pytest.mark.parametrize(("picked", "invested"), [([], 630), (["invested_wan"], 700)])
async def test_a_person_without_scripts_picks_and_both_texts_are_kept(phones, session, picked, invested):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", invested_wan="700", next_step="开始配管")
    plain = {"accept": "text/html"}
    page = await sent(phones["李红"], plain, base_version="1", invested_wan="630", site_progress="聚合釜试车")
    assert page.status_code == 412
    assert re.search(r"用王磊\d+月\d+日\d\d:\d\d写的", words(page))
    assert "写的是：700.00万元" in words(page)
    assert re.search(r'name="base_version" value="2"', page.text)
    assert ">\n开始配管</textarea>" in page.text
    asked = {"base_version": "2", "invested_wan": "630", "site_progress": "聚合釜试车", "next_step": "开始配管"}
    answer = await sent(phones["李红"], plain, **asked, theirs=picked)
    assert answer.status_code == 303, words(answer)
    assert await standing(session) == (invested, "聚合釜试车", "开始配管", 3)
    assert {each["invested_wan"] for each in await session.exec(select(OtherText.said))} == {"630.00"}


async def test_who_has_no_script_is_told_of_the_merge_where_the_week_is_shown(phones):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", next_step="开始配管")
    answer = await sent(phones["李红"], {"accept": "text/html"}, base_version="1", invested_wan="630")
    assert answer.status_code == 303
    assert re.search(r"回执号 \w+。王磊 .+ 写的下一步，已一并保留$", notice(answer))


async def test_three_people_who_wrote_three_things_lose_none(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", next_step="开始配管")
    await sent(phones["李红"], base_version="1", invested_wan="630")
    answer = await sent(phones["张三"], base_version="1", site_progress="聚合釜试车")
    assert await standing(session) == (630, "聚合釜试车", "开始配管", 4)
    assert re.search("李红.*写的本周完成投资，已一并保留；王磊.*写的下一步", answer.json()["merged"])


async def test_who_is_beaten_again_while_picking_is_asked_again(phones, session):
    await sent(phones["王磊"])
    await sent(phones["王磊"], base_version="1", invested_wan="700")
    assert (await sent(phones["李红"], base_version="1", invested_wan="630")).status_code == 412
    await sent(phones["张三"], base_version="2", invested_wan="710")
    answer = await sent(phones["李红"], base_version="2", invested_wan="630")
    assert answer.status_code == 412
    assert answer.json()["whose"]["invested_wan"].startswith("张三 ")
    assert (await standing(session))[0] == 710


async def test_nothing_moved_and_something_moved_are_never_put_together(phones, session):
    await sent(phones["王磊"], site_progress="聚合釜就位")
    answer = await phones["李红"].post(ADDRESS, data={"week": WEEK.label, "unchanged": "true"}, headers=JSON)
    assert answer.status_code == 409
    assert len(answer.json()["clashing"]) == 1
    assert (await standing(session))[:2] == (620, "聚合釜就位")


async def test_a_week_that_has_closed_takes_no_merge_and_keeps_what_was_sent(phones, session):
    closed = WEEK.previous.previous.label
    await sent(phones["王磊"], week=closed)
    answer = await sent(phones["李红"], week=closed, next_step="开始配管")
    assert answer.status_code == 409
    assert (await standing(session))[2:] == (None, 1)
    assert (await session.exec(select(OtherText.said))).one()["next_step"] == "开始配管"
