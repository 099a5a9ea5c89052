"""Every figure of a brief of the demonstration is followed, and what stands behind it is counted again: behind its link,
and by SQL of another shape."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from sqlmodel import select

from backend import db, wiring
from backend.accounts.actor import the_house
from backend.accounts.models import Account, Unit
from backend.briefs import service
from backend.briefs.data import BriefData, Edits
from backend.briefs.figures.composing import compose
from backend.briefs.following.registry import follow
from backend.briefs.models import Brief
from backend.briefs.sentences.marks import MARKED
from backend.briefs.sentences.wording import amount, in_yi, plain
from backend.briefs.sheet import marked
from backend.config import Settings
from backend.ids import stable_id
from backend.problems.parts import ProblemPart
from backend.problems.vocabulary import Difficulty, ProblemLevel, State
from backend.weeks import Week
from seed.demo import Span, Telling
from tests import databases, signing
from tests.briefs import recounting
from tests.briefs.builders import CUT_OFF, document, milestone, signed, snapshot, started

HOUSE = the_house("cli")
W47 = Week.parse("2026-W47")
LINK = re.compile(r'<a class="figure" href="([^"]+)">([^<]+)</a>')
ROW = re.compile(r'<tr role="row">(.*?)</tr>', re.DOTALL)
DERIVED = re.compile(r"%$")
"""A quotient of two sums: its rows are those of the sums."""


@pytest.fixture(scope="module")
async def demonstration(template):
    """Two weeks of made-up history, a brief of all projects, one of a unit and one of a sponsor, and who read them."""
    name = databases.name_of(template)
    with databases.database(template, f"{name}_followed", name) as url:
        async with wiring.house_at(url):
            await Telling(Span.ending(2, date(2026, 11, 24))).write(lambda _: None)
            async with db.begin() as session:
                unit = (await session.exec(select(Unit.code).where(Unit.code == "energy"))).one()
                people = {row.name: row for row in await session.exec(select(Account))}
                for reader in ("leader", "steward"):
                    await signing.sign_in(session, people[reader])
                briefs = {
                    scope: (await service.make(session, HOUSE, W47, scope)).id
                    for scope in (None, f"unit:{unit}", "sponsor:leader")
                }
        yield url, briefs, people


@pytest.fixture
async def browser(demonstration, site):
    url, briefs, people = demonstration
    async with wiring.house_at(url):

        def of(name: str) -> httpx.AsyncClient:
            return httpx.AsyncClient(
                transport=httpx.ASGITransport(site, raise_app_exceptions=False),
                base_url="http://test",
                headers={"sec-fetch-site": "same-origin"},
                cookies={"sid": signing.token_of(people[name])},
            )

        yield of, briefs


@pytest.mark.parametrize(("scope", "least"), [(None, 60), ("unit:energy", 20), ("sponsor:leader", 20)])
async def test_behind_every_figure_stand_exactly_the_rows_that_it_counts(browser, scope, least):
    of, briefs = browser
    leader = of("leader")
    page = (await leader.get(f"/briefs/{briefs[scope]}")).text
    links = {(unescape(href), said) for href, said in LINK.findall(page)}
    assert len(links) >= least
    pages = {href: await leader.get(href) for href in {href for href, _ in links}}
    assert {href: answer.status_code for href, answer in pages.items() if answer.status_code != 200} == {}
    wrong = [(href, said) for href, said in sorted(links) if said not in said_by(href, pages[href].text, said)]
    assert wrong == []


def said_by(href: str, page: str, said: str) -> Iterator[str]:
    """In which ways what stands on a page could be said as one figure."""
    path = unquote(urlsplit(href).path)
    if DERIVED.search(said) or path.endswith(("/figures/week.last", "/figures/done")) or "/projects/" in path:
        assert "没有这" not in page
        yield said
    yield from ways(page)


def ways(page: str) -> Iterator[str]:
    rows = [row for row in ROW.findall(page) if 'role="rowheader"' in row]
    yield str(len(rows))
    amounts = [Decimal(found) for row in rows for found in re.findall(r'data-label="万元">(-?[\d.]+)<', row)]
    if amounts:
        yield from (amount(sum(amounts)), in_yi(sum(amounts)), plain(sum(amounts)))
    for label in ("实际年产值", "预计年产值", "实际", "预计"):
        found = re.findall(rf'data-label="[^"]*{label}[^"]*">([\d.]+)(亿元|万元)<', page)
        if found:
            yield amount(sum(Decimal(number) * (10_000 if unit == "亿元" else 1) for number, unit in found))


async def test_the_numbers_that_count_rows_are_all_links(browser):
    of, briefs = browser
    page = (await of("leader").get(f"/briefs/{briefs[None]}")).text
    text = re.sub(r"<svg.*?</svg>", "", page[page.index('class="paper"') :], flags=re.DOTALL)
    typed = r"号问题超期.*?</p>|问题销号.*?</p>"  # what people typed of a problem may count something else
    text = re.sub(typed, "", text, flags=re.DOTALL)
    text = re.sub(
        r"责任单位\d+个|不到\d+个", "", text
    )  # the units ranked stand in the table below; a bound counts nothing
    bare = re.findall(r"\d+(?:\.\d+)?(?:个(?!月|百分点)|万元|亿元)", LINK.sub("", text))
    assert bare == []


async def test_who_does_not_see_every_project_reads_the_figures_without_links(browser):
    of, briefs = browser
    leader = of("leader")
    assert LINK.search((await leader.get(f"/briefs/{briefs[None]}")).text)
    behind = await of("steward").get(f"/briefs/{briefs[None]}/figures/total")
    assert behind.status_code in {403, 404}
    assert (await leader.get(f"/briefs/{briefs[None]}/figures/nonsense")).status_code == 404
    assert (await leader.get(f"/briefs/{briefs[None]}/figures/finding.nonsense")).status_code == 404


def test_a_figure_of_a_brief_of_unknown_projects_counts_as_many_rows_as_its_sentence_says():
    """What the demonstration never shows: dates of nobody, a week of nobody, and more problems than can be named."""
    spurs = {"programme": "spurs", "programme_name": "专用线"}
    bare = [milestone("路基"), milestone("开通")]
    late = [problem_of(number) for number in range(1, 44)]
    now = (*(started(c, milestones=bare, **spurs) for c in "AB"), signed("C", **spurs), signed("D", problems=late))
    of = snapshot(*now, *(document(f"P{n}") for n in range(6)), then=())
    marks = [found for words in marked_texts(of) for found in MARKED.findall(words)]
    counted = {
        key: int(said)
        for key, said in marks
        if said.isdecimal() and not key.startswith(("project.", "total", "ranked"))
    }
    assert {"block.spurs.nodes": 4, "block.spurs.silent": 3, "block.spurs.started": 2}.items() <= counted.items()
    assert {"change.arrivals.pipeline": 6, "problem.overdue": 43, "problem.overdue.rest": 3}.items() <= counted.items()
    assert {key: len(follow(of, key).rows) for key in counted} == counted


def marked_texts(of) -> Iterator[str]:
    data = compose(of, Settings(brief_blocks="spurs"))
    return marked(data, "", Edits()).texts()


def problem_of(number: int) -> ProblemPart:
    fields = dict.fromkeys(ProblemPart.model_fields) | {"supporting_units": [], "supporting_unit_names": []}
    given = {"id": stable_id(str(number)), "problem_number": number, "what": "缺用地指标", "sent_back": 0}
    days = dict.fromkeys(("plan_by", "answer_by", "due_on"), date(2026, 11, 10))
    kinds = {"level": ProblemLevel.DEPARTMENT, "difficulty": Difficulty.ORDINARY, "problem_status": State.OPEN}
    return ProblemPart(**fields | given | days | kinds | {"raised_at": CUT_OFF - timedelta(days=30)})


@pytest.fixture
async def recount(demonstration):
    """The data of the brief of all projects, and a function that asks the tables as of its cut-off."""
    url, briefs, _ = demonstration
    async with wiring.house_at(url), db.begin() as session:
        brief = await session.get(Brief, briefs[None])
        data = BriefData.model_validate(brief.data)
        moment = {"cut": data.as_of, "since": data.since, "day": data.as_of.date()}

        async def ask(query) -> list[tuple]:
            names = {name: value for name, value in moment.items() if re.search(rf":{name}\b", query.text)}
            return [tuple(row) for row in await db.ask(session, query, **names)]

        yield data, ask


async def test_the_lights_are_those_that_sql_counts(recount):
    data, ask = recount
    by_colour = defaultdict(set)
    for code, colour in await ask(recounting.LIGHTS):
        by_colour[colour].add(code)
    told = data.lights
    assert ({each.code for each in told.red}, {each.code for each in told.amber}) == (
        by_colour["red"],
        by_colour["amber"],
    )
    assert (told.green, told.unrated) == (len(by_colour["green"]), len(by_colour["unrated"]))
    assert len(told.red) > 2
    assert {(each.code, each.since) for each in told.stopped} == set(await ask(recounting.STOPPED)) != set()


async def test_the_problems_are_those_that_sql_counts(recount):
    data, ask = recount
    told = data.problems
    late = [f"{each.code}/{each.number}/{each.days}" for each in told.overdue]
    counted = (told.active, told.asked, told.raised, len(told.struck_off), late or None)
    assert [counted] == await ask(recounting.PROBLEMS)
    assert told.active


async def test_what_units_are_ranked_by_is_what_sql_counts(recount):
    data, ask = recount
    figures = {(unit.unit, f.measure.value): f.amount for unit in data.ranking.units for f in unit.figures}
    counted = {(unit, measure): amount for unit, measure, amount in await ask(recounting.RANKED) if amount}
    assert {key: amount for key, amount in figures.items() if amount} == counted != {}


async def test_the_nodes_of_next_week_are_those_that_sql_counts(recount):
    data, ask = recount
    counted = await ask(recounting.DUE)
    told = data.due
    due = [row for row in counted if row[2] and told.starts_on <= row[2] <= told.ends_on]
    assert [(each.code, each.milestone, each.expected_on) for each in told.nodes] == due != []
    assert told.undated == sum(row[2] is None for row in counted)
