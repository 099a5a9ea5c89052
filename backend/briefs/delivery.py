"""Delivery of an issued brief, by setting: a mail with the PDF to everybody on a list, and a word with the link in the
group's robot. What became of each is a row that the page of the brief shows."""

from collections.abc import Iterator

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.briefs import reading
from backend.briefs.data import Edition
from backend.briefs.life import standing
from backend.briefs.models import Brief, BriefKind
from backend.briefs.rendering import issue_of, title_of
from backend.config import settings
from backend.outgoing import Attachment, Channel, Message, OutgoingMessage, attaching, is_ready, post

KIND = "brief"


async def deliver(session: AsyncSession, brief: Brief, edition: Edition) -> None:
    """In the transaction that freezes the brief: nothing is sent that was not issued. The weekly brief of all projects
    goes out by itself; one of a part is given on by those whom it concerns."""
    if brief.scope or brief.kind is not BriefKind.WEEKLY:
        return
    for message in _messages(brief, edition):
        if is_ready(message.channel):
            await post(session, message)


async def deliveries(session: AsyncSession, brief: Brief) -> list[OutgoingMessage]:
    mine = col(OutgoingMessage.key).startswith(_key(brief))
    return list(await session.exec(select(OutgoingMessage).where(mine).order_by(col(OutgoingMessage.id))))


@attaching(KIND)
async def pdf(session: AsyncSession, reference: str) -> Attachment:
    found = await standing.of(session, await session.get_one(Brief, reference))
    return Attachment(reading.file_name(found), "application/pdf", reading.pdf_of(found).read_bytes())


def _messages(brief: Brief, edition: Edition) -> Iterator[Message]:
    subject = f"{edition.data.head.name} {edition.imprint.year if edition.imprint else ''}年{issue_of(edition)}"
    text = f"{'，'.join(title_of(edition))}\n{settings.base_url}/briefs/{brief.id}"
    for address in settings.brief_mail_to:
        yield Message(
            Channel.MAIL,
            subject,
            f"{text}\n全文见附件。",
            why="签发周报",
            to=address,
            key=f"{_key(brief)}{address}",
            attached=[(KIND, str(brief.id))],
        )
    if settings.brief_to_robot:
        yield Message(Channel.ROBOT, subject, text, why="签发周报", key=f"{_key(brief)}robot")


def _key(brief: Brief) -> str:
    return f"brief {brief.id} "
