"""领导包联项目单 and 专报: of the same family as the weekly brief, read back and laid out like paper."""

import io
from decimal import Decimal

import pdfplumber
import pytest

from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import policy, service
from backend.briefs.data import BriefData, Edition, Edits, Remark, Scope
from backend.briefs.data.scope import ScopeKind
from backend.briefs.figures.composing import compose
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefKind
from backend.briefs.printing import printed
from backend.briefs.rendering import sheet_of
from backend.config import Settings
from backend.documents import check
from backend.projects import duties
from backend.projects.schemas import DutyIn
from backend.projects.vocabulary import Signal
from backend.signals.models import Axis
from backend.signals.parts import LightPart
from backend.weeks import Week
from tests import factories
from tests.briefs.builders import CUT_OFF, milestone, money, report, signed, snapshot, started, suspended

HOUSE = the_house("cli")
SPONSOR = Scope(kind=ScopeKind.SPONSOR, code="boss", name="陈立新")
MATTER = Scope(kind=ScopeKind.PROJECT, code="A", name="A污水处理厂项目")


def edition(kind, scope, *documents, edits=None, **given):
    whole = snapshot(*documents, **given)
    codes = frozenset(d.code for d in documents if scope.kind is ScopeKind.SPONSOR or d.code == scope.code)
    data = compose(whole.within(scope, codes, codes), Settings(), kind)
    return Edition(dated=CUT_OFF, imprint=None, corrects=None, data=data, edits=edits or Edits())


def red(code, **given):
    reason = LightPart.model_construct(axis=Axis.PROGRESS, signal=Signal.RED, reason="慢35.67个百分点")
    return started(code, signal=Signal.RED, computed_signal=Signal.RED, lights=[reason], **given)


def test_a_sponsor_reads_the_worst_first_with_the_reasons_and_what_comes_next():
    green = started("A", signal=Signal.GREEN, computed_signal=Signal.GREEN, years=money(1000, 400))
    late = red("B", milestones=[milestone("地基", planned="2026-11-28")])
    sheet = sheet_of(edition(BriefKind.SPONSOR, SPONSOR, green, late, suspended("C"), signed("D")))
    assert sheet.overall == ["包联4个项目：红灯1个、停工1个、绿灯1个、未评灯1个。"]
    assert sheet.notes == ["1. B厂红灯，进度：慢35.67个百分点。"]
    assert [cells[0] for cells in sheet.mine] == ["红", "停", "绿", "未评"]
    assert sheet.mine[0][1:] == ("B污水处理厂项目", "待填报", "—", "11月28日，地基")


def test_a_sponsor_of_nothing_and_one_without_red_or_amber_are_told_so():
    assert sheet_of(edition(BriefKind.SPONSOR, SPONSOR)).overall == ["截至11月20日18时，没有包联的重大项目。"]
    assert sheet_of(edition(BriefKind.SPONSOR, SPONSOR, started("A"))).notes == ["没有红灯和黄灯。"]


async def test_the_sheet_of_a_sponsor_is_one_page_with_room_for_a_word_and_without_number():
    made = edition(BriefKind.SPONSOR, SPONSOR, red("A"), *(started(f"P{n}") for n in range(6)))
    proof = await printed(made)
    with pdfplumber.open(io.BytesIO(proof.pdf)) as paper:
        text = paper.pages[0].extract_text()
    assert proof.pages == 1
    assert check.read(proof.pdf).missing(["领导包联项目单", "陈立新包联的重大项目", "批示："]) == []
    assert "— 1 —" not in text
    assert "印发" not in text


async def test_a_special_report_tells_of_one_matter_and_leaves_room_for_a_word():
    edits = Edits(remarks=[Remark(place="overall", text="征拆6户未完，请协调。")])
    made = edition(
        BriefKind.SPECIAL,
        MATTER,
        started("A", total_investment_wan=Decimal(5000), years=money(1000, 400)),
        started("B"),
        edits=edits,
        reports=[report("A", 30, site_progress="主体封顶")],
    )
    reading = check.read((await printed(made)).pdf)
    told = ["关于A污水处理厂项目的情况", "征拆6户未完，请协调。（手写）", "主体封顶", "批示：", "印发"]
    assert reading.missing(told) == []
    assert "B污水处理厂" not in reading.text


@pytest.fixture
async def house(session, at):
    async with at("2026-11-12 10:00"):
        boss = await factories.account(session, Role.LEADER, name="boss", person="陈立新")
        for code in ("T-1", "T-2"):
            await factories.project(session, code=code)
        await duties.assign(session, HOUSE, "T-1", DutyIn(kind="sponsor", account=boss.name))


async def test_a_sheet_is_made_by_the_office_and_never_issued(session, client, everybody, house):
    office = client(everybody[Role.OFFICE])
    week = Week.last_closed().label
    made = await office.post("/briefs", data={"week": week, "kind": "sponsor", "scope": "sponsor:boss"})
    assert made.status_code == 303
    page = (await office.get(made.headers["location"])).text
    assert "个项目：未评灯" in page
    assert "批示：" in page
    assert "核稿通过" not in page
    brief = await session.get_one(Brief, made.headers["location"].rpartition("/")[2])
    assert "不编期号" in policy.why_no_issuance(await standing.of(session, brief))
    assert "领导包联项目单 陈立新" in (await office.get("/briefs")).text


async def test_a_special_report_can_be_made_in_a_running_week_and_has_a_series_of_its_own(session, at, house):
    async with at("2026-11-18 10:00"):
        brief = await service.make(session, HOUSE, Week.parse("2026-W47"), "project:T-2", BriefKind.SPECIAL)
    data = BriefData.model_validate(brief.data)
    assert (brief.draft, data.draft, [block.key for block in data.blocks]) == (False, False, ["T-2"])


@pytest.mark.parametrize(
    ("kind", "scope", "words"),
    [
        ("special", None, "专报只写一件事"),
        ("special", "sponsor:boss", "专报只写一件事"),
        ("sponsor", None, "哪位包联领导"),
        ("weekly", "project:T-1", "只写一个项目请出专报"),
    ],
)
async def test_a_kind_that_does_not_go_with_the_scope_is_refused_in_words(writer, house, kind, scope, words):
    asked = {"week": Week.last_closed().label, "kind": kind, "scope": scope}
    answer = await writer.post("/api/v1/briefs", json=asked)
    assert answer.status_code == 422
    assert words in answer.json()["errors"][0]["wanted"]
