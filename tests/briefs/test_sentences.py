"""The sentences of a brief at nothing, one and many; and none of them says a number that the data does not hold."""

import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import pytest

from backend.briefs.data import Edits, Scope
from backend.briefs.data.scope import ScopeKind
from backend.briefs.figures.composing import compose
from backend.briefs.models import BriefKind
from backend.briefs.rendering import LAID
from backend.briefs.sentences.marks import plain
from backend.briefs.sheet import lay_out
from backend.clock import BEIJING
from backend.config import Settings
from backend.lifecycle.parts import SuspensionPart
from backend.milestones.parts import BaselinePlanPart
from backend.money.parts import InvestmentChangePart
from backend.projects.vocabulary import Cause, Stage
from backend.units import rounded
from tests.briefs.builders import (
    CUT_OFF,
    brief,
    document,
    entry,
    milestone,
    money,
    producing,
    report,
    signed,
    snapshot,
    started,
    suspended,
    terminated,
)

BEFORE = datetime(2026, 11, 13, 18, tzinfo=BEIJING)
SPURS = {"programme": "four_spurs", "programme_name": "四大铁路专用线"}


def said(data) -> str:
    sheet = lay_out(data, "")
    items = [*sheet.changes, *(item for part in sheet.parts for item in part.items)]
    items += sheet.overdue
    return "".join([*sheet.overall, *(i.lead + i.rest for i in items), sheet.nothing, *sheet.problems, *sheet.notes])


def test_before_the_first_record_it_says_that_nothing_was_recorded():
    sheet = lay_out(brief(then=()), "")
    assert sheet.overall == ["截至11月20日18时，系统内尚无任何登记，本周没有可以反映的情况。"]
    assert (sheet.stages, sheet.parts, sheet.listed, sheet.changes, sheet.nothing) == ([], [], [], [], "")


def test_when_everything_is_unknown_it_says_so_once():
    text = said(brief(started("A"), signed("B"), document("C")))
    assert "重大项目3个，总投资、年度计划和今年完成投资均待填报。" in text
    assert "“三个一批”项目2个：签约1个；开工1个；暂无投产项目。另有储备1个。" in text
    assert "开工率、投产率和达效率暂不计算（签约1个、开工1个期次待填报）。" in text
    assert "0.00" not in text


def test_a_sum_of_some_says_of_how_many():
    three = (started("A", total_investment_wan=Decimal(123000)), started("B", years=money(plan=800)), started("C"))
    text = said(brief(*three))
    assert "总投资合计12.30亿元（3个项目中1个已填报），年度计划合计800万元（3个项目中1个已填报）。" in text
    assert "今年完成投资均待填报。" in text


def test_completion_of_some_is_said_of_them_only():
    text = said(brief(started("A", years=money(1000, 500)), started("B", years=money(plan=9000))))
    assert "计划和完成都已填报的1个项目，计划1000万元，完成500万元，占50.00%。" in text
    assert "完成率比序时进度慢33.33个百分点" in text


def test_the_pace_is_said_against_the_plans_of_months():
    monthly = [Decimal(amount * 10) for amount in (3, 3, 7, 5, 6, 8, 10, 11, 12, 13, 12, 10)]
    planned, bare = started("A", years=money(1000, 860, monthly_plan_wan=monthly)), started("B", years=money(1200, 900))
    alone, both = said(brief(planned)), said(brief(planned, bare))
    assert "按分月计划应完成860万元，占86.00%，完成率与计划持平。" in alone
    assert "占87.59%（1个项目没有分月计划，按月均分），完成率比计划慢" in both


def test_a_large_change_of_the_total_says_why_and_by_which_document():
    why = {"reason": "增加二期", "document": "发改〔2026〕9号"}
    change = InvestmentChangePart.model_validate({"old": 1000, "new": 1300, "changed_at": BEFORE} | why)
    was, now = (document("A", total_investment_wan=Decimal(wan)) for wan in (1000, 1300))
    known = now.model_copy(update={"investment_changes": [change]})
    start = "A污水处理厂项目由1000万元调整为1300万元，增加30.00%"
    assert f"{start}（原因：增加二期，依据：发改〔2026〕9号）" in said(brief(known, then=(was,)))
    assert f"{start}（依据待填报）" in said(brief(now, then=(was,)))


def test_completion_of_all_is_said_plainly():
    text = said(brief(started("A", years=money(1000, 900), total_investment_wan=Decimal("620.5"))))
    assert "总投资620.50万元，年度计划1000万元。今年完成投资900万元，占年度计划的90.00%。" in text


def test_a_week_in_which_nobody_reported_says_so():
    text = said(brief(started("A"), signed("B")))
    assert "两次截止之间没有登记项目的变化，也没有收到报送。" in text
    assert "应报2个（签约、开工项目），都没有报送：A厂、B厂。" in text


def test_of_one_that_owes_and_of_one_without_a_light_it_is_said_in_the_singular():
    text = said(brief(started("A"), blocks="A"))
    assert "应报1个（签约、开工项目），没有报送：A厂。" in text
    assert lay_out(brief(started("A")), "").lights == ["1个项目未评灯。"]


