"""The record of changes as people read it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from backend.feed.models import Change
from backend.projects.vocabulary import Scheme
from backend.timeline.names import Names
from backend.timeline.sentences import events, moments

ACTOR, KEY, UNIT, BATCH, MILESTONE, WEEK, FILE = (UUID(int=number) for number in (1, 2, 3, 4, 5, 6, 7))
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
NAMES = Names(
    actors={ACTOR: "王磊", KEY: "密钥“开发区平台”"},
    rows={
        str(WEEK): "2026年第45周",
        str(UNIT): "开发区管委会",
        str(BATCH): "2026年第3期",
        str(ACTOR): "王磊",
        str(MILESTONE): "设备安装",
        str(FILE): "首桩.jpg",
    },
    lists={Scheme.AREA: {"core": "一核"}, Scheme.ANNUAL_LIST: {"construction": "建设项目清单"}},
)


def change(subject, operation="insert", *, before=None, after=None, actor=ACTOR, via="page", at=NOON):
    return Change(
        seq=1,
        at=at,
        subject=subject,
        subject_id=UUID(int=9),
        operation=operation,
        before=before,
        after=after,
        actor_id=actor,
        via=via,
    )


def told(*changes):
    return [event.who + event.what for event in events(changes, NAMES, 2026)]


PROJECT = {"total_investment": None, "site": None, "area": None, "standard_land": None, "land_mu": None, "version": 1}
PROJECT |= {"two_high": None, "expected_energy_tce": None}


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("total_investment", 12000.5, "王磊把“总投资”从待填报改为1.20亿元"),
        ("site", "云中路8号", "王磊把“建设地点”从待填报改为“云中路8号”"),
        ("area", "core", "王磊把“片区园带”从待填报改为一核"),
        ("standard_land", False, "王磊把“标准地”从待填报改为否"),
        ("land_mu", 12.5, "王磊把“用地”从待填报改为12.50亩"),
        ("two_high", True, "王磊把“两高项目”从待填报改为是"),
        ("expected_energy_tce", 1250, "王磊把“预计年能耗”从待填报改为1,250.00吨标煤"),
    ],
)
def test_a_column_of_the_ledger_is_told_with_old_and_new(column, value, sentence):
    assert told(change("projects", "update", before=PROJECT, after=PROJECT | {column: value})) == [sentence]


def test_a_change_of_nothing_but_the_version_is_not_told():
    assert told(change("projects", "update", before=PROJECT, after=PROJECT | {"version": 2})) == []


def test_a_long_text_is_cut():
    (sentence,) = told(change("projects", "update", before=PROJECT, after=PROJECT | {"site": "路" * 100}))
    assert sentence.endswith("路…”")
    assert len(sentence) < 90


@pytest.mark.parametrize(
    ("actor", "via", "who"),
    [
        (ACTOR, "page", "王磊"),
        (KEY, "api", "密钥“开发区平台”"),
        (None, "worker", "系统"),
        (None, "sql", "有人直接在数据库里"),
        (UUID(int=77), "page", "已不在名册的账号"),
    ],
)
def test_everybody_who_can_change_something_has_a_name(actor, via, who):
    row = {"kind": "alias", "value": "小同德"}
    assert told(change("aliases", after=row, actor=actor, via=via)) == [f"{who}加别名“小同德”"]


UPDATE = {"week_start": "2026-11-23", "unchanged": False, "invested": 620, "site_progress": "吊装完成。", "late": False}


@pytest.mark.parametrize(
    ("before", "changes", "sentence"),
    [
        (None, {}, "王磊报送第48周：完成620万元。吊装完成。"),
        (None, {"late": True}, "王磊补报第48周：完成620万元。吊装完成。"),
        (None, {"unchanged": True}, "王磊报送第48周：本周无变化"),
        (UPDATE, {"invested": 630}, "王磊改报第48周：完成630万元（原报620万元）。吊装完成。"),
    ],
)
def test_a_weekly_update_is_told_with_its_number(before, changes, sentence):
    operation = "update" if before else "insert"
    assert told(change("updates", operation, before=before, after=UPDATE | changes)) == [sentence]


ENTRY = {
    "stage": "started",
    "occurred_on": "2026-09-26",
    "batch_id": str(BATCH),
    "evidence": "首桩记录",
    "skip_reason": None,
    "withdrawal_id": None,
}


def test_an_entry_into_a_stage_is_told_with_day_batch_and_evidence():
    (event,) = events([change("stage_entries", after=ENTRY)], NAMES, 2026)
    assert event.what == "登记开工（2026年9月26日，2026年第3期）"
    assert event.why == "依据：首桩记录"


def test_taking_an_entry_back_is_one_sentence_with_its_reason():
    withdrawal = {"id": str(UUID(int=8)), "reason": "登错了"}
    taken_back = ENTRY | {"withdrawal_id": withdrawal["id"]}
    changes = [
        change("stage_entries", "update", before=ENTRY, after=taken_back),
        change("stage_withdrawals", after=withdrawal),
    ]
    (event,) = events(changes, NAMES, 2026)
    assert (event.what, event.why) == ("撤回开工", "原因：登错了")


def test_going_on_again_is_one_sentence():
    changes = [
        change("suspensions", "update", before={"resumption_id": None}, after={"resumption_id": "x"}),
        change("resumptions", after={"resumed_on": "2026-11-01", "note": None}),
    ]
    assert told(*changes) == ["王磊登记复工，自2026年11月1日"]


def test_many_milestones_planned_in_one_go_are_one_sentence():
    assert told(*[change("milestones", after={"label": f"第{n}个"}) for n in range(33)]) == ["王磊安排33个节点"]


def forecast(day="2026-12-10", **given):
    row = {"milestone_id": str(MILESTONE), "forecast_on": day, "reason": None, "sentence": None, "follows_id": None}
    return change("forecasts", after=row | given)


def test_a_forecast_says_its_day_and_why():
    (event,) = events([forecast(reason="contractor", sentence="设备到货晚")], NAMES, 2026)
    assert (event.what, event.why) == ("把“设备安装”的预计日期定为2026年12月10日", "原因：施工单位，设备到货晚")


def test_what_follows_is_told_with_the_one_that_moved_and_can_be_read_one_by_one():
    followers = [forecast("2027-01-05", follows_id="x", reason="contractor") for _ in range(6)]
    (event,) = events([*followers, forecast(reason="contractor", sentence="设备到货晚")], NAMES, 2026)
    assert event.what == "把“设备安装”的预计日期定为2026年12月10日，后面6个节点跟着推迟"
    assert event.why == "原因：施工单位，设备到货晚"
    assert len(event.parts) == 7


def test_an_agreed_plan_is_one_sentence_however_many_days_it_holds():
    plan = change("baseline_plans", after={"version": 1, "approval": None, "reason": None})
    days = [change("baselines", after={"planned_on": "2026-11-01"}) for _ in range(33)]
    again = change("baseline_plans", after={"version": 2, "approval": "会议纪要3号", "reason": "设计变更"})
    assert told(plan, *days) == ["王磊商定计划，定为基线"]
    (event,) = events([again], NAMES, 2026)
    assert (event.what, event.why) == ("调整基线，为第2版，原来的各版不变", "批准：会议纪要3号；原因：设计变更")


def test_an_arrival_and_its_withdrawal_are_told():
    row = {"milestone_id": str(MILESTONE), "reached_on": "2026-12-01", "evidence": "验收单", "withdrawal_id": None}
    withdrawn = change("arrivals", "update", before=row, after=row | {"withdrawal_id": "w"})
    (event,) = events([withdrawn, change("arrival_withdrawals", after={"id": "w", "reason": "登错了"})], NAMES, 2026)
    assert told(change("arrivals", after=row)) == ["王磊登记“设备安装”到达（2026年12月1日）"]
    assert (event.what, event.why) == ("撤回“设备安装”的到达", "原因：登错了")


@pytest.mark.parametrize(
    ("subject", "row", "sentence"),
    [
        ("duties", {"kind": "responsible", "unit_id": str(UNIT), "since": "2026-01-04"}, "请开发区管委会担任责任单位"),
        ("annual_entries", {"year": 2026, "list_code": "construction"}, "列入2026年建设项目清单"),
        ("annual_plans", {"year": 2026, "amount": 42000}, "定2026年计划投资4.20亿元"),
        ("terminations", {"ended_on": "2026-11-01", "reason": "破产"}, "登记终止，2026年11月1日"),
        ("suspensions", {"cause": "land", "since": "2026-09-10"}, "登记停工缓建：用地，自2026年9月10日"),
        ("photographs", {}, "加了一条记录（photographs）"),
    ],
)
def test_whatever_belongs_to_a_project_is_told(subject, row, sentence):
    (line,) = told(change(subject, after=row))
    assert line.startswith(f"王磊{sentence}")


MONTH = {"year": 2026, "month": 3, "amount": 310}
COUNT = {"year": 2026, "month": 9, "invested": 5200}
RESULT = {"year": 2026, "month": 10, "output": 800, "tax": 21.5, "jobs": 120, "energy": None}


@pytest.mark.parametrize(
    ("subject", "before", "after", "sentence"),
    [
        ("monthly_plans", None, MONTH, "定2026年3月计划310万元"),
        ("monthly_plans", MONTH, MONTH | {"amount": 400}, "把2026年3月计划从310万元改为400万元"),
        ("monthly_plans", MONTH, None, "去掉2026年3月计划310万元"),
        ("statistics_figures", None, COUNT, "定统计数2026年1至9月5200万元"),
        ("corrections", None, {"update_id": str(WEEK), "invested": 62, "reason": "多写一个零"},
         "更正2026年第45周的完成投资为62万元"),
        ("funding_sources", None, {"kind": "loan", "amount": 9000}, "定资金来源银行贷款9000万元"),
        ("fund_plans", None, {"due_on": "2026-12-31", "amount": 900}, "定到2026年12月31日累计应到位资金900万元"),
        ("fund_arrivals", None, {"kind": "own", "amount": 80, "arrived_on": "2026-11-02"},
         "登记企业自筹到位80万元（2026年11月2日）"),
        ("fund_arrivals", None, {"amount": 80}, "登记资金到位80万元"),
        ("results", None, RESULT, "报2026年10月实绩：产值800万元，税收21.50万元，就业120人"),
        ("results", RESULT, RESULT | {"month": None}, "改2026年全年实绩：产值800万元，税收21.50万元，就业120人"),
    ],
)  # fmt: skip
def test_money_is_told_with_its_amounts(subject, before, after, sentence):
    operation = "update" if before and after else "insert" if after else "delete"
    assert told(change(subject, operation, before=before, after=after)) == [f"王磊{sentence}"]


def test_a_plan_of_twelve_months_is_one_sentence():
    months = [change("monthly_plans", after={"year": 2026, "month": month, "amount": 1}) for month in range(1, 13)]
    assert told(*months) == ["王磊定2026年12个月的计划"]


def test_two_people_or_two_hours_are_two_moments():
    first = change("aliases")
    assert len(moments([first, change("aliases", actor=KEY)])) == 2
    assert len(moments([first, change("aliases", at=NOON - timedelta(hours=2))])) == 2
    assert len(moments([first, change("aliases", at=NOON - timedelta(seconds=1))])) == 1


def test_another_year_is_said_with_its_year():
    (event,) = events(
        [change("aliases", after={"kind": "alias", "value": "甲"}, at=NOON.replace(year=2025))], NAMES, 2026
    )
    assert event.day == "2025年11月24日 12:00"


LIGHT = {"axis": "progress", "signal": "red", "was": "amber", "reason": "慢31.00个百分点"}


@pytest.mark.parametrize(
    ("light", "sentence"),
    [
        ({}, "灯号从黄灯转为红灯（进度）"),
        ({"was": "unrated"}, "灯号评为红灯（进度）"),
        ({"was": None}, "灯号评为红灯（进度）"),
        ({"signal": "unrated"}, "灯号不再评灯（进度，原是黄灯）"),
    ],
)
def test_a_light_of_another_colour_is_told_with_its_reason_as_nobodys_deed(light, sentence):
    (event,) = events([change("lights", after=LIGHT | light)], NAMES, 2026)
    assert (event.who + event.what, event.why) == (sentence, "慢31.00个百分点")


@pytest.mark.parametrize("light", [{"signal": "amber"}, {"signal": "unrated", "was": None}])
def test_a_light_of_the_same_colour_is_not_worth_a_line(light):
    assert told(change("lights", after=LIGHT | light)) == []


def test_an_override_and_its_end_are_told_once_each():
    made = {"id": "7", "signal": "green", "until": "2026-12-31", "reason": "资金已到账"}
    ended = change("override_ends", after={"reason": "到期"}, actor=None, via="worker")
    assert told(
        change("overrides", after=made), ended, change("overrides", "update", before=made, after=made | {"end_id": "8"})
    ) == ["王磊人工改为绿灯，到2026年12月31日为止", "系统结束人工改灯"]


def test_a_file_is_named_when_it_is_given_and_when_it_proves_an_arrival():
    given = change("stored_files", after={"name": "首桩.jpg"})
    proved = {"milestone_id": str(MILESTONE), "reached_on": "2026-05-03", "evidence": "桩基记录", "file_id": str(FILE)}
    (arrival,) = events([change("arrivals", after=proved)], NAMES, 2026)
    assert told(given) == ["王磊上传文件“首桩.jpg”"]
    assert "依据：桩基记录、文件“首桩.jpg”" in (arrival.why, arrival.what + arrival.why)
