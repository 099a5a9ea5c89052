"""A consumer that holds what the checksum says holds everything."""

import hashlib

import pytest

from backend.accounts.models import Permission
from tests import factories, signing
from tests.api.test_listing import counted
from tests.factories import settle
from tests.feed.conftest import API, follow

SEEN = {None: 14, "town": 12, "zone": 5, "nowhere": 0}  # entries that a key of that area is told
NOTHING = hashlib.sha256(b"").hexdigest()


def mirrored(entries, mirror=None):
    """What a consumer holds after these entries."""
    mirror = {} if mirror is None else mirror
    for each in entries:
        if each["operation"] == "upsert":
            mirror[each["project"]] = each["version"]
        else:
            mirror.pop(each["project"])
    return mirror


def summed(mirror):
    lines = sorted(f"{code} {version}\n".encode() for code, version in mirror.items())
    return len(mirror), hashlib.sha256(b"".join(lines)).hexdigest()


async def told_at(program, cursor=""):
    told = (await program.get(f"{API}/checksum", params={"at": cursor} if cursor else {})).json()
    return told["count"], told["digest"]


@pytest.fixture
async def eventful(session):
    """Projects that come, change, move from the town to the zone and back, get another code, and go."""
    made = {}
    for number in range(6):
        code = f"{'甲' if number % 2 else 'P'}-{number}"
        made[number] = await factories.project(session, code=code, area="town" if number < 4 else "zone")
        await settle(session)
    for number, fields in (
        (0, {"remark": "改过"}),
        (1, {"area": "zone"}),
        (4, {"area": "town"}),
        (1, {"area": "town", "remark": "回来了"}),
        (2, {"code": "Q-2"}),
        (0, {"area": None}),
    ):
        for name, value in fields.items():
            setattr(made[number], name, value)
        await settle(session)
    await session.delete(made[3])
    await settle(session)


@pytest.mark.parametrize("scope", [{}, {"area": "town"}, {"area": "zone"}, {"area": "nowhere"}])
async def test_at_every_cursor_the_checksum_is_that_of_a_mirror_built_so_far(session, client, eventful, scope):
    program = client(await signing.key(session, Permission.READ, name="对账", scope=scope))
    mirror, after, seen = {}, "", 0
    while True:
        page = (await program.get(f"{API}/changes", params={"after": after, "limit": 1})).json()
        mirrored(page["items"], mirror)
        after, seen = page["next"], seen + len(page["items"])
        assert await told_at(program, after) == summed(mirror)
        if not page["items"]:
            break
    assert await told_at(program) == summed(mirror)
    assert seen == SEEN[scope.get("area")]


async def test_a_narrow_key_counts_nothing_of_elsewhere(eventful, stranger):
    _, after = await follow(stranger)
    assert (await told_at(stranger, after))[0] == 3


async def test_of_nothing_the_digest_is_that_of_an_empty_text(reader):
    assert await told_at(reader) == (0, NOTHING)


async def test_a_cursor_that_is_not_genuine_is_refused_here_too(eventful, reader, stranger):
    _, after = await follow(reader)
    assert (await stranger.get(f"{API}/checksum?at={after}")).status_code == 400
    assert (await reader.get(f"{API}/checksum?at=made-up")).status_code == 400


async def test_it_costs_the_same_statements_whatever_there_is(session, engine, eventful, reader):
    _, after = await follow(reader)
    counts = []
    await told_at(reader)  # from now on the key is known to have been used just now
    for _ in range(2):
        with counted(engine) as statements:
            assert (await reader.get(f"{API}/checksum?at={after}")).status_code == 200
        counts.append(len(statements))
        for number in range(20):
            await factories.project(session, code=f"N-{len(counts)}-{number}")
        await settle(session)
    assert counts[0] == counts[1] <= 4


async def test_projects_that_exchange_their_codes_in_one_transaction_are_both_kept(session, reader):
    first = await factories.project(session, code="P-1")
    second = await factories.project(session, code="P-2")
    await settle(session)
    for row, code in ((first, "P-0"), (second, "P-1"), (first, "P-2")):
        row.code = code
        await session.flush()
    await settle(session)
    found, cursor = await follow(reader)
    mirror = mirrored(found)
    assert set(mirror) == {"P-1", "P-2"}
    assert await told_at(reader, cursor) == summed(mirror)
