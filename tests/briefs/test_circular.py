"""通报: the ranking as a document of its own, numbered, frozen and refused as briefs are. Units are ranked, people never."""

from datetime import date

import pytest

from backend.accounts.models import Role
from backend.briefs import jobs
from backend.briefs.data import Edition, Edits, Remark
from backend.briefs.figures.composing import compose
from backend.briefs.models import Brief, BriefKind, BriefNumber, BriefState
from backend.briefs.printing import printed
from backend.clock import now
from backend.config import Settings
from backend.documents import check
from backend.lifecycle.models import StageEntry
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind, Stage
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
        "现将2026年11月各责任单位重大项目比开工项目情况通报如下。",
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
