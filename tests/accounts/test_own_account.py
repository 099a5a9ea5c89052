import pyotp
import pytest
from sqlmodel import select

from backend.accounts import totp
from backend.accounts.models import Account, Role, SignIn
from backend.accounts.weak_passwords import weakness
from backend.clock import now
from tests import factories
from tests.accounts.conftest import PASSWORD, STORED

NEW = "一句只有我知道的话"


def change(current=PASSWORD, new=NEW, again=None):
    return {"current": current, "new": new, "again": again or new}


async def test_a_changed_password_ends_every_session_and_this_browser_gets_a_new_one(client, sign_in, steward):
    here, elsewhere = client(), client()
    await sign_in(browser=here)
    await sign_in(browser=elsewhere)
    old = here.cookies.get("__Host-sid")

    answer = await here.post("https://test/me/password", data=change())

    assert answer.status_code == 303
    assert here.cookies.get("__Host-sid") not in {None, old}
    assert (await here.get("https://test/me")).status_code == 200
    assert (await elsewhere.get("https://test/me")).status_code == 303
    assert (await sign_in(password=PASSWORD)).status_code == 422
    assert (await sign_in(password=NEW)).status_code == 303


async def test_the_old_password_must_be_known(client, steward):
    answer = await client(steward).post("/me/password", data=change(current="nonsense"))
    assert answer.status_code == 422
    assert "现在的密码不对" in answer.text


async def test_both_new_passwords_must_agree(client, steward):
    assert (await client(steward).post("/me/password", data=change(again="别的一句话别的"))).status_code == 422


@pytest.mark.parametrize(
    "weak",
    [
        "short12",
        "12345678",
        "19850312",
        "13800000001",
        "password1",
        "P@ssw0rd2026",
        "qwer1234",
        "1qaz2wsx",
        "aaaaaaaa1",
        "wangmin1985",
        "WangMin@2026",
        "minwang88",
        "wm19850312",
        "王敏19850312",
        "tel13800000001x",
        "zhujianju2026",
        "住建局2026",
        "woaini1314",
        "x" * 129,
    ],
)
async def test_what_others_try_first_is_refused(session, weak):
    unit = await factories.unit(session, name="住房和城乡建设局", short_name="住建局")
    person = Account(name="wangmin", person="王敏", role=Role.STEWARD, phone="13800000001")
    assert weakness(weak, person, unit) is not None


@pytest.mark.parametrize("good", [PASSWORD, NEW, "correct horse battery", "Xq7-汾河-2mK", "8302 1947 5566 0192"])
def test_a_sentence_of_ones_own_is_taken(good):
    assert weakness(good, Account(name="wangmin", person="王敏", role=Role.STEWARD), None) is None


async def test_a_weak_password_is_refused_beside_its_field(client, steward):
    answer = await client(steward).post("/me/password", data=change(new="wangmin2026"))
    assert answer.status_code == 422
    assert "最先被猜到" in answer.text


async def test_one_session_can_be_ended(client, session, sign_in, steward):
    browser, lost = client(), client()
    await sign_in(browser=browser)
    lost.headers["user-agent"] = "Mozilla/5.0 (Linux; Android 15) Chrome/140 MicroMessenger/8.0"
    await sign_in(browser=lost)
    assert "微信 · 安卓手机" in (await browser.get("https://test/me")).text

    found = (await session.exec(select(SignIn).where(SignIn.browser.contains("MicroMessenger")))).one()
    for _ in range(2):  # pressing twice is the same
        assert (await browser.post(f"https://test/me/sessions/{found.id}/end")).status_code == 303
    assert (await lost.get("https://test/me")).status_code == 303


async def test_somebody_elses_session_does_not_exist(client, session, steward):
    other = await factories.account(session)
    theirs = (await session.exec(select(SignIn).where(SignIn.account_id == other.id))).one()
    assert (await client(steward).post(f"/me/sessions/{theirs.id}/end")).status_code == 404
    assert (await client(other).get("/me")).status_code == 200


async def test_all_other_sessions_can_be_ended_at_once(client, sign_in, steward):
    browser = client()
    await sign_in(browser=browser)
    await browser.post("https://test/me/other-sessions/end")
    assert (await browser.get("https://test/me")).status_code == 200
    assert (await client(steward).get("/me")).status_code == 303


async def test_signing_out_ends_the_session_on_the_server(client, steward):
    browser = client(steward)
    answer = await browser.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert answer.headers["clear-site-data"] == '"storage"'
    assert (await client(steward).get("/me")).status_code == 303


async def test_a_session_ends_by_itself(client, steward, later):
    with later(days=2):  # the sessions of tests last a day
        assert (await client(steward).get("/me")).status_code == 303


async def test_reading_writes_when_it_was_seen_only_every_few_minutes(client, session, steward, later):
    row = (await session.exec(select(SignIn).where(SignIn.account_id == steward.id))).one()
    seen = row.seen_at
    await client(steward).get("/me")
    await session.refresh(row)
    assert row.seen_at == seen
    with later(minutes=6):
        await client(steward).get("/me")
    await session.refresh(row)
    assert row.seen_at > seen


async def test_stewards_are_not_asked_to_carry_codes(client, steward):
    assert "动态口令" not in (await client(steward).get("/me")).text
    assert (await client(steward).get("/me/codes")).status_code == 403


@pytest.fixture
async def office(session):
    secret = totp.new_secret()
    return await factories.account(session, Role.OFFICE, name="lihong", password=STORED, totp_secret=secret)


def code_of(secret):
    return pyotp.TOTP(secret).at(now())


async def test_codes_start_when_the_first_one_proves_that_the_telephone_has_them(client, session, sign_in):
    person = await factories.account(session, Role.OFFICE, name="lihong", password=STORED)
    browser, secret = client(person), totp.new_secret()
    assert (await browser.post("/me/codes", data={"secret": secret, "code": "000000"})).status_code == 422
    assert (await browser.post("/me/codes", data={"secret": secret, "code": code_of(secret)})).status_code == 303
    assert (await browser.get("/me/codes")).status_code == 409
    assert (await sign_in("lihong")).status_code == 422


async def test_with_codes_the_password_alone_does_not_open(sign_in, office, later):
    with later(seconds=0):
        assert "6位数字" in (await sign_in("lihong")).text
        assert (await sign_in("lihong", code="000000")).status_code == 422
        assert (await sign_in("lihong", code="１２")).status_code == 422
        assert (await sign_in("lihong", code=code_of(office.totp_secret))).status_code == 303


async def test_no_code_works_twice(sign_in, office, later):
    with later(seconds=0):
        code = code_of(office.totp_secret)
        assert (await sign_in("lihong", code=code)).status_code == 303
        assert (await sign_in("lihong", code=code)).status_code == 422


async def test_codes_are_guessed_no_faster_than_passwords(sign_in, office):
    answers = [await sign_in("lihong", code="000000") for _ in range(6)]
    assert answers[-1].status_code == 429


async def test_codes_stop_with_a_last_code(client, session, office):
    browser = client(office)
    assert (await browser.post("/me/codes/stop", data={"code": "000000"})).status_code == 422
    assert (await browser.post("/me/codes/stop", data={"code": code_of(office.totp_secret)})).status_code == 303
    await session.refresh(office)
    assert office.totp_secret is None
