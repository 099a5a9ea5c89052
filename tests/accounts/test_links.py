import pytest

from backend.accounts import links
from backend.accounts.models import Role
from backend.clock import now
from backend.config import settings
from tests import factories


@pytest.fixture
async def link(session, steward):
    """The path of a link for the steward."""
    return (await links.make_link(session, steward)).removeprefix(settings.base_url)


def at_test(path: str) -> str:
    return f"https://test{path}"


async def test_looking_at_a_link_uses_nothing_up_and_pressing_the_button_signs_in(client, steward, link):
    browser = client()
    for _ in range(2):
        page = await browser.get(at_test(link))
        assert page.status_code == 200
        assert steward.person in page.text
        assert "set-cookie" not in page.headers
    entered = await browser.post(at_test(link))
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert (await browser.get(at_test("/me"))).status_code == 200


async def test_a_link_works_once(client, link):
    await client().post(at_test(link))
    for again in (await client().post(at_test(link)), await client().get(at_test(link))):
        assert again.status_code == 410
        assert "已经用过" in again.text
        assert "set-cookie" not in again.headers


async def test_a_link_grows_old(client, link, later):
    with later(hours=settings.link_hours + 1):
        assert (await client().post(at_test(link))).status_code == 410


async def test_a_mangled_link_is_refused_in_words(client, link):
    assert "不完整" in (await client().get(at_test(link[:-3]))).text


async def test_a_new_link_voids_the_one_before(client, session, steward, link):
    newer = (await links.make_link(session, steward)).removeprefix(settings.base_url)
    assert (await client().post(at_test(link))).status_code == 410
    assert (await client().post(at_test(newer))).status_code == 303


async def test_a_link_for_a_disabled_account_is_worth_nothing(client, session, steward, link):
    steward.disabled_at = now()
    await session.flush()
    assert (await client().post(at_test(link))).status_code == 410


async def test_another_site_cannot_press_the_button(client, link):
    answer = await client().post(at_test(link), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


async def test_who_has_no_password_yet_is_asked_to_set_one(client, session):
    newcomer = await factories.account(session, Role.OFFICE)
    path = (await links.make_link(session, newcomer)).removeprefix(settings.base_url)
    assert (await client().post(at_test(path))).headers["location"] == "/me"


async def test_who_forgot_the_password_sets_another_after_a_link(client, link):
    browser = client()
    await browser.post(at_test(link))
    new = {"new": "一句只有我知道的话", "again": "一句只有我知道的话"}
    assert (await browser.post(at_test("/me/password"), data=new)).status_code == 303


async def test_an_hour_after_the_link_the_old_password_is_asked_for(client, link, later):
    browser = client()
    await browser.post(at_test(link))
    new = {"new": "一句只有我知道的话", "again": "一句只有我知道的话"}
    with later(hours=2):
        assert (await browser.post(at_test("/me/password"), data=new)).status_code == 422
