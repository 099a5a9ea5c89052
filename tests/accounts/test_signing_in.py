import httpx
import pytest
from sqlmodel import select

from backend.accounts import links, passwords, sweeping, throttle
from backend.accounts.models import SignIn, SignInFailure, SignInLink
from backend.clock import now
from backend.ids import digest
from tests.accounts.conftest import PASSWORD


def token_in(answer: httpx.Response) -> str:
    return answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]


async def test_name_and_password_open_the_site(client, sign_in, steward):
    browser = client()
    answer = await sign_in(browser=browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert steward.person in (await browser.get("https://test/me")).text


async def test_capitals_and_full_width_letters_are_taken_for_what_they_mean(session, sign_in, steward):
    steward.password = await passwords.hash_of("train1 by the river")
    await session.flush()
    assert (await sign_in(" WangMin ", "ｔｒａｉｎ１ by the river")).status_code == 303


async def test_only_the_hash_of_the_token_is_stored(session, sign_in, steward):
    token = token_in(await sign_in())
    stored = (await session.exec(select(SignIn.token_hash).where(SignIn.account_id == steward.id))).all()
    assert digest(token) in stored
    assert token not in stored


async def test_signing_in_again_leaves_the_session_before(client, sign_in, steward):
    browser, copy = client(), client()
    copy.cookies.set("__Host-sid", token_in(await sign_in(browser=browser)))
    assert (await copy.get("https://test/me")).status_code == 200
    await sign_in(browser=browser)
    assert (await copy.get("https://test/me")).status_code == 303


async def test_over_https_the_cookie_is_bound_to_the_host(sign_in, steward):
    cookie = (await sign_in()).headers["set-cookie"]
    assert cookie.startswith("__Host-sid=")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


async def test_on_this_machine_plain_http_is_enough(client, steward):
    data = {"name": "wangmin", "password": PASSWORD}
    answer = await client().post("http://127.0.0.1:8000/sign-in", data=data)
    assert answer.headers["set-cookie"].startswith("sid=")
    assert "HttpOnly" in answer.headers["set-cookie"]


async def test_elsewhere_plain_http_takes_no_password(client, steward):
    page = await client().get("http://10.1.2.3/sign-in")
    assert "HTTPS" in page.text
    assert 'type="password"' not in page.text
    answer = await client().post("http://10.1.2.3/sign-in", data={"name": "wangmin", "password": PASSWORD})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}])
async def test_another_site_cannot_sign_anyone_in(client, steward, headers):
    browser = client()
    browser.headers.pop("sec-fetch-site")
    data = {"name": "wangmin", "password": PASSWORD}
    assert (await browser.post("https://test/sign-in", data=data, headers=headers)).status_code == 403


async def test_an_old_browser_says_where_a_form_comes_from_by_its_origin(client, steward):
    browser = client()
    browser.headers.pop("sec-fetch-site")
    data = {"name": "wangmin", "password": PASSWORD}
    assert (await browser.post("https://test/sign-in", data=data, headers={"origin": "https://test"})).is_redirect


async def test_another_site_cannot_act_for_who_is_signed_in(client, steward):
    answer = await client(steward).post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


async def test_a_page_asked_for_too_early_is_opened_after_signing_in(client, sign_in, steward):
    answer = await client().get("/me?from=mail")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fme%3Ffrom%3Dmail")
    assert (await sign_in(next="/me?from=mail")).headers["location"] == "/me?from=mail"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "me"])
async def test_signing_in_never_leads_to_another_site(sign_in, steward, elsewhere):
    assert (await sign_in(next=elsewhere)).headers["location"] == "/"


async def test_a_wrong_password_and_an_unknown_name_read_the_same(sign_in, steward):
    wrong, unknown = await sign_in(password="nonsense"), await sign_in(name="nobody")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "账号或密码不对" in answer.text
        assert "nonsense" not in answer.text
        assert "set-cookie" not in answer.headers


async def test_after_five_failures_even_the_right_password_has_to_wait(sign_in, steward, later):
    for _ in range(throttle.FREE):
        assert (await sign_in(password="nonsense")).status_code == 422
    with later(seconds=20):
        answer = await sign_in()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert "请等1分钟再试" in answer.text
    with later(minutes=2):
        assert (await sign_in()).status_code == 303


async def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_never_more(session, steward):
    turn = await throttle.take_turn(session, "wangmin")
    waits = [throttle.count(turn) for _ in range(12)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]


async def test_failures_are_forgotten_after_a_day_and_after_success(session, sign_in, steward, later):
    for _ in range(4):
        await sign_in(password="nonsense")
    with later(days=2):
        assert (await sign_in(password="nonsense")).status_code == 422
        assert (await sign_in(password="nonsense")).status_code == 422
        assert (await sign_in()).status_code == 303
    assert (await session.exec(select(SignInFailure))).all() == []


async def test_names_that_do_not_exist_are_throttled_alike(sign_in):
    answers = [await sign_in(name="nobody") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


async def test_a_disabled_account_does_not_sign_in(session, sign_in, steward):
    steward.disabled_at = now()
    await session.flush()
    assert (await sign_in()).status_code == 422


async def test_what_signing_in_leaves_behind_is_thrown_away_in_time(session, sign_in, steward, later):
    await sign_in(password="nonsense")
    await links.make_link(session, steward)
    for days, left in [(0, (1, 1, 1)), (2, (0, 1, 1)), (100, (0, 0, 0))]:
        with later(days=days):
            await sweeping.sweep(session)
        kinds = (SignInFailure, SignInLink, SignIn)
        assert tuple([len((await session.exec(select(kind))).all()) for kind in kinds]) == left
