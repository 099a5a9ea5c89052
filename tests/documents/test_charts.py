"""Charts: what they say, and that what people typed stays text."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from backend.documents.charts import StageBar, Step, YearLine, milestone_bar, stacked_stages, year_against_plan
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


ALL = {
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
