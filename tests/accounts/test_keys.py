import re
from datetime import timedelta

import pytest
from sqlmodel import select

from backend import clock
from backend.accounts import addresses, expiring, keys
from backend.accounts.actor import Actor, the_house
from backend.accounts.key_format import mint, well_formed
from backend.accounts.models import ApiKey, KeyUse, Permission, Role
from backend.app import create_api
from backend.clock import now
from backend.errors import Conflict, Forbidden, Invalid
from backend.ids import digest
from tests import factories, signing

UNITS = "/api/v1/units"
WANTED = {"name": "开发区平台", "permission": "read", "scope": "all", "days": "180"}


async def refused(program):
    """The sentence with which the API turns a caller away."""
    answer = await program.get(UNITS)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    body = answer.json()
    assert body["code"] == "unauthenticated"
    return body["detail"]


async def test_a_key_is_shown_once_works_and_is_stored_as_a_hash(client, session, administrator):
    browser = client(administrator)
    page = (await browser.post("/admin/keys", data=WANTED)).text
    token = "sanpi_" + page.split(">sanpi_", 1)[1].split("<", 1)[0]
    assert (await client(token).get(UNITS)).status_code == 200
    assert token not in (await browser.get("/admin/keys")).text

    stored = (await session.exec(select(ApiKey))).one()
    assert (stored.secret_hash, stored.created_by_id) == (digest(token), administrator.id)
    assert token.startswith(stored.prefix + "_")
    assert stored.expires_at - stored.created_at > timedelta(days=179)


