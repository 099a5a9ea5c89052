"""The short way through the feed: what came after a cursor, by one statement that finds the key as well.

To open a cursor one must know the key's scope and this installation; a process remembers both, and each statement
tells them again, so that what has changed meanwhile is noticed and goes the plain way."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Self
from urllib.parse import parse_qsl

from fastapi import Request, Response

from backend.accounts.actor import Actor
from backend.accounts.auth import charged, token_of
from backend.accounts.models import Role
from backend.errors import Malformed
from backend.feed.listening import bell
from backend.ids import digest
from backend.timeline.entries import with_state
from backend.timeline.following import COLUMNS, Place, bound_to
from backend.timeline.models import Operation, Step
from backend.timeline.short_way import LIVE_KEY, rows
from backend.web import sealing
from backend.web.conditional import answer
from backend.web.pagination import DEFAULT, MOST, page

NAMES = ", ".join(column.key for column in COLUMNS)
ABOUT = "k.addresses, k.scope::text AS whose, i.secret, i.epoch::text AS epoch"
WHO = f"SELECT {ABOUT} FROM installation i, api_keys k WHERE {LIVE_KEY}"  # noqa: S608  put together from our own words
SINCE = f"""
SELECT {ABOUT}, v.* FROM installation i, api_keys k LEFT JOIN LATERAL (
    (SELECT {NAMES}, '{Step.STAYED.value}' AS step FROM project_versions
    WHERE k.scope = '{{}}' AND seq >= $3 ORDER BY seq LIMIT $4)
    UNION ALL (SELECT {NAMES}, step FROM scope_entries JOIN project_versions USING (seq)
    WHERE scope = (SELECT key || ':' || value FROM jsonb_each_text(k.scope)) AND seq >= $3 ORDER BY seq LIMIT $4)
) v ON true WHERE {LIVE_KEY} ORDER BY v.seq
"""  # noqa: S608
NUMBER = re.compile(r"[0-9]{1,6}")
LONGEST_WAIT = 60


@dataclass(frozen=True)
class Reader:
    """What has to be known to open a reader's cursors, and to write them the next."""

    whose: str
    secret: str
    epoch: str

    @classmethod
    def told_in(cls, row: Mapping[str, Any]) -> Self:
        return cls(row["whose"], row["secret"], row["epoch"])

    def opened(self, cursor: str) -> Place | None:
        if not cursor:
            return Place()
        try:
            epoch, *place = sealing.unseal(self.secret, bound_to(json.loads(self.whose)), cursor)
        except Malformed:
            return None
        return Place(*place) if epoch == self.epoch else None

    def sealed(self, place: Place) -> str:
        return sealing.seal(self.secret, bound_to(json.loads(self.whose)), [self.epoch, place.seq, place.mark])


@dataclass(frozen=True)
class Asked:
    after: str
    limit: int
    wait: int


known: dict[str, Reader] = {}
"""By the hash of the key."""


async def changes(request: Request) -> Response | None:
    asked = _asked(request)
    if asked is None or not await charged(request):
        return None
    reader = await _reader(request)
    place = reader.opened(asked.after) if reader else None
    found = await _awaited(request, reader, place, asked) if reader and place else None
    if reader is None or place is None or found is None:
        known.pop(digest(token_of(request)), None)
        return None
    actor = Actor(None, "", Role.READER, scope=json.loads(reader.whose), via="api", is_person=False)
    following = reader.sealed(Place.behind(found[-1])) if found else asked.after or reader.sealed(place)
    return answer(request, page((with_state(actor, each) for each in found), following))


async def _reader(request: Request) -> Reader | None:
    whose = digest(token_of(request))
    if whose not in known and (found := await rows(request, WHO)):
        known[whose] = Reader.told_in(found[0])
    return known.get(whose)


async def _awaited(request: Request, reader: Reader, place: Place, asked: Asked) -> list[Any] | None:
    """What came after a place, or comes while one waits; no connection is held meanwhile."""
    until = asyncio.get_running_loop().time() + asked.wait
    heard = await bell.hear() if asked.wait else 0
    while True:
        found = _since(await rows(request, SINCE, place.seq or 1, asked.limit + bool(place.seq)), reader, place)
        if found != [] or not asked.wait or not await bell.rings(heard, until):
            return found
        heard = await bell.hear()


def _since(found: Sequence[Mapping[str, Any]], reader: Reader, place: Place) -> list[Any] | None:
    """None if the place is not there, or the key or the installation have become others."""
    if not found or Reader.told_in(found[0]) != reader:
        return None
    entries = [_entry(row) for row in found if row["seq"] is not None]
    if not place.seq:
        return entries
    return entries[1:] if entries and Place.behind(entries[0]) == place else None


def _entry(row: Mapping[str, Any]) -> Any:
    told = SimpleNamespace(**row)
    told.operation, told.step = Operation(told.operation), Step(told.step)
    return told


def _asked(request: Request) -> Asked | None:
    given = parse_qsl(request.url.query, keep_blank_values=True)
    asked = dict(given)
    limit, wait = asked.get("limit", str(DEFAULT)), asked.get("wait", "0")
    if len(asked) < len(given) or not asked.keys() <= {"after", "limit", "wait"}:
        return None
    if not NUMBER.fullmatch(limit) or not int(limit) or not NUMBER.fullmatch(wait) or asked.get("after") == "now":
        return None
    return Asked(asked.get("after", "").strip(), min(int(limit), MOST), min(int(wait), LONGEST_WAIT))
