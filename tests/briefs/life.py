"""A brief on its way: 核稿 and 签发 by people, and the worker's part at once."""

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role
from backend.briefs import jobs
from backend.briefs.life import issuing, reviewing
from backend.briefs.models import Brief, Issuance
from backend.briefs.schemas import ReviewIn

PASSED = ReviewIn(passed=True)


async def reviewed(session, brief: Brief, people: dict[Role, Account]) -> Brief:
    await reviewing.review(session, Actor.of(people[Role.OFFICE]), brief.id, PASSED)
    await session.commit()
    return brief


async def ordered(session, brief: Brief, people: dict[Role, Account]) -> Brief:
    """签发 is ordered; the document is not printed yet."""
    await reviewed(session, brief, people)
    await issuing.issue(session, Actor.of(people[Role.LEADER]), brief.id)
    await session.commit()
    return brief


async def issued(session, brief: Brief, people: dict[Role, Account]) -> Issuance:
    await ordered(session, brief, people)
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    return await session.get_one(Issuance, brief.id)
