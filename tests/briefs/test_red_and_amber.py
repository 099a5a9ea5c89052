"""四、红灯和黄灯: what is red one by one, amber by its reason, who stands still, and on whom each waits."""

from datetime import date

from backend.briefs.data import Edits
from backend.briefs.figures.lights import lights
from backend.briefs.following.registry import follow
from backend.briefs.sentences.lights import items, overview
from backend.briefs.sentences.marks import plain
from backend.briefs.sheet import lay_out
from backend.ids import stable_id
from backend.lifecycle.parts import SuspensionPart
from backend.projects.parts import DutyPart
from backend.projects.vocabulary import Cause, Condition, DutyKind, Signal
from backend.signals.models import Axis
from backend.signals.parts import LightPart, OverridePart
from tests.briefs.builders import CUT_OFF, brief, document, snapshot, started, terminated

TODAY = date(2026, 11, 20)
SLOW = {Axis.PROGRESS: (Signal.AMBER, "比计划慢13.86个百分点")}


def lit(code, axes, by_hand=None, **given):
    """A project with the axes given as colour and reason, amber since 13 November and red since the 6th."""
    since = {Signal.RED: date(2026, 11, 6)}
    parts = [
        LightPart(
            axis=axis,
            signal=colour,
            reason=reason,
            rule="2026-01",
            judged_on=TODAY,
            since=since.get(colour, date(2026, 11, 13)),
        )
        for axis, (colour, reason) in axes.items()
    ]
    colours = {part.signal for part in parts}
    computed = next((each for each in Signal if each in colours), Signal.UNRATED)
    override = None
    if by_hand:
        made = {"id": stable_id(code), "reason": "厂家已到场安装。", "until": date(2026, 12, 31), "made_at": CUT_OFF}
        override = OverridePart(signal=by_hand, **made)
    return started(code, lights=parts, computed_signal=computed, signal=by_hand or computed, override=override, **given)


def answered(unit=None, owner=None, until=None):
    common = {"since": date(2026, 1, 4), "until": until}
    of_unit = {"kind": DutyKind.RESPONSIBLE, "unit": "zone", "unit_name": unit, "person": None}
    of_owner = {"kind": DutyKind.OWNER, "unit": None, "unit_name": None, "person": owner}
    found = [DutyPart(id=stable_id("unit"), **of_unit, **common)] if unit else []
    return [*found, *([DutyPart(id=stable_id("owner"), **of_owner, **common)] if owner else [])]


def said(*documents):
    told = lights(snapshot(*documents))
    found = [item.lead + item.rest for item in items(told, 2026, TODAY)]
    return [plain(words) for words in (*overview(told), *found)]


def test_with_no_light_on_it_says_so_in_one_sentence():
    assert said() == ["没有要评灯的项目。"]
    assert said(document("A")) == ["1个项目未评灯。"]
    assert said(terminated("A")) == ["没有要评灯的项目。"]
    green = lit("A", {Axis.FUNDS: (Signal.GREEN, "实到1亿元")})
    assert said(green, document("B")) == ["没有红灯和黄灯，绿灯1个，未评1个。"]


def test_a_red_light_says_why_since_when_and_on_whom_it_waits():
    axes = {Axis.PROGRESS: (Signal.RED, "比计划慢35.20个百分点。"), Axis.REPORT: (Signal.RED, "连续2周没有报送")}
    duties = answered("开发区管委会", "高峰")
    assert said(lit("A", axes | {Axis.FUNDS: (Signal.AMBER, "-")}, duties=duties)) == [
        "红灯1个，没有黄灯。",
        "A厂红灯。进度：比计划慢35.20个百分点，11月6日起；报送：连续2周没有报送，11月6日起。"
        "责任单位开发区管委会，责任人高峰。",
    ]


def test_who_has_to_act_is_not_invented():
    axes = {Axis.REPORT: (Signal.RED, "连续2周没有报送")}
    assert said(lit("A", axes))[1].endswith("。责任单位和责任人均待填报。")
    assert said(lit("A", axes, duties=answered("发改局")))[1].endswith("。责任单位发改局，责任人待填报。")
    gone = answered("发改局", "高峰", until=date(2026, 11, 1))
    assert said(lit("A", axes, duties=gone))[1].endswith("。责任单位和责任人均待填报。")


def test_amber_is_told_by_its_reason_and_who_has_two_stands_in_both():
    late = {Axis.REPORT: (Signal.AMBER, "第47周没有报送")}
    assert said(lit("A", SLOW, duties=answered("发改局")), lit("B", SLOW | late, duties=answered(owner="高峰"))) == [
        "没有红灯，黄灯2个。黄灯按原因分列，有几项原因的各项都列。",
        "进度黄灯2个。A厂：比计划慢13.86个百分点，11月13日起，发改局；B厂：比计划慢13.86个百分点，11月13日起，高峰。",
        "报送黄灯1个。B厂：第47周没有报送，11月13日起，高峰。",
    ]


