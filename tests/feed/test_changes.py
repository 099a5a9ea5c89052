import pytest
from sqlmodel import select

from backend.accounts.models import Permission
from backend.feed.models import Installation
from backend.ids import uuid7
from backend.web import sealing
from tests import factories, signing
from tests.factories import settle
from tests.feed.conftest import API, follow


@pytest.fixture
async def three(session):
    """Projects A, B and C, of the zone, the town and the zone; then A changed."""
    first = await factories.project(session, code="A", area="zone")
    await settle(session)
    for code, area in {"B": "town", "C": "zone"}.items():
        await factories.project(session, code=code, area=area)
        await settle(session)
    first.remark = "改过"
    await settle(session)


def versions(entries):
    return [(each["project"], each["version"]) for each in entries]


async def test_versions_come_in_the_order_of_commits_and_each_once(three, reader):
    found, _ = await follow(reader)
    assert versions(found) == [("A", 1), ("B", 1), ("C", 1), ("A", 2)]
    assert [each["seq"] for each in found] == [1, 2, 3, 4]
    assert found[3]["changed"] == ["remark"]
    assert found[0]["state"]["remark"] is None
    assert found[3]["state"]["remark"] == "改过"


async def test_nothing_new_is_an_empty_page_from_which_one_goes_on(session, three, reader):
    _, after = await follow(reader)
    empty = (await reader.get(f"{API}/changes?after={after}")).json()
    assert empty == {"items": [], "next": after}
    await factories.project(session, code="D")
    await settle(session)
    assert versions((await follow(reader, after))[0]) == [("D", 1)]


async def test_whoever_begins_now_gets_what_comes_from_now_on(session, three, reader):
    now = (await reader.get(f"{API}/changes?after=now")).json()
    assert now["items"] == []
    await factories.project(session, code="D")
    await settle(session)
    assert versions((await follow(reader, now["next"]))[0]) == [("D", 1)]


async def test_on_an_empty_installation_one_may_begin_as_well(session, reader):
    for after in ("", "now"):
        begun = (await reader.get(f"{API}/changes?after={after}")).json()
        assert begun["items"] == []
        assert begun["next"]
    await factories.project(session, code="A")
    await settle(session)
    assert versions((await follow(reader, begun["next"]))[0]) == [("A", 1)]


async def test_a_key_of_one_area_learns_nothing_of_what_happens_elsewhere(three, stranger):
    page = (await stranger.get(f"{API}/changes")).json()
    assert versions(page["items"]) == [("B", 1)]
    assert page["items"][0]["seq"] is None
    assert (await stranger.get(f"{API}/changes?after={page['next']}")).json()["items"] == []


async def test_a_new_key_of_the_same_scope_goes_on_and_one_of_another_scope_does_not(session, client, three, reader):
    _, after = await follow(reader)
    successor = client(await signing.key(session, Permission.READ))
    assert (await successor.get(f"{API}/changes?after={after}")).status_code == 200
    other = client(await signing.key(session, Permission.READ, scope={"area": "zone"}))
    assert (await other.get(f"{API}/changes?after={after}")).status_code == 400


async def test_a_cursor_that_was_tampered_with_is_refused(three, reader):
    _, after = await follow(reader)
    for at in range(0, len(after), 7):
        tampered = f"{after[:at]}{'A' if after[at] != 'A' else 'B'}{after[at + 1 :]}"
        refused = await reader.get(f"{API}/changes?after={tampered}")
        assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
    for made_up in ("0", "1", "9999", "-1", "null", "bm93"):
        assert (await reader.get(f"{API}/changes?after={made_up}")).status_code == 400


async def test_a_cursor_of_another_time_is_gone_and_says_where_to_begin_again(session, three, reader):
    _, after = await follow(reader)
    installation = (await session.exec(select(Installation))).one()
    epoch, head = str(installation.epoch), (await reader.get(f"{API}/changes")).json()["items"][-1]["seq"]
    above = sealing.seal(installation.secret, {"feed": {}}, [epoch, head + 1, "0" * 16])
    other_entry = sealing.seal(installation.secret, {"feed": {}}, [epoch, head, "0" * 16])
    installation.epoch = uuid7()
    await session.flush()
    restored = after
    for gone in (above, other_entry, restored):
        refused = await reader.get(f"{API}/changes?after={gone}")
        assert (refused.status_code, refused.json()["code"]) == (410, "gone")
        assert (await reader.get(refused.json()["restart"])).status_code == 200


async def test_a_number_above_the_head_or_another_entry_is_gone(session, three, reader):
    installation = (await session.exec(select(Installation))).one()
    for mark, seq in (("0" * 16, 4), ("", 5)):
        place = [str(installation.epoch), seq, mark]
        cursor = sealing.seal(installation.secret, {"feed": {}}, place)
        assert (await reader.get(f"{API}/changes?after={cursor}")).status_code == 410
