"""The forms of money: they work, others may not, for a stranger there is no such project, twice is one, and what
cannot be is said beside its field."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from sqlmodel import func, select

from backend.feed.models import Change
from backend.money.models import Correction, FundArrival, FundingSource, FundPlan, MonthlyPlan, Result, StatisticsFigure
from backend.projects.models import AnnualPlan, Classification
from backend.projects.vocabulary import Scheme
from backend.updates.models import Update
from backend.weeks import Week
from tests import factories
from tests.pages.reading import notice, value_of, words

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
TWELVE = {f"month_{month}": "800" for month in range(1, 12)} | {"month_12": "1200"}


@dataclass
class Sent:
    path: str
    fields: dict[str, str]
    table: type
    rows: int
    done: str
    wrong: dict[str, str]
    """What somebody typed wrongly."""
    said: str
    """What stands beside it."""


FORMS = {
    "months": Sent(
        "monthly-plans/new",
        {"year": "2026", **TWELVE},
        MonthlyPlan,
        12,
        "分月计划已定",
        {"month_3": "-5"},
        "不能是负数",
    ),
    "statistics": Sent(
        "statistics/new",
        {"year": "2026", "month_9": "5200", "month_10": "6100"},
        StatisticsFigure,
        2,
        "统计数已登记",
        {"month_12": "7000"},
        "12月还没有到",
    ),
    "funding": Sent(
        "funding-sources/new",
        {"own": "20000", "loan": "30000"},
        FundingSource,
        2,
        "资金来源已定",
        {"own": "两亿"},
        "只填数字",
    ),
    "fund plan": Sent(
        "fund-plans/new",
        {"due_on": "2026-12-31", "amount_wan": "9000"},
        FundPlan,
        1,
        "资金到位计划已定",
        {"amount_wan": "-1"},
        "不能是负数",
    ),
    "fund arrival": Sent(
        "fund-arrivals/new",
        {"id": ID, "amount_wan": "500", "kind": "loan", "arrived_on": "2026-11-20"},
        FundArrival,
        1,
        "到位资金已登记",
        {"arrived_on": "2026-11-26"},
        "不能在今天以后",
    ),
    "result": Sent(
        "results/new",
        {"year": "2026", "month": "10", "output_wan": "800", "jobs": "120"},
        Result,
        1,
        "投产实绩已报",
        {"month": "12"},
        "还没有到",
    ),
    "correction": Sent(
        "updates/2026-W47/corrections/new",
        {"invested_wan": "58", "reason": "多写了一个零"},
        Correction,
        1,
        "第47周已更正为58.00万元",
        {"invested_wan": "580"},
        "不用更正",
    ),
}


@pytest.fixture
async def started(session, project):
    """The project of the cast with a plan for the year and a week that has closed."""
    project.total_investment = Decimal(50000)
    await factories.add(session, AnnualPlan(project_id=project.id, year=2026, amount=Decimal(10000)))
    week = Week.parse("2026-W47").start
    await factories.add(session, Update(project_id=project.id, week_start=week, invested=Decimal(580)))
    await factories.settle(session)
    return project


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def form(request, started):
    return request.param


def at(form):
    return f"/projects/ZD-901/{form.path}"


@pytest.fixture
def count(session):
    async def of(table):
        return (await session.exec(select(func.count()).select_from(table))).one()

    return of


async def test_the_office_fills_it_and_reads_what_was_done(form, office, count):
    assert (await office.get(at(form))).status_code == 200
    done = await office.post(at(form), data=form.fields)
    assert (done.status_code, done.headers["location"]) == (303, "/projects/ZD-901")
    assert form.done in notice(done)
    assert await count(form.table) == form.rows
    assert (await office.get("/projects/ZD-901")).status_code == 200


async def test_who_does_not_run_projects_may_not(form, client, cast, count):
    leader = client(cast.leader)
    assert (await leader.get(at(form))).status_code == 403
    assert (await leader.post(at(form), data=form.fields)).status_code == 403
    assert await count(form.table) == 0


async def test_for_a_stranger_there_is_no_such_project(form, stranger, count):
    assert (await stranger.get(at(form))).status_code == 404
    assert (await stranger.post(at(form), data=form.fields)).status_code == 404
    assert await count(form.table) == 0


async def test_sent_twice_it_is_one(form, office, count):
    await office.post(at(form), data=form.fields)
    before = await count(Change)
    assert (await office.post(at(form), data=form.fields)).status_code == 303
    assert await count(form.table) == form.rows
    assert await count(Change) == before


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(form, office, count):
    refused = await office.post(at(form), data=form.fields | form.wrong)
    assert refused.status_code == 422
    (name,) = form.wrong
    assert f'id="bad-{name}"' in refused.text
    assert form.said in words(refused)
    assert value_of(refused, name) == form.wrong[name]
    assert await count(form.table) == 0


async def test_the_steward_tells_what_a_month_yielded_and_nothing_else(steward, started, count):
    told = FORMS["result"]
    assert (await steward.post(at(told), data=told.fields)).status_code == 303
    assert await count(Result) == 1
    others = [each for name, each in FORMS.items() if name != "result"]
    assert {(await steward.post(at(each), data=each.fields)).status_code for each in others} == {403}


async def test_the_page_says_what_the_last_month_yielded(steward, started):
    told = FORMS["result"]
    await steward.post(at(told), data=told.fields)
    assert "2026年10月实绩：产值800.00万元，税收待填报，就业120人" in words(await steward.get("/projects/ZD-901"))


async def test_a_plan_that_does_not_add_up_is_a_draft_and_says_the_difference(office, started):
    short = {"year": "2026", **TWELVE, "month_12": "200"}
    done = await office.post("/projects/ZD-901/monthly-plans/new", data=short)
    difference = "合计9,000.00万元，比年度计划10,000.00万元少1,000.00万元"
    assert difference in notice(done)
    assert difference in words(await office.get("/projects/ZD-901"))
    again = await office.get("/projects/ZD-901/monthly-plans/new?year=2026")
    assert value_of(again, "month_12") == "200.00"


async def test_an_empty_month_has_no_plan_any_more(office, started, count):
    await office.post("/projects/ZD-901/monthly-plans/new", data={"year": "2026", **TWELVE})
    done = await office.post("/projects/ZD-901/monthly-plans/new", data={"year": "2026", **TWELVE, "month_12": ""})
    assert "12月还没有计划" in notice(done)
    assert await count(MonthlyPlan) == 11


async def test_an_empty_amount_takes_a_due_day_away(office, started, count):
    path = at(FORMS["fund plan"])
    await office.post(path, data=FORMS["fund plan"].fields)
    await office.post(path, data={"due_on": "2026-12-31", "amount_wan": ""})
    assert await count(FundPlan) == 0


async def test_the_page_shows_the_pace_in_points_and_two_columns(office, started):
    await office.post("/projects/ZD-901/monthly-plans/new", data={"year": "2026", **TWELVE})
    await office.post("/projects/ZD-901/statistics/new", data={"year": "2026", "month_10": "350"})
    page = words(await office.get("/projects/ZD-901"))
    # to 20 November: 8000 + 800 × 20 ÷ 30 = 8533.33 of 10000; invested 580
    assert "慢79.53点" in page
    assert "完成5.80%，计划85.33%（到11月20日）" in page
    assert "统计数统计局口径，1至10月350.00万元" in page
    assert "今年完成（调度数）580.00万元" in page


async def test_a_correction_shows_what_was_sent_why_and_who(office, steward, started):
    await office.post(at(FORMS["correction"]), data=FORMS["correction"].fields)
    page = await steward.get("/projects/ZD-901")
    assert "原报580.00万元，更正为58.00万元" in words(page)
    assert "更正原因：多写了一个零。李红" in words(page)
    assert "今年完成（调度数）58.00万元" in words(page)
    assert "corrections/new" not in page.text
    assert "corrections/new" in (await office.get("/projects/ZD-901")).text


async def test_a_large_change_of_the_total_is_marked_with_its_reason(office, started):
    page = await office.get("/projects/ZD-901/edit")
    known = {"base_version": value_of(page, "base_version"), "name": "同德科创项目", "short_name": "同德"}
    fields = known | {"kind": "public_works", "total_investment_wan": "60001"}
    refused = await office.post("/projects/ZD-901/edit", data=fields)
    assert (refused.status_code, 'id="bad-investment_reason"' in refused.text) == (422, True)

    why = {"investment_reason": "增加二期", "investment_document": "发改〔2026〕9号"}
    assert (await office.post("/projects/ZD-901/edit", data=fields | why)).status_code == 303
    told = words(await office.get("/projects/ZD-901"))
    assert "5.00亿元→6.00亿元增20.00%超过20%2026年11月25日，原因：增加二期" in told
    assert "原因：增加二期，依据：发改〔2026〕9号" in told


@pytest.fixture
async def administrator(client, cast):
    return client(cast.administrator)


ASKED = {"area": "core", "measure": "investment_per_mu", "at_least": "300", "valid_from": "2026-01-01"}


async def test_the_administrator_says_what_an_area_asks_and_projects_say_whether_they_meet_it(
    administrator, office, session, started
):
    done = await administrator.post("/admin/thresholds", data=ASKED)
    assert (done.status_code, "亩均投资已定" in notice(done)) == (303, True)
    started.area, started.land_mu = "core", Decimal(125)
    await factories.settle(session)
    page = words(await office.get("/projects/ZD-901"))
    assert "亩均投资400.00万元/亩达到总投资50,000.00÷用地125.00；要求不低于300.00万元/亩" in page
    later = {"at_least": "500", "valid_from": "2026-11-25"}
    await administrator.post("/admin/thresholds", data=ASKED | later)
    assert "亩均投资400.00万元/亩没达到" in words(await office.get("/projects/ZD-901"))


async def test_only_the_administrator_says_what_an_area_asks(office, steward, count):
    for person in (office, steward):
        assert (await person.get("/admin/thresholds")).status_code == 403
        assert (await person.post("/admin/thresholds", data=ASKED)).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"area": "nowhere"}, "没有这个片区"),
        ({"at_least": ""}, "至少填一个"),
        ({"at_most": "200"}, "还大，请检查"),
    ],
)
async def test_a_threshold_that_asks_for_nothing_or_too_much_is_refused(typed, said, administrator):
    refused = await administrator.post("/admin/thresholds", data=ASKED | typed)
    assert refused.status_code == 422
    assert said in words(refused)


async def test_a_threshold_is_said_once_and_never_rewritten(administrator, session, count):
    await administrator.post("/admin/thresholds", data=ASKED)
    before = await count(Change)
    assert (await administrator.post("/admin/thresholds", data=ASKED)).status_code == 303
    assert await count(Change) == before
    other = await administrator.post("/admin/thresholds", data=ASKED | {"at_least": "350"})
    assert (other.status_code, "请从另一天起定新的" in words(other)) == (409, True)


async def test_an_area_that_ended_keeps_its_name_beside_its_thresholds(administrator, session):
    await administrator.post("/admin/thresholds", data=ASKED)
    entry = (await session.exec(select(Classification).where(Classification.scheme == Scheme.AREA))).one()
    entry.valid_to = Week.parse("2026-W01").start
    await session.flush()
    assert "一核，亩均投资" in words(await administrator.get("/admin/thresholds"))


async def test_the_form_of_the_week_says_the_distance_from_the_plan_with_corrections_counted(office, steward, started):
    form = words(await steward.get("/projects/ZD-901/update"))
    assert "今年已报580.00万元" in form
    assert "比计划" not in form
    await office.post(at(FORMS["correction"]), data=FORMS["correction"].fields)
    await office.post("/projects/ZD-901/monthly-plans/new", data={"year": "2026", **TWELVE})
    form = words(await steward.get("/projects/ZD-901/update"))
    assert "今年已报58.00万元" in form
    assert "比计划慢86.62点" in form  # (58 - 8000 - 800 × 27 ÷ 30) ÷ 10000
    assert "到11月27日的，还没有算本周" in form


async def test_why_the_total_changes_is_asked_only_where_one_is_known(office, session, started):
    assert 'name="investment_reason"' in (await office.get("/projects/ZD-901/edit")).text
    started.total_investment = None
    await session.flush()
    for address in ("/projects/ZD-901/edit", "/projects/new"):
        assert "investment_" not in (await office.get(address)).text.replace("total_investment_wan", "").replace(
            "fixed_investment_wan", ""
        )
