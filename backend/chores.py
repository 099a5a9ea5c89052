"""What the worker looks after by itself, without a job that asks for it. Each may be done twice, or by two workers."""

import structlog

from backend import db
from backend.accounts import expiring, sweeping
from backend.briefs import weekly
from backend.calendar import published
from backend.files import service as files
from backend.problems import climbing
from backend.reminders import problem_rounds, reminding
from backend.replay import service as replay
from backend.signals import rounds
from backend.timeline import reshaping, settling

log = structlog.get_logger()


async def settle_left_over() -> None:
    """Write the versions of projects that raw SQL has changed."""
    async with db.begin(via="sql") as session:
        await settling.settle_left_over(session)


async def judge_all_when_due() -> None:
    """Judge the lights of all projects each night and after each closing, also what was due while nobody worked."""
    if await rounds.ensure():
        log.info("lights of all projects judged")


async def bring_documents_up() -> None:
    """Write anew what stands in an older shape, some projects at a time: whoever writes waits for one part at most, and
    a worker that is killed has lost one part at most."""
    done = 0
    while True:
        async with db.begin(via=reshaping.VIA) as session:
            written, left = await reshaping.bring_up(session)
        if not written:
            return
        done += written
        log.info("documents written in today's shape", done=done, left=left)


async def make_brief_when_due() -> None:
    """Make the brief of a week that has closed, also of one that closed while nobody worked."""
    if brief := await weekly.ensure():
        log.info("brief of a closed week ordered", brief=str(brief.id), week=str(brief.week_start))


async def sweep() -> None:
    """Warn of keys that expire soon; remove what signing in left behind, answers that nobody asks for again, and files of uploads that came to nothing."""
    async with db.begin(via="worker") as session:
        await sweeping.sweep(session)
        await expiring.warn(session)
        await replay.sweep(session)
    async with db.begin(via="worker") as session:
        if swept := await files.sweep(session):
            log.info("files that no row knows removed", files=swept)


async def enter_holidays() -> None:
    """The calendar of a year that this version is the first to know."""
    async with db.begin(via="worker") as session:
        if years := await published.plant(session):
            log.info("holidays entered", years=years)


async def remind_when_due() -> None:
    """Remind by the calendar of what is owed, also what was due while nobody worked."""
    if made := await reminding.ensure():
        log.info("reminders made", reminders=made)


async def climb_when_due() -> None:
    """Bring problems that are overdue before the next above, once each working day, and tell people of it."""
    if made := await climbing.ensure():
        log.info("overdue problems climbed", steps=made)
    if told := await problem_rounds.ensure():
        log.info("people reminded of problems", reminders=told)
