"""What happens to a problem is in its project's document, feed and history, in the ledger, and in the brief."""

from datetime import date, datetime

from sqlalchemy import text

from backend import clock, db
from backend.accounts.actor import the_house
from backend.briefs.figures.problems import problems
from backend.briefs.sentences import problems as sentences
from backend.briefs.sentences.marks import plain
from backend.briefs.snapshot import take
from backend.problems import climbing
from backend.weeks import Week
from tests import factories
from tests.pages.reading import words
from tests.problems.conftest import WHAT
from tests.problems.test_refusals import ASK, post

API = "/api/v1"
# Counted from the rows themselves, without what the house thinks of them.
RECOUNT = text("""
    WITH due AS (SELECT DISTINCT ON (problem_id) problem_id, due_on FROM problem_dispatches WHERE made_at <= :at
        ORDER BY problem_id, made_at DESC, id DESC),
    gone AS (SELECT problem_id FROM problem_withdrawals WHERE withdrawn_at <= :at),
    done AS (SELECT problem_id, closed_at FROM closures WHERE closed_at <= :at),
    waits AS (SELECT q.problem_id FROM closure_requests q LEFT JOIN send_backs s ON s.request_id = q.id AND s.sent_at <= :at
        WHERE q.asked_at <= :at AND s.id IS NULL AND q.problem_id NOT IN (SELECT problem_id FROM done))
    SELECT (SELECT count(*) FROM problems WHERE raised_at <= :at AND id NOT IN (SELECT problem_id FROM gone)
            AND id NOT IN (SELECT problem_id FROM done)),
        (SELECT count(*) FROM waits),
        (SELECT count(*) FROM problems WHERE raised_at > :since AND raised_at <= :at
            AND id NOT IN (SELECT problem_id FROM gone)),
        (SELECT count(*) FROM done WHERE closed_at > :since),
        (SELECT count(*) FROM due WHERE due_on < :day AND problem_id NOT IN (SELECT problem_id FROM done)
            AND problem_id NOT IN (SELECT problem_id FROM gone) AND problem_id NOT IN (SELECT problem_id FROM waits))
""")


async def test_every_change_of_a_problem_is_an_entry_of_its_project_in_the_feed(doors, asked):
    start = (await doors.read_key.get(f"{API}/changes?after=now")).json()["next"]
    await post(doors.office, asked, "send-backs", {"reason": "还差验收"})
    await post(doors.steward, asked, "notes", {"kind": "progress", "says": "补验收"})
    await post(doors.steward, asked, "closure-requests", ASK)
    await post(doors.office, asked, "closure", {})
    entries = (await doors.read_key.get(f"{API}/changes?after={start}")).json()["items"]
    assert [(each["project"], each["changed"]) for each in entries] == [("ZD-901", ["problems"])] * 4
    assert [each["state"]["problems"][0]["problem_status"] for each in entries] == ["open", "open", "asked", "closed"]
    listed = (await doors.read_key.get(f"{API}/projects/ZD-901/problems")).json()["items"][0]
    (of_document,) = entries[-1]["state"]["problems"]
    assert {name: listed[name] for name in of_document} == of_document, "the same problem, wherever it is read"


async def test_history_and_ledger_say_it_in_words(doors, raised):
    told = words(await doors.office.get("/projects/ZD-901/history"))
    assert "王磊报第1号问题“110千伏线路没有迁改，影响2号车间基础”" in told
    assert "把第1号问题交办" not in told, "it came with being raised"
    await post(doors.office, raised, "dispatches", {"lead_unit": "land", "difficulty": "hard", "level": "project"})
    assert "李红把第1号问题交办给自然资源局，2026年12月23日前办结" in words(
        await doors.office.get("/projects/ZD-901/history")
    )
    ledger = (await doors.office.get("/projects.csv")).text
    assert f"{WHAT}（自然资源局，2026-12-23到期）" in ledger


async def test_the_brief_counts_as_of_its_cut_off_what_the_rows_say(session, doors, project):
    week = Week.parse("2026-W48")
    numbers = {}
    with clock.set_to(datetime.fromisoformat("2026-11-16T09:00+08:00")):
        for what in ("甲没有人管", "乙已经销号", "丙等待销号", "丁登记有误"):
            made = await doors.write_key.post(f"{API}/projects/ZD-901/problems", json={"what": what})
            numbers[what[0]] = made.json()["id"]
    with clock.set_to(datetime.fromisoformat("2026-11-23T11:00+08:00")):
        for which in "乙丙":
            await post(doors.steward, numbers[which], "closure-requests", ASK)
        await post(doors.office, numbers["乙"], "closure", {})
        await post(doors.office, numbers["丁"], "withdrawal", {"reason": "重复"})
        await doors.write_key.post(
            f"{API}/problems/{numbers['甲']}/dispatches", json={"due_on": "2026-11-24", "lead_unit": "zone"}
        )
    with clock.set_to(datetime.fromisoformat("2026-11-25T09:00+08:00")):
        await climbing.climb(session)
        await factories.settle(session)
    with clock.set_to(datetime.fromisoformat("2026-11-28T10:00+08:00")):
        snapshot = await take(session, the_house("cli"), week)
        await doors.write_key.post(f"{API}/projects/ZD-901/problems", json={"what": "以后再报的"})
    told = problems(snapshot)
    asked = {"at": snapshot.as_of, "since": snapshot.since, "day": date(2026, 11, 27)}
    counted = (await db.ask(session, RECOUNT, **asked)).one()
    assert (told.active, told.asked, told.raised, len(told.struck_off), len(told.overdue)) == tuple(counted)
    assert tuple(counted) == (2, 1, 0, 1, 1)
    assert [plain(said) for said in sentences.overview(told)] == [
        "未销号的问题2个（其中待销号1个），本周没有新报问题，销号1个，截止时超期1个。"
    ]
    assert [plain(item.lead + item.rest) for item in sentences.overdue(told, 2026)] == [
        "同德第1号问题超期3天。甲没有人管。开发区管委会牵头，11月24日到期，已上报单位负责人。"
    ]
    assert [plain(item.lead + item.rest) for item in sentences.struck_off(told)] == [
        "问题销号1个。同德（乙已经销号）。"
    ]
