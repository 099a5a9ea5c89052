"""与上期相比: two real briefs of two weeks, section by section."""

import pytest

from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import service
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects.vocabulary import Stage
from backend.updates import service as updates
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from tests import factories
from tests.briefs import life

HOUSE = the_house("cli")
W46, W47 = Week.parse("2026-W46"), Week.parse("2026-W47")


@pytest.fixture
async def two(session, at):
    async with at("2026-11-12 10:00"):
        for code in ("T-1", "T-2"):
            await factories.project(session, code=code)
            await lifecycle.enter_stage(
                session, HOUSE, code, StageEntryIn(stage=Stage.SIGNED, occurred_on="2026-11-11")
            )
        await updates.submit(session, HOUSE, "T-1", UpdateIn(week="2026-W46", invested_wan="100"))
    async with at("2026-11-18 10:00"):
        await lifecycle.enter_stage(session, HOUSE, "T-1", StageEntryIn(stage=Stage.STARTED, occurred_on="2026-11-17"))
        for code, amount in (("T-1", "620.50"), ("T-2", "30")):
            await updates.submit(session, HOUSE, code, UpdateIn(week="2026-W47", invested_wan=amount))
    async with at("2026-11-27 20:00"):
        first, _ = await service.make_and_print(session, HOUSE, W46)
        second = await service.make(session, HOUSE, W47)
    await session.commit()
    return first, second


async def test_each_section_says_what_changed_since_the_last_brief_in_words_and_as_json(session, writer, two):
    first, second = two
    told = (await writer.get(f"/api/v1/briefs/{second.id}/comparison")).json()
    assert (told["brief"], told["previous"]) == (str(second.id), str(first.id))
    sections = {
        part["section"]: {each["what"]: (each["was"], each["now"], each["by"]) for each in part["differences"]}
        for part in told["sections"]
    }
    overall = sections["overall"]
    assert overall["签约（未开工）个数"] == ("2个", "1个", "减少1个")
    assert overall["开工（在建）个数"] == ("0个", "1个", "增加1个")
    assert overall["全部项目今年完成投资"] == ("100万元", "750.50万元", "增加650.50万元")
    assert "全部项目个数" not in overall
    assert sections["changes"]["本周完成投资"] == ("100万元", "650.50万元", "增加550.50万元")
    assert sections["changes"]["进入新阶段"] == ("2个", "1个", "减少1个")
    assert sections["notes"]["按时报送"] == ("1个", "2个", "增加1个")
    assert sections["notes"]["未报"] == ("1个", "0个", "减少1个")
    assert sections["blocks"] == {}


async def test_the_page_leads_from_each_difference_to_its_rows(client, everybody, two):
    _, second = two
    leader = client(everybody[Role.LEADER])
    assert "与上期相比" in (await leader.get(f"/briefs/{second.id}")).text
    page = (await leader.get(f"/briefs/{second.id}/comparison")).text
    assert "增加650.50万元" in page
    assert "与上期相同。" in page
    assert f'href="/briefs/{second.id}/figures/week"' in page
    figure = (await leader.get(f"/briefs/{second.id}/figures/week")).text
    assert "2项，合计650.50万元" in figure


async def test_the_last_issued_brief_is_the_one_before_also_when_another_was_made_later(
    session, at, client, everybody, two
):
    first, second = two
    await life.issued(session, first, everybody)
    async with at("2026-11-27 21:00"):
        again = await service.make(session, HOUSE, W46)
    await session.commit()
    assert again.id != first.id
    page = (await client(everybody[Role.LEADER]).get(f"/briefs/{second.id}/comparison")).text
    assert f"/briefs/{first.id}" in page
    assert "第1期（总第1期）" in page


async def test_the_first_brief_of_its_kind_has_none_before_it(client, everybody, two):
    first, _ = two
    leader = client(everybody[Role.LEADER])
    assert (await leader.get(f"/briefs/{first.id}/comparison")).status_code == 404
    assert "与上期相比" not in (await leader.get(f"/briefs/{first.id}")).text
    assert (await client(everybody[Role.STEWARD]).get(f"/briefs/{first.id}/comparison")).status_code == 404
