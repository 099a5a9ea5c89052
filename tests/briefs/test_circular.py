"""通报: the ranking as a document of its own, numbered, frozen and refused as briefs are. Units are ranked, people never."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from backend.accounts.models import Role
from backend.briefs import jobs
from backend.briefs.data import Edition, Edits, Remark
from backend.briefs.data.ranking import Naming
from backend.briefs.figures.composing import compose
from backend.briefs.models import Brief, BriefKind, BriefNumber, BriefState
from backend.briefs.printing import printed
from backend.briefs.rendering import sheet_of, title_of
from backend.clock import now
from backend.config import Settings
from backend.documents import check
from backend.lifecycle.models import StageEntry
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind, Stage
from backend.rankings.tables import DEFAULT
from tests import factories
from tests.briefs.life import issued
from tests.briefs.test_ranking import MANY, house
from tests.pages.reading import words


async def test_the_paper_praises_the_first_names_the_last_and_shows_what_the_scores_are_made_of():
    data = compose(house(MANY, before={"戊": 2}), Settings(), BriefKind.CIRCULAR)
    edits = Edits(remarks=[Remark(place="overall", text="请各单位对照。")])
    edition = Edition(dated=now(), imprint=None, corrects=None, data=data, edits=edits)
    read = check.read((await printed(edition)).pdf)
    said = [
        "重大项目建设通报",
        "关于2026年11月重大项目建设",
        "现将2026年11月（截至11月20日）各责任单位重大项目比开工项目情况通报如下。",
    ]
    said += [
        "红榜：甲局100.00分",
        "对甲局、丙局、乙局予以通报表扬。",
        "对丁局、戊局予以通报批评",
        "请各单位对照。（手写）",
    ]
    assert read.missing([*said, "100.002/2", "只比单位，不比个人"]) == []


@pytest.fixture
async def units(session, at):
    async with at("2026-11-12 10:00"):
        for number in range(5):
            unit = await factories.unit(session, code=f"u{number}", name=f"第{number}局")
            row = await factories.project(session, code=f"T-{number}")
            duty = Duty(project_id=row.id, kind=DutyKind.RESPONSIBLE, unit_id=unit.id, since=date(2026, 1, 4))
            entry = StageEntry(
                project_id=row.id, stage=Stage.STARTED, occurred_on=date(2026, 11, 9), skip_reason="来源未载"
            )
            await factories.add(session, duty)
            if number < 2:
                await factories.add(session, entry)


async def test_it_is_reviewed_issued_and_numbered_in_a_series_of_its_own(session, client, everybody, units, at):
    office = client(everybody[Role.OFFICE])
    asked = {"week": "2026-W47", "kind": "circular"}
    made = await office.post("/briefs", data=asked)
    assert made.status_code == 303, words(made)
    key = made.headers["location"].rpartition("/")[2]
    await jobs.print_brief(key)
    brief = await session.get_one(Brief, key)
    await session.refresh(brief)
    assert brief.state is BriefState.READY, brief.failure
    issuance = await issued(session, brief, everybody)
    number = await session.get_one(BriefNumber, brief.id)
    assert (number.code, issuance.issued_by_id) == (f"circular-{number.year}-1", everybody[Role.LEADER].id)
    assert "第1期" in check.read((await office.get(f"/briefs/{key}.pdf")).content).text


async def test_with_too_few_units_no_circular_is_made(client, everybody, at):
    refused = await client(everybody[Role.OFFICE]).post("/briefs", data={"week": "2026-W47", "kind": "circular"})
    assert refused.status_code == 409
    assert "不能出通报" in words(refused)


async def test_a_circular_is_of_all_units(client, everybody, units):
    given = {"week": "2026-W47", "kind": "circular", "scope": "unit:u1"}
    refused = await client(everybody[Role.OFFICE]).post("/briefs", data=given)
    assert refused.status_code == 422
    assert "通报比的是全部单位" in words(refused)


def laid(taken, naming=Naming.BOTH):
    data = compose(taken, Settings(), BriefKind.CIRCULAR, naming)
    return Edition(dated=now(), imprint=None, corrects=None, data=data)


def test_one_that_praises_tells_of_the_first_only_and_one_that_criticises_of_the_last_only():
    both = laid(house(MANY))
    praise, criticism = laid(house(MANY), Naming.PRAISE), laid(house(MANY), Naming.CRITICISM)
    names = {which: [row[1] for row in sheet_of(each).ranked] for which, each in {1: praise, 2: criticism}.items()}

    assert names == {1: ["甲局", "丙局", "乙局"], 2: ["丁局", "戊局"]}
    assert title_of(praise) == ("关于表扬2026年11月重大项目建设", "比较先进单位的通报")
    assert title_of(criticism) == ("关于批评2026年11月重大项目建设", "比较后进单位的通报")
    assert "丁局" not in "".join(sheet_of(praise).texts())
    assert "甲局" not in "".join(sheet_of(criticism).texts())
    assert [len(sheet_of(each).problems) for each in (both, praise, criticism)] == [3, 2, 2]


def test_where_all_units_tie_the_circular_says_that_nobody_is_named():
    sheet = sheet_of(laid(house(dict.fromkeys("甲乙丙丁戊", 1))))
    said = "各单位得分相同，并列第一，不点名表扬，也不点名批评。"
    assert said in sheet.ranking[0]
    assert sheet.problems == [said, "所需数据由系统提供，不另报材料。"]
    assert "红榜：" not in "".join(sheet.ranking)


def test_equals_at_the_end_are_named_together_or_not_at_all():
    sheet = sheet_of(laid(house({"甲": 2, "乙": 1, "丙": 1, **dict.fromkeys("丁戊己庚", 0)})))
    assert "排在最后的4个单位得分相同，不点名批评。" in sheet.ranking[0]
    assert "予以通报批评" not in "".join(sheet.problems)


def test_the_second_table_tells_what_each_unit_was_to_reach():
    sheet = sheet_of(laid(house(MANY)))
    assert (sheet.board, sheet.target_heads) == ("月月红", ["开工"])
    assert sheet.target_rows[0] == ("甲局", "1/1", "红\n2/2")
    assert sheet.target_rows[-1] == ("戊局", "0/1", "尚差2\n0/2")
    assert sheet.targets == ["2026年11月定了目标的单位5个、目标5项，完成1项。全部完成的1个：甲局。"]


def test_without_targets_it_says_so_instead_of_a_table():
    taken = house(MANY)
    from_points = replace(taken.comparing, rules=DEFAULT, targets={})
    sheet = sheet_of(laid(replace(taken, comparing=from_points)))
    assert sheet.target_rows == []
    assert sheet.targets == ["2026年11月没有给单位定目标。"]


@pytest.fixture
async def made(session, client, everybody, units):
    """Makes, prints and issues a circular; or says with which status it was refused."""
    office = client(everybody[Role.OFFICE])

    async def make(**given):
        answer = await office.post("/briefs", data={"week": "2026-W47", "kind": "circular"} | given)
        if answer.status_code != 303:
            return answer
        brief = await session.get_one(Brief, answer.headers["location"].rpartition("/")[2])
        await jobs.print_brief(str(brief.id))
        await session.refresh(brief)
        assert brief.state is BriefState.READY, brief.failure
        return brief

    return make


async def test_the_office_chooses_the_period_and_each_is_issued_once(session, client, everybody, made):
    quarter = await made(period="2026-Q4", naming="both")
    month = await made(period="2026-11", naming="praise")
    assert (quarter.subject, month.subject) == ("2026-Q4.both", "2026-11.praise")
    listed = words(await client(everybody[Role.OFFICE]).get("/briefs"))
    assert "通报2026年四季度第47周" in listed.replace("2026年第47周", "第47周")
    assert "通报2026年11月通报表扬" in listed
    await issued(session, quarter, everybody)
    await issued(session, month, everybody)
    numbers = [await session.get_one(BriefNumber, each.id) for each in (quarter, month)]
    assert [number.number for number in numbers] == [1, 2]

    for again in ({"period": "2026-Q4", "naming": "praise"}, {"period": "2026-11"}):
        second = await made(**again)
        refused = await client(everybody[Role.OFFICE]).post(f"/briefs/{second.id}/review", data={"passed": "true"})
        assert refused.status_code == 303, words(refused)
        refused = await client(everybody[Role.LEADER]).post(f"/briefs/{second.id}/issuance")
        assert refused.status_code == 409
        assert "这一期间已有" in words(refused)


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"period": "2026-12"}, 422, "2026年12月还没有开始"),
        ({"period": "2026-13"}, 422, "期间要写成"),
        ({"naming": "everybody"}, 422, ""),
        ({"kind": "weekly", "period": "2026-11"}, 422, "只有通报选期间"),
    ],
)
async def test_a_circular_that_cannot_be_is_refused_in_words(session, made, given, status, sentence):
    refused = await made(**given)
    assert refused.status_code == status
    assert sentence in words(refused)
    assert (await session.exec(select(Brief))).all() == []


async def test_where_nobody_can_be_named_no_circular_names_somebody(session, client, everybody, units, made):
    refused = await made(period="2026-10", naming="criticism")
    assert refused.status_code == 409
    assert "各单位得分相同" in words(refused)
    assert (await session.exec(select(Brief))).all() == []