def test_of_projects_that_stopped_it_is_not_said_that_they_never_began():
    assert "没有正常推进的签约、开工、投产项目。另有停工1个。" in said(brief(suspended("A")))
    assert "尚无签约、开工、投产的项目。另有储备1个。" in said(brief(document("A")))


def test_of_many_arrivals_it_is_told_where_they_stand():
    text = said(brief(*(started(f"P{n}") for n in range(5)), signed("S"), then=()))
    assert "新纳入调度6个。签约1个、开工5个。" in text


def test_when_all_reported_nobody_is_missing():
    text = said(brief(started("A"), reports=[report("A", 30)]))
    assert "完成投资30万元。" in text
    assert "按时1个，没有未报。" in text
    assert "其他情况。本周没有进入新阶段、到达节点和总投资变动的登记。" in text


def test_who_did_not_report_is_named_and_beyond_forty_the_first_are():
    text = said(brief(*(started(f"P{n}") for n in range(50)), reports=[report("P0", 1)]))
    assert "未报49个：P1厂、" in text
    assert "P40厂等。" in text
    assert "P41厂" not in text


def test_what_happened_earlier_is_marked():
    then = (signed("A"),)
    now = document("A", stages=[entry(Stage.SIGNED), entry(Stage.STARTED, "2025-12-30", evidence="施工许可证")])
    assert "进入新阶段1个。A污水处理厂项目2025年12月30日开工（施工许可证，补报）。" in said(brief(now, then=then))


def test_a_running_week_is_called_a_draft():
    assert "本周尚未截止，这是11月18日9时5分的草稿" in said(
        brief(started("A"), as_of=datetime(2026, 11, 18, 9, 5, tzinfo=BEIJING))
    )


def test_the_reconciliation_adds_up_to_the_last_cent():
    rows = (
        started("A", total_investment_wan=Decimal("10000.45")),
        signed("B", total_investment_wan=Decimal("20000.55")),
    )
    text = said(brief(*rows, suspended("C"), terminated("D", total_investment_wan=Decimal("0.01"))))
    assert "项目数4＝签约1＋开工1＋停工1＋终止1" in text
    assert "总投资30001.01＝20000.55＋10000.45＋0.01（万元）。" in text


def test_rows_that_do_not_add_up_after_rounding_are_explained():
    rows = [started("A", total_investment_wan=Decimal(10050)), signed("B", total_investment_wan=Decimal(10050))]
    assert "可能相差0.01" in said(brief(*rows))
    assert "可能相差0.01" not in said(brief(rows[0]))


def test_milestones_are_told_with_their_day_and_their_slip():
    then = started("A", milestones=[milestone("基础完成"), milestone("主体完成"), milestone("设备安装")])
    reached = [
        milestone("基础完成", "2026-11-19", planned="2026-11-09"),
        milestone("主体完成", "2026-11-01", planned="2026-11-08"),
        milestone("设备安装", "2026-11-18", planned="2026-11-18"),
    ]
    assert (
        "到达节点3个。A厂基础完成（11月19日，晚10天）；A厂主体完成（11月1日，早7天，补报）；A厂设备安装（11月18日，按期）。"
    ) in said(brief(started("A", milestones=reached), then=(then,)))


def test_a_project_that_need_not_report_is_not_asked_what_comes_next():
    assert said(brief(producing("A"), blocks="A")).count("本周无须报送。形象进度待填报。") == 1
    assert "下周" not in said(brief(producing("A"), blocks="A"))


def test_typed_sentences_end_with_one_full_stop():
    data = brief(started("A"), blocks="A", reports=[report("A", 5, site_progress="主体\n封顶；", next_step="装设备。")])
    assert "形象进度。主体 封顶。本周。完成投资5万元。下周。装设备。" in said(data)


def test_a_milestone_says_how_long_its_project_stood_still_and_its_slip_against_a_changed_plan():
    stop = SuspensionPart(
        cause=Cause.FUNDS, since=date(2026, 10, 1), expected_until=None, note=None, resumed_on=date(2026, 10, 13)
    )
    changed = {"first_baseline_on": date(2026, 9, 20), "slip_days": 59, "slip_current_days": 10}
    node = milestone("基础完成", "2026-11-18", "2026-11-08").model_copy(update=changed)
    agreed = {"approval": None, "reason": None, "agreed_by": None, "recorded_at": CUT_OFF}
    plans = [BaselinePlanPart(version=1, agreed_on=date(2026, 1, 5), **agreed)]
    plans += [BaselinePlanPart(version=2, agreed_on=date(2026, 10, 30), **agreed)]
    now = started("A", milestones=[node], suspensions=[stop], baseline_plans=plans)
    told = said(brief(now, then=(started("A", milestones=[milestone("基础完成")]),), blocks="A"))
    assert "A厂基础完成（11月18日，比首版晚59天，其中停工12天，比现版晚10天）" in told
    assert "节点偏差。基础完成比首版晚59天，其中停工12天，比现版晚10天。" in told


def nodes(reached: str | None):
    return [milestone("路基、桥涵", reached, planned="2026-11-08"), milestone("开通", planned="2027-05-01")]