def test_many_ambers_of_one_reason_are_named_by_whom_they_wait_on():
    of_reform = [lit(f"P{n:02}", SLOW, duties=answered("发改局")) for n in range(10)]
    told = said(*of_reform, lit("Z", SLOW))
    assert told[0] == "没有红灯，黄灯11个。"
    assert told[1].startswith("进度黄灯11个。P00厂、P01厂、")
    assert told[1].endswith("、P09厂（发改局）；Z厂（责任单位待填报）。")


def test_reds_beyond_forty_are_named_together_the_longest_red_first():
    reds = [lit(f"P{n:02}", {Axis.REPORT: (Signal.RED, "连续2周没有报送")}) for n in range(43)]
    told = said(*reds)
    assert len(told) == 42
    assert told[-1] == "其余红灯3个。P40厂、P41厂、P42厂。"
    assert len(follow(snapshot(*reds), "light.red.rest").rows) == 3


def test_of_a_light_that_a_person_changed_both_colours_are_told():
    red = {Axis.PROGRESS: (Signal.RED, "比计划慢35.20个百分点")}
    told = said(lit("A", red, Signal.AMBER), lit("B", red, Signal.GREEN), lit("C", {}, Signal.RED))
    assert told[0] == "红灯1个，黄灯1个，绿灯1个。"
    assert told[1] == (
        "C厂红灯（人工改灯）。按规则未评。改灯理由：厂家已到场安装，到12月31日为止。责任单位和责任人均待填报。"
    )
    rule = "按规则红灯，进度：比计划慢35.20个百分点，11月6日起。改灯理由：厂家已到场安装，到12月31日为止。"
    assert told[2] == f"A厂黄灯（人工改灯）。{rule}责任单位和责任人均待填报。"
    assert told[3] == f"B厂绿灯（人工改灯）。{rule}责任单位和责任人均待填报。"


def test_who_stands_still_is_told_apart_with_cause_and_expectation():
    def still(code, **given):
        stop = {"cause": Cause.FUNDS, "since": date(2026, 3, 1), "expected_until": None, "note": None}
        part = SuspensionPart(**stop | given, resumed_on=None)
        duties = answered("发改局")
        return document(
            code, condition=Condition.SUSPENDED, suspension=part, signal=Signal.RED, duties=duties, lights=[]
        )

    told = said(still("A"), still("B", expected_until=date(2026, 12, 1)), still("C", expected_until=date(2026, 11, 19)))
    assert told == [
        "没有要评灯的项目；停工3个。",
        "停工3个。A厂因资金原因自3月1日停工，复工时间待填报（发改局）；"
        "B厂因资金原因自3月1日停工，预计12月1日复工（发改局）；C厂因资金原因自3月1日停工，原定11月19日复工，已过期（发改局）。",
    ]


def test_each_count_is_followed_to_as_many_projects():
    late = {Axis.REPORT: (Signal.AMBER, "第47周没有报送")}
    red = {Axis.PROGRESS: (Signal.RED, "比计划慢35.20个百分点")}
    many = snapshot(lit("A", red), lit("B", SLOW | late), lit("C", SLOW, Signal.AMBER), lit("D", {}), terminated("E"))
    counted = {"light.red": 1, "light.amber": 2, "light.amber.progress": 1, "light.amber.report": 1}
    counted |= {"light.unrated": 1, "light.green": 0}
    assert {key: len(follow(many, key).rows) for key in counted} == counted
    for nonsense in ("light", "light.blue", "light.red.progress", "light.green.rest", "light.amber.nonsense"):
        assert follow(many, nonsense) is None


def test_it_is_a_section_after_the_blocks_that_can_be_moved_and_left_out():
    data = brief(started("A"), blocks="A")
    assert lay_out(data, "").sections == ["changes", "blocks", "lights", "problems", "due"]
    moved = lay_out(data, "", Edits(order=["lights"], hidden=["due"]))
    assert moved.sections == ["lights", "changes", "blocks", "problems"]
    assert (moved.due, moved.lights) == ([], ["1个项目未评灯。"])


def test_a_brief_of_before_there_was_such_a_section_has_none():
    old = brief(started("A")).model_copy(update={"lights": None, "due": None})
    sheet = lay_out(old, "")
    assert sheet.sections == ["changes", "problems"]
    assert (sheet.lights, sheet.lit, sheet.due) == ([], [], [])
