"""What a hurried hand gets wrong: a sentence beside the field, what was typed still there, and nothing stored."""

import pytest
from sqlmodel import func, select

from backend.projects.models import AnnualPlan
from backend.updates.models import Update
from tests.pages.reading import words

LONG = "很长的名字" * 100  # 500 characters


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("620万元", "只填数字，不要带单位"),
        ("1,200", "数字里不要加逗号，例如写12000.50"),
        ("-5", "金额不能是负数"),
        ("6.205", "最多两位小数，单位万元"),
        ("6200000000", "数字太大：单位是万元，请检查是否按元填写"),
        ("很多", "只填数字，不要带单位"),
    ],
)
async def test_an_amount_that_is_no_amount_is_explained(office, session, project, typed, sentence):
    answer = await office.post("/projects/ZD-901/annual-plans/new", data={"year": "2026", "amount_wan": typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{typed}"' in answer.text
    assert (await session.exec(select(func.count()).select_from(AnnualPlan))).one() == 0


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("stages", {"stage": "begun"}, "请从这些里选一个"),
        ("stages", {"stage": "signed", "occurred_on": "2026-11-26"}, "日期不能在今天以后：没有发生的事不登记"),
        ("stages", {"stage": "signed", "occurred_on": "26/11/2026"}, "日期要写成2026-11-24这样"),
        ("stages", {"stage": "started", "occurred_on": "2026-11-01"}, "还没有登记签约。如果不经过签约，请写明原因"),
        ("suspensions", {"cause": "land", "since": "2026-11-26"}, "日期不能在今天以后"),
        ("terminations", {"ended_on": "2026-11-26", "reason": "不建了"}, "日期不能在今天以后"),
        ("aliases", {"value": LONG}, "最多写200个字，请精简"),
        ("developers", {"name": "同德公司", "credit_code": "12345"}, "统一社会信用代码不对"),
        ("annual-lists", {"year": "2026", "list_code": "nothing"}, "没有这张清单"),
        ("duties", {"kind": "responsible", "unit": "", "account": ""}, "责任单位要填单位编号"),
    ],
)
async def test_a_form_says_what_it_wants_instead(office, project, path, fields, sentence):
    answer = await office.post(f"/projects/ZD-901/{path}/new", data=fields)
    assert answer.status_code == 422
    assert sentence in words(answer)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"invested_wan": "620万元"}, "只填数字，不要带单位"),
        ({"invested_wan": ""}, "请填本周完成投资或一句话进展"),
        ({"invested_wan": "", "site_progress": "钢结构封顶"}, "本周没有投资就填0"),
        ({"invested_wan": "620", "week": "2026-W54"}, "没有这一周：2026年只有第1周到第53周"),
        ({"invested_wan": "620", "week": "下周"}, "周要写成2026-W48这样"),
        ({"invested_wan": "620", "week": "2026-W49"}, "第49周还没有开始"),
        ({"invested_wan": "620", "site_progress": LONG * 3}, "最多写1000个字"),
        ({"invested_wan": "620", "unchanged": "true"}, "勾了“本周无变化”就不用再填"),
    ],
)
async def test_an_update_that_cannot_be_is_explained_and_not_stored(steward, session, fields, sentence):
    answer = await steward.post("/projects/ZD-901/update", data=fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert (await session.exec(select(func.count()).select_from(Update))).one() == 0


@pytest.mark.parametrize("week", ["2026-W54", "2026-W49", "last"])
async def test_a_week_in_the_address_that_cannot_be_reported_is_explained(steward, week):
    answer = await steward.get("/projects/ZD-901/update", params={"week": week})
    assert answer.status_code == 422
    assert "周" in words(answer)


async def test_an_unknown_filter_of_the_list_is_explained(office, project):
    answer = await office.get("/projects", params={"stage": "begun"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "坏 编号"}, "编号用字母或数字开头"),
        ({"code": "New"}, "编号不能叫new，请换一个"),
        ({"name": "新"}, "至少写2个字"),
        ({"kind": "castle"}, "项目类型里没有castle，请从这些里选：public_works（市政民生）"),
        ({"region_code": "1409"}, "行政区划代码是6位数字，例如140981"),
        ({"longitude": "112.7"}, "经度和纬度要一起填"),
        ({"expected_jobs": "很多"}, "这里要填整数"),
        ({"standard_land": "也许"}, "这里要填是或否"),
    ],
)
async def test_a_new_project_that_cannot_be_is_explained_without_patterns_of_programs(office, cast, fields, sentence):
    good = {"code": "ZD-902", "name": "第二项目", "short_name": "二厂", "kind": "public_works"}
    answer = await office.post("/projects/new", data=good | fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "[A-Z" not in words(answer)
    assert (await office.get("/projects/ZD-902")).status_code == 404


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/projects?stage=finished", "stage：请从这些里选一个："),
        ("/projects/ZD-901/update?week=2026-W54", "没有这一周"),
    ],
)
async def test_an_address_that_was_typed_wrongly_says_which_part_is_wrong(office, project, address, sentence):
    answer = await office.get(address)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "网址里有写错的地方" in answer.text
    assert "这次什么都没有存" not in answer.text