def rich_snapshot():
    b_signed = entry(Stage.SIGNED, "2025-01-01", "2026-1")
    f_stages = [b_signed, entry(Stage.STARTED, "2025-05-02", "2026-2"), entry(Stage.PRODUCING, "2026-05-02", "2026-2")]
    months = [Decimal("300.25")] * 10 + [Decimal(97), Decimal(0)]
    outputs = {"expected_output_wan": Decimal(45678), "actual_output_wan": Decimal("38123.45")}
    now = (
        *(document(f"P{n}") for n in range(7)),
        document(
            "B", stages=[b_signed, entry(Stage.STARTED, "2026-11-17", "2026-4")], total_investment_wan=Decimal(51234)
        ),
        document("D", stages=[entry(Stage.STARTED)], milestones=nodes("2026-11-18"), **SPURS),
        started("E", milestones=nodes(None), **SPURS),
        document("F", stages=f_stages, years=money(4321, 3099, months_wan=months), **outputs),
        suspended("G"),
        terminated("H", stages=[b_signed]),
        producing("I", total_investment_wan=Decimal("1234.56")),
    )
    then = (
        document("B", stages=[b_signed], total_investment_wan=Decimal(40000)),
        started("D", milestones=nodes(None), **SPURS),
        started("G"),
        document("H", stages=[b_signed]),
        producing("I", total_investment_wan=Decimal(1200)),
    )
    reports = [
        report("B", 217),
        report("D", unchanged=True),
        report("B", 333, "2026-W46", sent=BEFORE),
        report("E", 71, "2026-W45"),
    ]
    return snapshot(*now, then=then, reports=reports)


def rich():
    return compose(rich_snapshot(), Settings(brief_blocks="four_spurs,F,G,B"))


def held(value: Any) -> set[str]:
    """Every number that the data holds, in the forms in which a sentence may say it."""
    if isinstance(value, dict):
        return set(chain.from_iterable(map(held, value.values())))
    if isinstance(value, list):
        kinds = Counter(str(v) for each in value if isinstance(each, dict) for v in each.values())
        counts = {str(count) for count in kinds.values()}
        return {str(len(value)), *counts, *chain.from_iterable(map(held, value))}
    if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value):
        amount = abs(Decimal(value))
        return {str(amount), str(rounded(amount / 10_000)), str(int(amount))}
    return set(re.findall(r"\d+", str(value).replace("T", " "))) | {str(int(d)) for d in re.findall(r"\d+", str(value))}


@pytest.mark.parametrize("data", [brief(then=()), brief(started("A"), blocks="A"), rich()], ids=["none", "one", "many"])
def test_no_sentence_says_a_number_that_the_data_does_not_hold(data):
    assert invented(said(data), data) == set()


def invented(text: str, data) -> set[str]:
    of_the_rules = {"20", "1", "01", "0.01"}  # 20 %, 表1, the places of a rounded 亿元; and numbers of the notes
    of_the_rules |= {str(number) for number in range(1, max(len(data.listed), 5) + 1)}  # and of the rows of a list
    spoken = set(re.findall(r"\d+(?:\.\d+)?", text))
    return spoken - held(data.model_dump(mode="json")) - of_the_rules


def scope(kind: ScopeKind, code: str) -> Scope:
    return Scope(kind=kind, code=code, name="交通局")


OF_SOME = frozenset({"B", "D", "E", "F", "G", "P1"})
KINDS = [
    (BriefKind.WEEKLY, scope(ScopeKind.UNIT, "traffic"), OF_SOME),
    (BriefKind.WEEKLY, scope(ScopeKind.AREA, "north"), frozenset({"F", "I"})),
    (BriefKind.WEEKLY, scope(ScopeKind.PROGRAMME, "four_spurs"), frozenset({"D", "E"})),
    (BriefKind.WEEKLY, scope(ScopeKind.UNIT, "nobody"), frozenset[str]()),
    (BriefKind.SPONSOR, scope(ScopeKind.SPONSOR, "boss"), OF_SOME),
    (BriefKind.SPONSOR, scope(ScopeKind.SPONSOR, "boss"), frozenset[str]()),
    (BriefKind.SPECIAL, scope(ScopeKind.PROJECT, "F"), frozenset({"F"})),
    (BriefKind.SPECIAL, scope(ScopeKind.PROGRAMME, "four_spurs"), frozenset({"D", "E"})),
    (BriefKind.APPENDIX, None, OF_SOME),
]


@pytest.mark.parametrize(("kind", "of", "codes"), KINDS)
def test_no_other_document_says_a_number_that_its_data_does_not_hold(kind, of, codes):
    whole = rich_snapshot()
    data = compose(whole.within(of, codes, codes) if of else whole, Settings(brief_blocks="four_spurs,F,G,B"), kind)
    text = "\n".join(LAID[kind.value](data, "", Edits()).inked(plain).texts())
    assert text
    assert invented(text, data) == set()


def test_the_search_for_invented_numbers_finds_one():
    assert "7654.32" not in held(rich().model_dump(mode="json"))
    assert {"333", "217", "5.12", "28.09"} <= held(rich().model_dump(mode="json"))
