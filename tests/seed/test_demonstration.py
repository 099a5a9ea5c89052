"""A made-up history: written through the services on a set clock, the same each time."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import text
from stdnum.cn import uscc

import seed as seeds
from backend import db, wiring
from backend.accounts import service
from backend.cli.data import make_demo
from backend.clock import BEIJING, today
from backend.errors import Conflict
from backend.feed import installation
from backend.oc4ids import mapping, packages
from backend.oc4ids.packages import Package
from backend.targets import counted_then, counting
from backend.timeline.document import ProjectDocument
from seed.demo import SHOWN, Found, Span, Telling
from seed.demo.plots import plots
from seed.demo.schedule import course, template
from seed.demo.sentences import words_of
from tests import databases
from tests.oc4ids.conftest import PREFIX, checked
from tests.seed.conftest import nobody_watches

UNTIL = date(2026, 11, 24)
SPAN = Span.ending(2, UNTIL)
VERSIONS = text("SELECT seq, code, version, at, document FROM project_versions ORDER BY seq")
CHANGED = text("""
    SELECT DISTINCT (at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM changes
    WHERE subject IN ('updates', 'projects') ORDER BY day
""")
COUNTS = text("SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM project_versions)")


async def told(url):
    async with wiring.house_at(url):
        await Telling(SPAN).write(nobody_watches)
        async with db.begin() as session:
            return (await db.sql(session, VERSIONS)).all()


@pytest.fixture(scope="module")
async def demonstration(template):
    """One demonstration for all who only look, with its versions."""
    name = databases.name_of(template)
    with databases.database(template, f"{name}_demo", name) as url:
        yield url, await told(url)


@pytest.fixture
async def versions(demonstration):
    url, versions = demonstration
    async with wiring.house_at(url):
        yield versions


def current(versions):
    return {row.code: ProjectDocument.model_validate_json(row.document) for row in versions}


async def test_equal_arguments_give_equal_documents_byte_for_byte(demonstration, committed):
    assert await told(committed) == demonstration[1]


async def test_it_says_that_it_is_a_demonstration(versions):
    async with db.begin() as session:
        assert await installation.is_demonstration(session)


async def test_the_history_lies_in_the_past_in_its_own_order(versions):
    moments = [row.at for row in versions]
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert moments[0].astimezone(BEIJING).date() == date(2026, 11, 6)
    assert moments[-1] < datetime(2026, 11, 21, tzinfo=BEIJING)
    assert len({moment.astimezone(BEIJING).date() for moment in moments}) >= 8


async def test_each_change_of_the_record_has_the_time_of_its_own_week(versions):
    async with db.begin() as session:
        days = list((await db.sql(session, CHANGED)).scalars())
    assert len(days) > 5
    assert days[0] == date(2026, 11, 6)
    assert days[-1] <= date(2026, 11, 21)


async def test_most_report_in_time_some_late_and_some_not_at_all(versions):
    query = text("SELECT count(*), count(*) FILTER (WHERE late), count(DISTINCT week_start) FROM updates")
    async with db.begin() as session:
        total, late, weeks = (await db.sql(session, query)).one()
    owing = sum(1 for document in current(versions).values() if document.stage in {"signed", "started"})
    assert weeks == 2
    assert 0 < late < total / 5
    assert owing < total < 2 * owing


async def test_two_people_wrote_one_week_put_together_where_they_could_be(versions):
    query = text("SELECT merged_words, said ->> 'site_progress' FROM other_texts ORDER BY merged_words NULLS LAST")
    async with db.begin() as session:
        merged, clash = (await db.sql(session, query)).all()
    assert "写的本周进展，已一并保留" in merged[0]
    assert clash == (None, "据项目单位电话，本周工序已按计划完成")


async def test_something_has_happened_of_every_kind(versions):
    found = current(versions).values()
    assert {document.stage for document in found} == {None, "signed", "started", "producing"}
    assert {document.condition for document in found} == {"under_way", "suspended", "terminated"}
    assert any(each.withdrawn for document in found for each in document.stages)
    assert any(duty.until for document in found for duty in document.duties)
    assert any(each.slip_days and each.slip_days > 0 for document in found for each in document.milestones)


async def test_money_stays_within_what_a_project_costs(versions):
    for document in current(versions).values():
        if document.invested_total_wan is not None:
            assert document.invested_total_wan <= document.total_investment_wan, document.code


async def test_money_of_every_kind_is_told(versions):
    found = list(current(versions).values())
    years = [year for each in found for year in each.years if year.year == 2026 and year.annual_plan_wan]
    adding_up = [year for year in years if sum(month or 0 for month in year.monthly_plan_wan) == year.annual_plan_wan]
    assert 0 < len(years) - len(adding_up) < 5
    first_halves = sum(amount for year in adding_up for amount in year.monthly_plan_wan[:6])
    assert first_halves < sum(year.annual_plan_wan for year in adding_up) * Decimal("0.45")
    assert any(amount for year in years for amount in year.statistics_wan)
    assert all(each.funding_sources for each in found if each.invested_total_wan)
    assert sum(bool(each.fund_arrivals) for each in found) > len(found) / 2
    assert {each.two_high for each in found} == {True, False, None}
    assert any(each.results for each in found if each.stage == "producing")
    async with db.begin() as session:
        assert (await db.sql(session, text("SELECT count(*) FROM corrections"))).scalar() > 0
        assert (await db.sql(session, text("SELECT count(*) FROM thresholds"))).scalar() > 0


async def test_most_that_have_started_are_in_the_statistics_register_after_two_months(versions):
    started = [
        (each, entry.occurred_on)
        for each in current(versions).values()
        for entry in each.stages
        if entry.stage == "started" and not entry.withdrawn and entry.occurred_on
    ]
    old = [each for each, day in started if (UNTIL - day).days > 62]
    assert 0.8 * len(old) < sum(each.statistics_registered_on is not None for each in old) < len(old)
    assert all(not each.statistics_registered_on or each.statistics_registered_on > day for each, day in started)


async def test_what_units_achieved_is_the_same_by_rows_and_by_documents(versions):
    async with db.begin() as session:
        rows = await counting.achieved(session, 2026)
    then = counted_then.achieved(current(versions).values(), 2026, today())
    assert len(rows.amounts) > 20
    assert {key: amount for key, amount in then.amounts.items() if amount} == {
        key: amount for key, amount in rows.amounts.items() if amount
    }


async def test_projects_that_do_not_exist_say_so_and_their_companies_have_sound_codes(versions):
    made_up = [document for code, document in current(versions).items() if code.startswith("YS-")]
    assert len(made_up) >= 30
    for document in made_up:
        assert "演示数据" in document.remark
        assert all(uscc.is_valid(company.credit_code) for company in document.developers)


async def test_nobody_invents_a_company_for_a_project_that_exists(versions):
    assert all(not each.developers for code, each in current(versions).items() if code.startswith("ZD-"))


async def test_a_second_run_gives_fresh_links_and_writes_no_history(versions, capsys):
    async with db.begin() as session:
        before = (await db.sql(session, COUNTS)).one()
    await make_demo(SPAN, asked=True)
    links = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "/sign-in/" in line]
    async with db.begin() as session:
        assert (await db.sql(session, COUNTS)).one() == before
    assert links == list(SHOWN)


async def test_other_arguments_are_refused_and_no_arguments_are_fine(versions):
    other = Span.ending(3, UNTIL)
    with pytest.raises(Conflict, match="2026-W46 至 2026-W47"):
        await make_demo(other, asked=True)
    await make_demo(other, asked=False)


async def test_data_in_use_is_never_mixed_with_a_demonstration(committed):
    await seeds.plant(nobody_watches)
    async with db.begin("cli") as session:
        await service.first_administrator(session)
    with pytest.raises(Conflict, match="正式使用"):
        await make_demo(SPAN, asked=False)


async def test_a_history_that_was_not_written_to_its_end_is_not_taken_for_whole(committed):
    class Killed(Exception):
        pass

    def kill(_):
        raise Killed

    with pytest.raises(Killed):
        await Telling(SPAN).write(kill)
    assert not (await Found.here()).whole
    with pytest.raises(Conflict, match="没有写完"):
        await make_demo(SPAN, asked=False)


@pytest.mark.parametrize("plot", plots(), ids=lambda plot: plot.code)
def test_there_are_words_for_every_milestone_and_dates_in_their_order(plot):
    for node in template(plot.facts.kind):
        assert set(words_of(plot, node["key"])) == {"doing", "done", "next"}
    told = course(plot, Span.ending(12, UNTIL))
    assert told.gate("start") < told.gate("production")
    assert all(node.opening_day <= node.day for node in told.nodes)
    assert max(node.day for node in told.nodes) > UNTIL - timedelta(days=400)


async def test_the_checker_of_the_oc4ids_standard_finds_nothing_in_it(versions):
    """In the package of works, and in that of plants."""
    documents = current(versions).values()
    made = []
    for package in Package:
        about = packages.about(package, "/api/v1/oc4ids.json", demonstration=True)
        shown = [mapping.project(each, PREFIX) for each in documents if Package.of(each) is package]
        assert len(shown) > 10
        assert "演示数据" in about["publisher"]["name"]
        made.append(about | {"projects": shown, "publishedDate": versions[-1].at.isoformat()})
    assert checked(*made) == [{}, {}]


async def test_orders_are_made_from_a_problem_and_from_a_red_light(versions):
    orders = [each for document in current(versions).values() for each in document.supervisions]
    assert {each.origin.partition(":")[0] for each in orders} == {"problem", "light"}
    assert {each.supervision_status.value for each in orders} == {"open"}, "two weeks are too short for an answer"
