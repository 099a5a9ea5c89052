import pytest
from sqlalchemy import event
from sqlmodel import select

from backend.projects.summary import Summary
from backend.projects.vocabulary import Signal
from tests import factories
from tests.api.conftest import API
from tests.factories import settle


@pytest.fixture
async def many(session):
    for number in range(250):
        await factories.project(session, code=f"P-{number:03}", name=f"厂{number % 7}", short_name="厂")
    await settle(session)


async def codes(program, query, cursor=""):
    """Every code of a list, page after page."""
    found = []
    while cursor is not None:
        page = (await program.get(f"{API}/projects?{query}{cursor and f'&cursor={cursor}'}")).json()
        found += [each["code"] for each in page["items"]]
        cursor = page["next"]
    return found


@pytest.mark.parametrize("sort", ["code", "name", "updated_at", "signal"])
async def test_paging_through_250_projects_loses_none_and_repeats_none(many, reader, sort):
    found = await codes(reader, f"sort={sort}&limit=40")
    assert len(found) == 250
    assert len(set(found)) == 250


async def test_a_project_that_is_added_or_changed_while_a_list_is_read_is_not_lost(session, many, reader):
    first = (await reader.get(f"{API}/projects?sort=updated_at&limit=100")).json()
    await factories.project(session, code="P-999", name="新厂")
    await settle(session)
    rest = await codes(reader, "sort=updated_at&limit=100", first["next"])
    assert {each["code"] for each in first["items"]} | set(rest) == {f"P-{n:03}" for n in (*range(250), 999)}


async def test_a_list_costs_the_same_few_statements_whatever_its_length(engine, many, reader):
    await reader.get(f"{API}/projects?limit=1")  # from now on the key is known to have been used just now
    counts = []
    for query in ("projects/P-000", "units", "changes?limit=200", "projects?limit=1", "projects?limit=200"):
        with counted(engine) as statements:
            assert (await reader.get(f"{API}/{query}")).status_code == 200
        counts.append(len(statements) - FINDING_THE_CALLER)
    assert counts[-1] == counts[-2]
    assert max(counts) <= 4


FINDING_THE_CALLER = 1  # the key


class counted:  # noqa: N801
    def __init__(self, engine):
        self.engine, self.statements = engine.sync_engine, []

    def note(self, _connection, _cursor, statement, *_more):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.statements.append(statement)

    def __enter__(self):
        event.listen(self.engine, "before_cursor_execute", self.note)
        return self.statements

    def __exit__(self, *_error):
        event.remove(self.engine, "before_cursor_execute", self.note)


async def test_a_cursor_that_was_tampered_with_or_belongs_to_other_filters_is_refused(many, reader):
    cursor = (await reader.get(f"{API}/projects?limit=10")).json()["next"]
    at = len(cursor) // 2
    tampered = f"{cursor[:at]}{'A' if cursor[at] != 'A' else 'B'}{cursor[at + 1 :]}"
    for query in (
        f"cursor={tampered}",
        f"cursor={cursor}&sort=name",
        f"cursor={cursor}&q=厂",
        "cursor=abc",
        "cursor=é",
    ):
        refused = await reader.get(f"{API}/projects?{query}")
        assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
        assert "从第一页重新读取" in refused.json()["detail"]
    assert (await reader.get(f"{API}/projects?cursor={cursor}&limit=3")).status_code == 200


async def test_too_large_a_limit_is_brought_down_and_too_small_a_one_refused(many, reader):
    assert len((await reader.get(f"{API}/projects?limit=100000")).json()["items"]) == 250
    assert len((await reader.get(f"{API}/projects")).json()["items"]) == 100
    assert (await reader.get(f"{API}/projects?limit=0")).json()["errors"][0]["pointer"] == "/limit"


@pytest.mark.parametrize("q", ["同德", "tongde", "td", "TD", "TongDe", "tong de", "ZD-7", "老冯", "laofeng", "lf"])
async def test_projects_are_found_by_characters_pinyin_and_initials(session, lists, writer, reader, q):
    body = {"code": "ZD-7", "name": "同德科创项目", "short_name": "同德", "kind": "industrial", "aliases": ["老冯"]}
    await writer.post(f"{API}/projects", json=body)
    await factories.project(session, code="ZD-8", name="污水处理厂")
    await settle(session)
    found = (await reader.get(f"{API}/projects", params={"q": q})).json()["items"]
    assert [each["code"] for each in found] == ["ZD-7"]


async def test_a_search_takes_every_sign_as_it_is(session, reader):
    await factories.project(session, code="ZD-8", name="产能100%达产项目")
    await factories.project(session, code="ZD-9", name="二期")
    await settle(session)
    for q, number in {"100%": 1, "%": 1, "_": 0, "\\": 0}.items():
        found = (await reader.get(f"{API}/projects", params={"q": q})).json()["items"]
        assert len(found) == number, q


async def test_orders_are_by_code_by_name_by_change_and_worst_light_first(session, reader):
    for code, name in {"A-1": "丙", "A-2": "甲", "A-3": "乙"}.items():
        await factories.project(session, code=code, name=name)
        await settle(session)
    for code, signal in {"A-1": Signal.GREEN, "A-2": Signal.AMBER, "A-3": Signal.RED}.items():
        summary = (await session.exec(select(Summary).where(Summary.code == code))).one()
        summary.signal = signal
    await session.flush()

    assert await codes(reader, "") == ["A-1", "A-2", "A-3"]
    assert await codes(reader, "sort=updated_at") == ["A-1", "A-2", "A-3"]
    assert await codes(reader, "sort=signal") == ["A-3", "A-2", "A-1"]
    assert await codes(reader, "sort=name") == ["A-1", "A-3", "A-2"]  # by code point: 丙 乙 甲
    assert await codes(reader, "signal=amber") == ["A-2"]