async def test_a_key_says_what_it_may_do(client, session, administrator):
    unit = await factories.unit(session)
    wanted = WANTED | {"permission": "write", "scope": f"unit:{unit.code}"}
    await client(administrator).post("/admin/keys", data=wanted)
    stored = (await session.exec(select(ApiKey))).one()
    actor = Actor.holding(stored)
    assert (actor.runs_projects, actor.is_administrator, actor.is_person) == (True, False, False)
    assert actor.scope == {"unit": unit.code}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"days": "366"}, "不能大于365"),
        ({"days": "0"}, "不能小于1"),
        ({"scope": "unit:nowhere"}, "没有单位"),
        ({"scope": "nonsense"}, "项目范围"),
        ({"permission": "admin"}, "请从这些里选一个"),
        ({"name": " "}, "至少写1个字"),
    ],
)
async def test_a_key_that_cannot_be_is_not_made(client, session, administrator, given, sentence):
    answer = await client(administrator).post("/admin/keys", data=WANTED | given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (await session.exec(select(ApiKey))).all() == []


async def test_two_keys_of_one_name_live_side_by_side_for_rotation_and_no_third(session):
    house = the_house("cli")
    for _ in range(2):
        await keys.create_key(session, house, "平台", Permission.READ, {})
    with pytest.raises(Conflict):
        await keys.create_key(session, house, "平台", Permission.READ, {})
    oldest = (await session.exec(select(ApiKey).order_by(ApiKey.created_at))).first()
    await keys.revoke_key(session, house, oldest.prefix)
    assert await keys.create_key(session, house, "平台", Permission.READ, {})


async def test_only_administrators_make_keys_and_never_for_more_than_a_year(session):
    office = await factories.account(session, Role.OFFICE)
    with pytest.raises(Forbidden):
        await keys.create_key(session, Actor.of(office), "平台", Permission.READ, {})
    with pytest.raises(Invalid):
        await keys.create_key(session, the_house("cli"), "平台", Permission.READ, {}, days=366)
    with pytest.raises(Invalid):
        await keys.create_key(session, the_house("cli"), "平台", Permission.READ, {"area": "a", "unit": "b"})


async def test_a_revoked_key_is_told_so_and_revoking_twice_is_the_same(client, session, administrator):
    token = await signing.key(session)
    for _ in range(2):
        answer = await client(administrator).post(f"/admin/keys/{token[:14]}/revoke")
        assert answer.status_code == 303
    assert "已作废" in await refused(client(token))


async def test_a_key_that_is_not_there_cannot_be_revoked(client, administrator):
    assert (await client(administrator).post("/admin/keys/sanpi_00000000/revoke")).status_code == 404


async def test_an_expired_key_is_told_so(client, session):
    token = await signing.key(session, expires_at=now() - timedelta(seconds=1))
    assert "已过期" in await refused(client(token))


async def test_a_mangled_key_is_refused(client, session):
    token = await signing.key(session)
    for mangled in (
        token[:-1],
        token[:-9] + ("1" if token[-9] == "0" else "0") + token[-8:],
        token.upper(),
        f"{token} ",
        "nonsense",
    ):
        assert "密钥" in await refused(client(mangled))


async def test_no_key_and_another_scheme_are_refused(client, session):
    token = await signing.key(session)
    nobody, basic = client(), client()
    basic.headers["authorization"] = f"Basic {token}"
    for program in (nobody, basic):
        assert "Authorization: Bearer" in await refused(program)


async def test_a_cookie_opens_no_api(client, administrator):
    assert "Bearer" in await refused(client(administrator))


def test_one_wrong_letter_is_seen_without_a_database():
    _, token = mint()
    assert well_formed(token)
    for place in range(len(token)):
        assert not well_formed(token[:place] + ("1" if token[place] == "0" else "0") + token[place + 1 :])


async def test_last_use_is_noted_at_most_once_a_minute(client, session, later):
    token = await signing.key(session)
    key = (await session.exec(select(ApiKey))).one()
    used = []
    for seconds in (0, 30, 90):
        with later(seconds=seconds):
            await client(token).get(UNITS)
        await session.refresh(key)
        used.append(key.last_used_at)
    assert used[0] is not None
    assert used[0] == used[1]
    assert used[2] - used[0] > timedelta(seconds=60)


async def test_the_list_warns_before_a_key_expires(client, session, administrator):
    await signing.key(session, expires_at=now() + timedelta(days=7, hours=1))
    assert "还有7天到期" in (await client(administrator).get("/admin/keys")).text


async def test_a_key_is_changed_without_a_gap(client, session, administrator):
    """The new one may do what the old one may, and both work until the old one is revoked."""
    unit = await factories.unit(session)
    browser = client(administrator)
    given = WANTED | {"permission": "write", "scope": f"unit:{unit.code}", "addresses": "127.0.0.1, 10.1.2.7/24"}
    old = shown_in(await browser.post("/admin/keys", data=given))
    page = await browser.post(f"/admin/keys/{old[:14]}/rotate", data={"days": "90"})
    new = shown_in(page)
    assert old[:14] in page.text
    first, second = (await session.exec(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id))).all()
    for name in ("name", "permission", "scope", "addresses"):
        assert getattr(first, name) == getattr(second, name), name
    assert second.addresses == ["127.0.0.1", "10.1.2.0/24"]
    for token in (old, new):
        assert (await client(token).get(UNITS)).status_code == 200
    third = await browser.post(f"/admin/keys/{old[:14]}/rotate", data={"days": "90"})
    assert (third.status_code, "已有两把可用的密钥" in third.text) == (409, True)
    await browser.post(f"/admin/keys/{old[:14]}/revoke")
    assert "已作废" in await refused(client(old))
    assert (await client(new).get(UNITS)).status_code == 200
    assert (await browser.post(f"/admin/keys/{old[:14]}/rotate", data={"days": "90"})).status_code == 409


def shown_in(page):
    assert page.status_code == 200
    return "sanpi_" + page.text.split(">sanpi_", 1)[1].split("<", 1)[0]


