"""What leaves the house: mails, messages of a group robot, and requests to addresses that people typed.

- `await post(session, message)` writes a row and its job in the transaction of what makes it necessary; the worker
  sends it, tries again with growing pauses, and the row says what became of it. `is_ready(channel)` asks before whether
  the administrator has set the channel up. A `key` makes a second one impossible.
- `@attaching("brief")` registers what gives the attachment of a kind when a mail is sent: nothing is stored twice. It
  stands in a module that `backend.tasks` imports, so that the worker knows it.
- `async with client() as http` is an httpx client that reaches no address inside the house's own network, unless the
  administrator allowed it (`SANPI_ALLOWED_ADDRESSES`): for webhooks and the like. It raises `Forbidden` for those."""

from backend.outgoing.addresses import client
from backend.outgoing.models import Channel, OutgoingMessage, Sending
from backend.outgoing.posting import Attachment, Message, attaching, is_ready, post

__all__ = [
    "Attachment",
    "Channel",
    "Message",
    "OutgoingMessage",
    "Sending",
    "attaching",
    "client",
    "is_ready",
    "post",
]
