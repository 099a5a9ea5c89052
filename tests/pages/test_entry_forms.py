"""Every small form of a project: it works, the wrong role may not, a stranger finds nothing, twice is said."""

import pytest

from tests.pages.reading import notice, words

FORMS = {
    "aliases": ({"value": "小同德"}, "别名已加上", 303),
    "developers": ({"name": "同德科创有限公司", "credit_code": ""}, "项目单位已加上", 303),
    "annual-lists": ({"year": "2026", "list_code": "construction"}, "已列入年度清单", 303),
    "annual-plans": ({"year": "2026", "amount_wan": "42000"}, "年度计划已定", 303),
    "opening-balances": (
        {"year": "2026", "invested_in_year_wan": "25000", "invested_before_year_wan": "0"},
        "期初余额已登记",
        303,
    ),
    "duties": ({"kind": "responsible", "unit": "zone", "account": "", "since": ""}, "职责已分派", 303),
    "stages": ({"stage": "signed", "occurred_on": "2026-03-18", "evidence": "投资协议"}, "阶段已登记", 409),
    "suspensions": ({"cause": "land", "since": "2026-09-10"}, "停工缓建已登记", 409),
    "terminations": ({"ended_on": "2026-11-01", "reason": "企业破产"}, "终止已登记", 409),
}
SCREENS = [*FORMS, "resumptions"]


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_does_what_it_says_and_twice_is_the_same_or_refused_in_words(office, project, path):
    fields, done, again = FORMS[path]
    address = f"/projects/ZD-901/{path}/new"

    first = await office.post(address, data=fields)
    assert (first.status_code, first.headers["location"]) == (303, "/projects/ZD-901")
    assert notice(first) == f"同德：{done}"

    second = await office.post(address, data=fields)
    assert second.status_code == again
    if again == 409:
        assert "不填了" in words(second)  # the same form, with what was typed


@pytest.mark.parametrize("path", SCREENS)
async def test_only_the_project_office_has_these_forms(office, steward, project, path):
    fields, _, _ = FORMS.get(path, ({"resumed_on": "2026-11-01"}, "", 0))
    address = f"/projects/ZD-901/{path}/new"
    assert (await office.get(address)).status_code == 200
    assert (await steward.get(address)).status_code == 403
    assert (await steward.post(address, data=fields)).status_code == 403


@pytest.mark.parametrize("path", SCREENS)
async def test_a_stranger_does_not_even_learn_that_the_project_exists(stranger, path):
    address = f"/projects/ZD-901/{path}/new"
    assert (await stranger.get(address)).status_code == 404
    assert (await stranger.post(address, data={})).status_code == 404


async def test_a_project_that_does_not_stand_still_cannot_go_on(office, project):
    answer = await office.post("/projects/ZD-901/resumptions/new", data={"resumed_on": "2026-11-01"})
    assert answer.status_code == 409
    assert "没有登记停工，不用登记复工" in words(answer)


async def test_a_standing_project_goes_on_again_once(office, project):
    await office.post("/projects/ZD-901/suspensions/new", data={"cause": "land", "since": "2026-09-10"})
    assert "停工缓建，自2026年9月10日，原因：用地" in words(await office.get("/projects/ZD-901"))

    assert (await office.post("/projects/ZD-901/resumptions/new", data={"resumed_on": "2026-11-01"})).status_code == 303
    assert "停工缓建，自" not in words(await office.get("/projects/ZD-901"))


async def test_a_second_start_is_refused_beside_what_was_typed(office, project):
    start = {"stage": "started", "occurred_on": "2026-09-26", "evidence": "首桩记录", "skip_reason": "公建不签约"}
    await office.post("/projects/ZD-901/stages/new", data=start)

    answer = await office.post("/projects/ZD-901/stages/new", data=start | {"evidence": "第二次仪式"})

    assert answer.status_code == 409
    assert "同德已经登记过开工（2026年9月26日），一个项目只能开工一次" in words(answer)
    assert "第二次仪式" in answer.text


async def test_an_entry_made_in_error_is_taken_back_with_a_reason_and_stays_visible(office, steward, project):
    await office.post("/projects/ZD-901/stages/new", data={"stage": "signed", "occurred_on": "2026-03-18"})
    page = await office.get("/projects/ZD-901")
    address = page.text.split("登记错了，撤回")[0].rsplit('href="', 1)[1].split('"')[0]

    assert (await steward.get(address)).status_code == 403
    assert (await steward.post(address, data={"reason": "误登"})).status_code == 403
    bare = await office.post(address, data={"reason": ""})
    assert (bare.status_code, "至少写2个字" in words(bare)) == (422, True)

    assert (await office.post(address, data={"reason": "同名项目，登错了"})).status_code == 303
    after = words(await office.get("/projects/ZD-901"))
    assert "已撤回" in after
    assert "撤回原因：同名项目，登错了" in after
    assert (await office.post(address, data={"reason": "再撤一次"})).status_code == 404


async def test_a_duty_ends_from_the_list_of_those_that_hold(office, steward, project):
    page = await office.get("/projects/ZD-901/duties")
    address = page.text.split('action="')[1].split('"')[0]
    assert (await steward.post(address)).status_code == 403

    assert (await office.post(address)).status_code == 303
    assert words(await office.get("/projects/ZD-901/duties")).count("今天起结束") == 1
