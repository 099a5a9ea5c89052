"""与上期相比: lights, problems, ranks and nodes, by name what is new and what is gone."""

from datetime import date, timedelta

import pytest

from backend.briefs.comparing.differences import differences
from backend.briefs.data import Section
from backend.briefs.data.problems import Overdue, Problems
from backend.briefs.data.ranking import RankedUnit, UnitRanking
from tests.briefs.builders import CUT_OFF, WEEK, brief, milestone, started, suspended
from tests.briefs.test_next_week import node
from tests.briefs.test_red_and_amber import SLOW, lit

LAST = {"week": WEEK.previous, "as_of": CUT_OFF - timedelta(days=7)}


def told(section, was, now):
    found = {part.section: part.differences for part in differences(was, now)}
    return {each.what: (each.was, each.now, each.by) for each in found[section]}


def test_lights_are_counted_and_each_project_whose_light_changed_is_named():
    was = brief(lit("A", SLOW), lit("B", SLOW), started("C"), **LAST)
    now = brief(lit("A", SLOW), started("B"), suspended("C"))
    assert told(Section.LIGHTS, was, now) == {
        "黄灯": ("2个", "1个", "减少1个"),
        "停工": ("0个", "1个", "增加1个"),
        "B厂灯号": ("黄灯", "无红黄灯", ""),
        "C厂灯号": ("无红黄灯", "停工", ""),
    }


def test_problems_are_counted_and_each_that_is_newly_overdue_is_named():
    def register(*late, active):
        overdue = [
            Overdue(
                code=code,
                name=f"{code}厂",
                number=1,
                what="缺地",
                unit=None,
                days=days,
                due_on=date(2026, 11, 1),
                climbed_to=None,
            )
            for code, days in late
        ]
        return {"problems": Problems(active=active, asked=0, raised=0, struck_off=[], overdue=overdue)}

    was = brief(started("A"), **LAST).model_copy(update=register(("A", 2), ("B", 9), active=3))
    now = brief(started("A")).model_copy(update=register(("B", 16), ("C", 1), active=4))
    assert told(Section.PROBLEMS, was, now) == {
        "未销号的问题": ("3个", "4个", "增加1个"),
        "A厂第1号问题": ("超期2天", "—", "不再超期"),
        "C厂第1号问题": ("—", "超期1天", "新超期"),
    }


def test_of_the_ranking_each_unit_whose_place_changed_is_named():
    def ranked(period, *places):
        units = [
            RankedUnit(unit=name, name=name, projects=3, rank=place, before=None, total=80, why_not="", figures=[])
            for name, place in places
        ]
        given = {"reason": "", "compared": [], "least_projects": 1, "least_units": 2}
        return {"ranking": UnitRanking(period=period, units=units, **given)}

    was = brief(started("A"), **LAST).model_copy(update=ranked("2026-10", ("甲", 2), ("乙", 1), ("丙", 3)))
    now = brief(started("A")).model_copy(update=ranked("2026-11", ("甲", 1), ("乙", 2), ("丁", 3)))
    assert told(Section.RANKING, was, now) == {
        "排名的期间": ("2026年10月", "2026年11月", ""),
        "甲名次": ("第2名", "第1名", "升1位"),
        "乙名次": ("第1名", "第2名", "降1位"),
        "丙名次": ("第3名", "未排名", ""),
        "丁名次": ("未排名", "第3名", ""),
    }


def test_what_became_of_the_nodes_that_were_due_is_told():
    plan = ("封顶", "装机", "验收")
    before = started("A", milestones=[node(name, "2026-11-18") for name in plan])
    after = [milestone("封顶", "2026-11-18"), node("装机", "2026-11-25"), node("验收", "2026-12-25")]
    was, now = brief(before, **LAST), brief(started("A", milestones=after), then=(before,))
    assert told(Section.DUE, was, now) == {
        "A厂封顶": ("预计11月18日", "已到达", ""),
        "A厂装机": ("预计11月18日", "改为预计11月25日", ""),
        "A厂验收": ("预计11月18日", "没有登记到达", ""),
        "下周节点": ("3个", "1个", "减少2个"),
    }


def test_of_an_older_brief_what_became_of_its_nodes_is_not_told():
    before = started("A", milestones=[node("封顶", "2026-11-11")])
    was = brief(before, week=WEEK.previous.previous, as_of=CUT_OFF - timedelta(days=14))
    assert told(Section.DUE, was, brief(before)) == {"下周节点": ("1个", "0个", "减少1个")}


@pytest.mark.parametrize("missing", ["lights", "problems", "due", "ranking"])
def test_a_section_that_one_of_them_does_not_have_is_not_compared(missing):
    was, now = brief(started("A"), **LAST).model_copy(update={missing: None}), brief(started("A"))
    assert missing not in {part.section.value for part in differences(was, now)}
