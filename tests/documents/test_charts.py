"""Charts: what they say, and that what people typed stays text."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from backend.documents.charts import (
    Named,
    RankBar,
    StageBar,
    Step,
    YearLine,
    milestone_bar,
    ranking_with_change,
    stacked_stages,
    year_against_plan,
)
from tests.documents import sample

SVG = "{http://www.w3.org/2000/svg}"
STAGES = [
    StageBar("签约", 14, Decimal(887500)),
    StageBar("开工", 27, Decimal(1768600)),
    StageBar("投产", 0, Decimal(0)),
]


def drawings(markup: Markup) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", markup)]


def said(markup: Markup) -> list[str]:
    return [text.text or "" for svg in drawings(markup) for text in svg.iter(f"{SVG}text")]


RANKED = [
    RankBar(1, "开发区管委会", Decimal("96.40"), 2, Named.FIRST),
    RankBar(2, "住房和城乡建设和城市管理局", Decimal("80.00"), 0),
    RankBar(3, "交通局", Decimal("60.00"), -1, Named.LAST),
    RankBar(4, "新成立的局", Decimal(0), None, Named.LAST),
]
ALL = {
    "ranking": ranking_with_change(RANKED, "10月"),
    "stages": stacked_stages(STAGES),
    "year": year_against_plan(sample.year()),
    "milestones": milestone_bar("演示项目", sample.STEPS),
}


@pytest.mark.parametrize("name", ALL)
def test_a_chart_tells_its_result_to_those_who_cannot_see_it(name):
    for svg in drawings(ALL[name]):
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == svg.findtext(f"{SVG}title")
        assert re.search(r"\d", svg.get("aria-label"))


@pytest.mark.parametrize("name", ALL)
def test_a_chart_needs_no_style_of_the_page(name):
    for svg in drawings(ALL[name]):
        assert not [e for e in svg.iter() if e is not svg and ("class" in e.attrib or "style" in e.attrib)]
        assert all(text.get("fill") and text.get("font-size") for text in svg.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_drawn_outside_the_chart(name):
    for svg in drawings(ALL[name]):
        _, _, width, height = map(float, svg.get("viewBox").split())
        for text in svg.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x")) <= width, text.text
            assert 0 < float(text.get("y")) <= height, text.text


def test_what_people_typed_stays_text():
    for markup in (
        milestone_bar("<script>", [Step('"><b>', date(2026, 1, 1)), Step("&", None)]),
        stacked_stages([StageBar("<i>", 1, Decimal(1))]),
    ):
        assert "<script>" not in markup
        assert "<i>" not in markup
        assert '"><b>' not in markup.replace('class="due"><b>', "")
        assert drawings(markup)


def test_an_empty_stage_takes_no_room():
    assert "投产0个" not in said(stacked_stages(STAGES))
    assert "投产0个0.00亿元" in drawings(stacked_stages(STAGES))[0].get("aria-label")


def test_a_batch_without_any_project_is_still_a_chart():
    assert drawings(stacked_stages([StageBar("签约", 0, Decimal(0))]))


@pytest.mark.parametrize(
    ("done", "verdict"), [(625600, "落后 3.97亿元"), (700000, "超前 3.47亿元"), (665300, "与计划持平")]
)
def test_the_year_says_whether_it_is_ahead_or_behind(done, verdict):
    year = replace(sample.year(), done_now=Decimal(done))
    assert verdict in said(year_against_plan(year))
    assert verdict in drawings(year_against_plan(year))[0].get("aria-label")


@pytest.mark.parametrize("scale", [Decimal("0.0001"), Decimal("0.01"), 1, 40])
def test_labels_beside_the_year_never_touch(scale):
    year = sample.year()
    plan, done = ([wan * scale for wan in sums] for sums in (year.plan, year.done))
    drawn = year_against_plan(YearLine(done, done[-1], 12, plan, plan[-1]))
    heights = [float(t.get("y")) for t in drawings(drawn)[0].iter(f"{SVG}text") if float(t.get("x")) > 356]
    assert len(heights) == 4
    assert all(two - one >= 12.9 for one, two in pairwise(heights))


def test_a_year_without_a_plan_claims_nothing_about_it():
    drawn = year_against_plan(YearLine([Decimal(100)], Decimal(100), 1.5))
    assert "计划待填报" in said(drawn)
    assert not [words for words in said(drawn) if "计划进度" in words or "落后" in words or "应完成" in words]


def test_a_milestone_says_how_late_it_is_and_what_is_not_known():
    words = said(milestone_bar("演示项目", sample.STEPS))
    assert {"晚5天", "晚15天", "按期", "计划待填报", "预计待填报"} <= set(words)
    assert "设备安装</b> 预计26.12.10，按期" in ALL["milestones"]
    assert "达产</b> 日期待填报" in ALL["milestones"]


def test_a_ranking_says_in_words_how_each_unit_moved():
    words = said(ALL["ranking"])
    assert {"升2位", "持平", "降1位", "上期未排", "96.40", "比10月"} <= set(words)
    assert "第3名交通局60.00分，降1位" in drawings(ALL["ranking"])[0].get("aria-label")


def test_first_and_last_of_a_ranking_differ_without_colour():
    first, middle, end = (
        ranking_with_change([replace(RANKED[0], named=named)], "10月")
        for named in (Named.FIRST, Named.NONE, Named.LAST)
    )
    assert len({first, middle, end}) == 3
    assert "<path" in end


def test_a_bar_of_a_ranking_never_reaches_its_figure():
    for svg in drawings(ALL["ranking"]):
        ends = [float(bar.get("x")) + float(bar.get("width")) for bar in svg.iter(f"{SVG}rect")]
        scores = [t for t in svg.iter(f"{SVG}text") if t.text == "96.40"]
        assert max(ends) < float(scores[0].get("x")) - float(scores[0].get("font-size")) * 0.52 * 5