async def test_a_key_works_from_its_addresses_alone(client, session, administrator):
    token = await signing.key(session)
    browser = client(administrator)
    for given, status in (("10.0.0.0/8\n192.168.1.4", 403), ("127.0.0.0/8", 200), ("", 200)):
        saved = await browser.post(f"/admin/keys/{token[:14]}/addresses", data={"addresses": given})
        assert saved.status_code == 303
        answer = await client(token).get(UNITS)
        assert answer.status_code == status
        if status == 403:
            assert answer.json()["code"] == "forbidden"
            assert "127.0.0.1" in answer.json()["detail"]


@pytest.mark.parametrize(
    "given", ["everywhere", "10.1.2.0/33", "::1/200", "10.1", " ".join(f"10.0.0.{n}" for n in range(21))]
)
async def test_addresses_that_cannot_be_change_nothing(client, session, administrator, given):
    token = await signing.key(session, addresses=["10.0.0.1"])
    for path, more in ((f"/admin/keys/{token[:14]}/addresses", {}), ("/admin/keys", WANTED)):
        answer = await client(administrator).post(path, data=more | {"addresses": given})
        assert answer.status_code == 422
        assert "地址或网段" in answer.text
        assert given[:20] in answer.text
    key = (await session.exec(select(ApiKey))).one()
    await session.refresh(key)
    assert key.addresses == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("allowed", "host", "may"),
    [
        ([], None, True),
        (["10.1.2.0/24"], "10.1.2.200", True),
        (["10.1.2.0/24"], "10.1.3.1", False),
        (["10.1.2.0/24"], "::ffff:10.1.2.9", True),
        (["2001:db8::/32"], "2001:db8::7", True),
        (["::/0"], None, False),
        (["::/0"], "testclient", False),
    ],
)
def test_an_address_is_in_a_network_or_not(allowed, host, may):
    assert addresses.permits(allowed, host) is may


async def test_the_page_tells_calls_by_day(client, session, administrator):
    token = await signing.key(session)
    key = (await session.exec(select(ApiKey))).one()
    for back, calls in ((0, 3), (1, 1200), (8, 40), (31, 9)):
        session.add(KeyUse(key_id=key.id, day=clock.today() - timedelta(days=back), calls=calls))
    await session.flush()
    browser = client(administrator)
    assert "今天3次，近7天1,203次" in (await browser.get("/admin/keys")).text
    assert "近30天调用1,243次" in (await browser.get(f"/admin/keys/{token[:14]}")).text


async def test_a_key_that_is_not_there_has_no_page(client, administrator):
    browser = client(administrator)
    assert (await browser.get("/admin/keys/sanpi_00000000")).status_code == 404
    for act in ("addresses", "rotate"):
        assert (await browser.post(f"/admin/keys/sanpi_00000000/{act}", data={})).status_code == 404


async def test_a_warning_is_written_once_30_and_7_days_and_1_day_before(session, later):
    await signing.key(session, expires_at=now() + timedelta(days=31))
    written = []
    for days in (0, 2, 2, 10, 24.5, 24.6, 30.5, 30.9, 32):
        with later(days=days):
            written.append([days for _, days in await expiring.warn(session)])
    assert written == [[], [30], [], [], [7], [], [1], [], []]


async def test_a_key_that_has_a_successor_or_is_revoked_warns_of_nothing(session):
    soon = now() + timedelta(days=3)
    await signing.key(session, name="换过的", expires_at=soon)
    await signing.key(session, name="换过的", expires_at=soon + timedelta(days=200))
    await signing.key(session, name="作废的", expires_at=soon, revoked_at=now())
    await signing.key(session, name="范围不同", expires_at=soon)
    await signing.key(session, name="范围不同", scope={"unit": "zone"}, expires_at=soon + timedelta(days=200))
    assert [key.name for key, _ in await expiring.warn(session)] == ["范围不同"]


def test_no_key_manages_keys():
    """The API knows none of it: keys are for persons."""
    described = create_api().openapi()
    places = [re.sub(r"\{\w+\}", "", path) for path in described["paths"]]
    assert not [place for place in places if "key" in place]
