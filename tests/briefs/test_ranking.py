"""六、通报: what it counts as of the cut-off, what it says of none, few and many units, and where its figures lead."""

from datetime import date
from decimal import Decimal

import pytest

from backend.accounts.actor import the_house
from backend.briefs.data import Edition
from backend.briefs.data.ranking import UnitRanking
from backend.briefs.figures.composing import compose
from backend.briefs.figures.ranking import ranking
from backend.briefs.following.registry import follow
from backend.briefs.printing import printed
from backend.briefs.rendering import on_screen
from backend.briefs.sentences import ranking as sentences
from backend.briefs.sentences.marks import linked, plain
from backend.briefs.snapshot import take
from backend.clock import now
from backend.config import Settings
from backend.documents import check
from backend.ids import stable_id
from backend.lifecycle.models import StageEntry
from backend.projects.models import Duty
from backend.projects.parts import DutyPart
from backend.projects.vocabulary import DutyKind, Stage
from backend.rankings.models import Formula
from backend.rankings.ranking import ranking as ranking_now
from backend.rankings.scoring import Comparing
from backend.rankings.tables import DEFAULT, Rules
from backend.rankings.then import Basis
from backend.targets.models import UnitMeasure
from backend.targets.periods import Period
from backend.weeks import Week
from tests import factories
from tests.briefs.builders import document, entry, snapshot

NOVEMBER = Period.month(2026, 11)
BY_START = Rules([Comparing(UnitMeasure.STARTED, Formula.SHARE, 100)], least_projects=1, reason="办公会定")


def of_unit(code, unit, *stages):
    duty = DutyPart(
        id=stable_id("duty", code),
        kind=DutyKind.RESPONSIBLE,
        unit=unit,
        unit_name=f"{unit}局",
        person=None,
        since=date(2026, 1, 4),
        until=None,
    )
    return document(code, duties=[duty], stages=list(stages))


def house(started, before=None, target=2):
    """Units by name, with how many projects each started in November, and in October."""
    projects = []
    for unit, count in started.items():
        for place in range(2):
            stages = [entry(Stage.STARTED, "2026-11-10")] if place < count else []
            if not stages and place < (before or {}).get(unit, 0):
                stages = [entry(Stage.STARTED, "2026-10-10")]
            projects.append(of_unit(f"{unit}{place}", unit, *stages))
    targets = {
        (unit, UnitMeasure.STARTED, period.code): Decimal(target)
        for unit in started
        for period in (NOVEMBER, NOVEMBER.before)
    }
    return snapshot(*projects, comparing=Basis(NOVEMBER, BY_START, targets))


def said(taken):
    return [plain(words) for words in sentences.overview(ranking(taken))]


MANY = {"甲": 2, "乙": 1, "丙": 1, "丁": 0, "戊": 0}


def test_units_stand_in_order_with_the_first_and_the_last_and_who_moved_most():
    told = ranking(house(MANY, before={"丁": 1, "戊": 2}))
    assert [(unit.unit, unit.rank, unit.total, unit.change) for unit in told.units] == [
        ("甲", 1, Decimal("100.00"), 2),
        ("丙", 2, Decimal("50.00"), 1),
        ("乙", 2, Decimal("50.00"), 1),
        ("丁", 4, Decimal("0.00"), -2),
        ("戊", 4, Decimal("0.00"), -3),
    ]
    assert said(house(MANY, before={"丁": 1, "戊": 2})) == [
        "2026年11月参加排名的责任单位5个。红榜：甲局100.00分、丙局50.00分、乙局50.00分。后两名：丁局0.00分、戊局0.00分。"
        "与10月比，甲局升2位，戊局降3位，变动最大。"
    ]
    assert tuple(map(plain, sentences.rows(told)[0])) == (
        "1",
        "甲局",
        "100.00",
        "升2位",
        "100.00\n2/2",
    )


@pytest.mark.parametrize(
    ("started", "words"),
    [
        ({}, "2026年11月没有够条件参加排名的责任单位，本期不排名。"),
        ({"甲": 1}, "2026年11月够条件参加排名的责任单位1个，不到4个，本期不排名。"),
        ({"甲": 1, "乙": 2, "丙": 0}, "2026年11月够条件参加排名的责任单位3个，不到4个，本期不排名。"),
    ],
)
def test_with_too_few_units_there_is_no_ranking_and_the_brief_says_so(started, words):
    told = ranking(house(started))
    assert said(house(started)) == [words]
    assert (sentences.rows(told), sentences.rule(told)) == ([], [])


def test_where_nobody_moved_and_with_four_units_it_says_so_in_the_singular():
    same = {"甲": 1, "乙": 1, "丙": 1, "丁": 0}
    assert said(house(same, before={"甲": 2, "乙": 2, "丙": 2})) == [
        "2026年11月参加排名的责任单位4个。红榜：丙局50.00分、乙局50.00分、甲局50.00分。后一名：丁局0.00分。名次与10月相同。"
    ]


def test_units_with_too_few_projects_are_named_and_a_brief_of_a_part_has_no_such_section():
    taken = house(MANY)
    few = Rules(BY_START.comparisons, least_projects=3, reason="办公会定")
    told = ranking(snapshot(*taken.now, comparing=Basis(NOVEMBER, few)))
    assert not told.is_shown
    assert {unit.why_not for unit in told.units} == {"项目不到3个，不参加排名"}


def test_a_figure_leads_to_the_projects_that_it_counts():
    found = follow(house(MANY), "ranked.甲.started")
    assert [(row.code, row.note) for row in found.rows] == [("甲0", "1个"), ("甲1", "1个")]
    assert follow(house(MANY), "ranked.甲.nothing") is None
    assert follow(house(MANY), "ranked.nobody.started") is None


def test_a_brief_of_before_there_was_a_ranking_has_no_such_section():
    assert sentences.overview(None) == []
    assert sentences.heads(None) == []


async def test_the_paper_says_it_all_and_the_screen_links_each_figure():
    data = compose(house(MANY, before={"戊": 2}), Settings())
    edition = Edition(dated=now(), imprint=None, corrects=None, data=data)
    read = check.read((await printed(edition)).pdf)
    assert read.missing(["、通报", "2026年11月参加排名的责任单位5个", "甲局", "升1位", "100.002/2"]) == []
    screen = on_screen(edition, linked(lambda key: f"/figures/{key}"), lambda _: "")
    assert '<a class="figure" href="/figures/ranked.甲.started">2</a>' in screen


async def test_as_of_now_it_is_the_ranking_of_the_page(session, at):
    async with at("2026-11-18 10:00"):
        zone = await factories.unit(session, code="zone", name="开发区管委会")
        land = await factories.unit(session, code="land", name="自然资源局")
        for number, unit in enumerate((zone, zone, land)):
            row = await factories.project(session, code=f"T-{number}")
            duty = Duty(project_id=row.id, kind=DutyKind.RESPONSIBLE, unit_id=unit.id, since=date(2026, 1, 4))
            await factories.add(session, duty)
            if number:
                made = StageEntry(
                    project_id=row.id, stage=Stage.STARTED, occurred_on=date(2026, 11, 12), skip_reason="来源未载"
                )
                await factories.add(session, made)
    async with at("2026-11-19 10:00"):
        told = ranking(await take(session, the_house("cli"), Week.parse("2026-W47")))
        page = await ranking_now(session, the_house("cli"), NOVEMBER)
    assert isinstance(told, UnitRanking)
    assert [(unit.unit, unit.rank, unit.before, unit.total) for unit in told.units] == [
        (row.unit, row.rank, row.before, row.total) for row in page.rows
    ]
    assert page.rules == DEFAULT
