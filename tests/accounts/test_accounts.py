import pytest
from sqlmodel import select

from backend.accounts import links, service
from backend.accounts.models import Account, Role
from backend.feed.models import Change
from tests import factories

NEWCOMER = {"name": "LiHong", "person": "李红", "role": "office", "title": "副主任", "phone": "13900000002"}


def edited(account, **changes):
    return {"person": account.person, "role": str(account.role), "base_version": account.version} | changes


async def account_named(session, name):
    query = select(Account).where(Account.name == name).execution_options(populate_existing=True)
    return (await session.exec(query)).one()


async def test_an_administrator_makes_an_account(client, session, administrator):
    unit = await factories.unit(session)
    answer = await client(administrator).post("/admin/accounts", data=NEWCOMER | {"unit": unit.code})
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/accounts/lihong")
    made = await account_named(session, "lihong")
    assert (made.person, made.role, made.unit_id, made.password) == ("李红", Role.OFFICE, unit.id, None)


async def test_who_made_an_account_is_recorded_but_no_telephone_number(client, session, administrator):
    await client(administrator).post("/admin/accounts", data=NEWCOMER)
    change = (await session.exec(select(Change).where(Change.subject == "accounts", Change.via == "page"))).one()
    assert change.actor_id == administrator.id
    assert "13900000002" not in str(change.after)


async def test_a_name_is_taken_once(client, administrator):
    browser = client(administrator)
    await browser.post("/admin/accounts", data=NEWCOMER)
    answer = await browser.post("/admin/accounts", data=NEWCOMER)
    assert answer.status_code == 409
    assert "已经有了" in answer.text
    assert "李红" in answer.text  # nothing typed is lost


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "李红"}, "账号用2至40个字母"),
        ({"phone": "call me"}, "电话只写数字"),
        ({"role": "king"}, "请从这些里选一个"),
        ({"unit": "nowhere"}, "没有这个单位"),
        ({"role": "reader"}, "要选可以看哪些项目"),
        ({"role": "reader", "scope": "unit:nowhere"}, "没有单位"),
        ({"role": "reader", "scope": "planet:mars"}, "项目范围"),
    ],
)
async def test_what_is_wrong_stands_beside_the_field(client, administrator, given, sentence):
    answer = await client(administrator).post("/admin/accounts", data=NEWCOMER | given)
    assert answer.status_code == 422
    assert sentence in answer.text


async def test_a_reader_is_bound_to_a_scope_and_nobody_else_is(client, session, administrator):
    unit = await factories.unit(session)
    browser = client(administrator)
    await browser.post("/admin/accounts", data=NEWCOMER | {"role": "reader", "scope": f"unit:{unit.code}"})
    await browser.post("/admin/accounts", data=NEWCOMER | {"name": "zhanglei", "scope": f"unit:{unit.code}"})
    assert (await account_named(session, "lihong")).scope == {"unit": unit.code}
    assert (await account_named(session, "zhanglei")).scope is None


async def test_an_edit_is_kept_and_a_second_on_the_old_version_is_not(client, session, administrator, steward):
    browser = client(administrator)
    first = edited(steward, person="王敏敏", role="reviewer")
    assert (await browser.post("/admin/accounts/wangmin", data=first)).status_code == 303
    answer = await browser.post("/admin/accounts/wangmin", data=first | {"person": "王小敏"})
    assert answer.status_code == 412
    assert "刚被别人改过" in answer.text
    kept = await account_named(session, "wangmin")
    assert (kept.person, kept.role, kept.version) == ("王敏敏", Role.REVIEWER, 2)


async def test_an_account_that_is_not_there_is_not_found(client, administrator):
    assert (await client(administrator).get("/admin/accounts/nobody")).status_code == 404


async def test_accounts_are_found_by_name_person_or_unit(client, session, administrator, steward):
    unit = await factories.unit(session, name="水利局")
    await factories.account(session, name="zhanglei", person="张磊", unit_id=unit.id)
    browser = client(administrator)
    for words, there, gone in [
        ("张", "张磊", steward.person),
        ("水利", "张磊", steward.person),
        ("WANG", "王敏", "张磊"),
    ]:
        page = (await browser.get("/admin/accounts", params={"q": words})).text
        assert there in page
        assert f">{gone}<" not in page
    assert "没有找到账号" in (await browser.get("/admin/accounts", params={"q": "100%"})).text


async def test_a_disabled_account_is_signed_out_and_stays_out(client, session, administrator, steward):
    browser = client(administrator)
    for _ in range(2):  # pressing twice is the same
        assert (await browser.post("/admin/accounts/wangmin/disable")).status_code == 303
    assert (await client(steward).get("/me")).status_code == 303
    assert (await browser.post("/admin/accounts/wangmin/link")).status_code == 409

    await browser.post("/admin/accounts/wangmin/enable")
    assert (await client(steward).get("/me")).status_code == 303  # the session was ended for good


async def test_the_last_administrator_cannot_go(client, session, administrator):
    browser = client(administrator)
    path = f"/admin/accounts/{administrator.name}"
    assert (await browser.post(f"{path}/disable")).status_code == 409
    answer = await browser.post(path, data=edited(administrator, role="leader"))
    assert answer.status_code == 409
    assert "最后一个可用的管理员" in answer.text

    await factories.account(session, Role.ADMINISTRATOR)
    assert (await browser.post(path, data=edited(administrator, role="leader"))).status_code == 303


async def test_a_disabled_administrator_does_not_count_as_one(client, session, administrator):
    second = await factories.account(session, Role.ADMINISTRATOR)
    browser = client(administrator)
    assert (await browser.post(f"/admin/accounts/{second.name}/disable")).status_code == 303
    assert (await browser.post(f"/admin/accounts/{administrator.name}/disable")).status_code == 409


async def test_nobody_disables_themselves(client, session, administrator):
    await factories.account(session, Role.ADMINISTRATOR)
    answer = await client(administrator).post(f"/admin/accounts/{administrator.name}/disable")
    assert answer.status_code == 403
    assert "停用账号" not in (await client(administrator).get(f"/admin/accounts/{administrator.name}")).text


async def test_a_link_is_shown_once_and_signs_in(client, administrator, steward):
    page = (await client(administrator).post("/admin/accounts/wangmin/link")).text
    path = "/sign-in/" + page.split("/sign-in/", 1)[1].split("<", 1)[0]
    assert (await client().post(f"https://test{path}")).status_code == 303
    assert path not in (await client(administrator).get("/admin/accounts/wangmin")).text


async def test_lost_codes_are_dropped_by_an_administrator(client, session, administrator):
    office = await factories.account(session, Role.OFFICE, totp_secret="A" * 32)
    await client(administrator).post(f"/admin/accounts/{office.name}/codes/drop")
    await session.refresh(office)
    assert office.totp_secret is None


async def test_the_first_administrator_is_made_once(session):
    first = await service.first_administrator(session)
    assert (first.name, first.person, first.role) == ("admin", "管理员", Role.ADMINISTRATOR)
    assert await service.first_administrator(session) is first
    assert (await links.make_link(session, first)).startswith("http")
