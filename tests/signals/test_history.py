"""How a light came about can be read: by program, on a page, and as spells of one colour."""

from datetime import date, datetime, timedelta

import pytest

from backend import clock
from backend.accounts.models import Role
from backend.projects.vocabulary import Signal
from backend.signals import judging
from backend.signals.history import Spell, spells
from backend.signals.models import Axis, Light
from tests import factories
from tests.pages.reading import words

MONDAY = date(2026, 9, 7)
GREEN, AMBER, RED, UNRATED = Signal.GREEN, Signal.AMBER, Signal.RED, Signal.UNRATED


def lights(*told):
    """(weeks after the first Monday, axis, colour), the oldest first; as they are read, the newest first."""
    rows = [
        Light(axis=axis, signal=signal, judged_on=MONDAY + timedelta(weeks=week), rule="", reason="", since=MONDAY)
        for week, axis, signal in told
    ]
    return rows[::-1]


def test_a_spell_lasts_while_the_worst_axis_has_the_same_colour_whichever_axis_that_is():
    found = spells(
        lights(
            (0, Axis.START, RED),
            (1, Axis.REPORT, RED),
            (2, Axis.START, GREEN),
            (3, Axis.REPORT, AMBER),
            (4, Axis.REPORT, GREEN),
        )
    )
    day = [MONDAY + timedelta(weeks=week) for week in range(5)]
    assert found == [Spell(GREEN, day[4]), Spell(AMBER, day[3], day[4]), Spell(RED, day[0], day[3])]


def test_what_changes_within_a_day_counts_as_the_day_ended():
    assert spells(lights((0, Axis.START, RED), (0, Axis.START, GREEN))) == [Spell(GREEN, MONDAY)]


def test_an_axis_that_is_not_rated_makes_no_spell_worse():
    found = spells(lights((0, Axis.START, GREEN), (1, Axis.FUNDS, UNRATED)))
    assert found == [Spell(GREEN, MONDAY)]


@pytest.fixture
async def told(session, project):
    """Green until the planned month had passed, amber from then on, red from the third month on."""
    for moment in ("2026-11-25", "2027-01-01", "2027-02-01", "2027-03-01"):
        with clock.set_to(datetime.fromisoformat(f"{moment}T00:10:00+08:00")):
            project.planned_start_on = date(2026, 12, 15)
            await judging.relight(session, [project.id])
            await factories.settle(session)


async def test_a_program_reads_since_when_and_why(cast, told):
    found = (await cast.reader.get("/api/v1/projects/ZD-901/signals")).json()
    assert (found["signal"], found["computed_signal"], found["since"]) == ("red", "red", "2027-03-01")
    assert [(spell["signal"], spell["since"], spell["until"]) for spell in found["spells"]] == [
        ("red", "2027-03-01", None),
        ("amber", "2027-01-01", "2027-03-01"),
        ("green", "2026-11-25", "2027-01-01"),
    ]
    start = next(light for light in found["lights"] if light["axis"] == "start")
    assert start["reason"] == "计划2026年12月开工，已过3个月没有开工，没有登记原因"
    assert found["history"][0]["inputs"]["months_late"] == 3


async def test_a_person_reads_it_on_a_page(client, session, told):
    with clock.set_to(datetime.fromisoformat("2027-03-22T09:00:00+08:00")):
        leader = client(await factories.account(session, Role.LEADER))
        page = words(await leader.get("/projects/ZD-901/signals"))
    assert "红灯现在是红灯，自2027年3月1日" in page
    assert "红灯2027-03-01至今3周" in page
    assert "黄灯2027-01-01至2027-03-018周" in page


async def test_the_project_page_says_why(cast, told):
    page = words(await cast.leader.get("/projects/ZD-901"))
    assert "为什么是红灯" in page
    assert "红灯开工计划2026年12月开工，已过3个月没有开工，没有登记原因，自2027年3月1日" in page


async def test_who_answers_for_all_sees_the_worst_first(cast, told, session):
    await factories.project(session, code="A-1", short_name="甲")
    await factories.settle(session)
    page = words(await cast.leader.get("/projects"))
    assert page.index("同德") < page.index("A-1")
    assert "计划2026年12月开工，已过3个月没有开工" in page
