import pytest

from backend.web.look import own_path


async def test_a_chosen_size_is_kept_for_a_year_and_drawn_on_every_page(visitor):
    answer = await visitor.post("/look", data={"size": "xl", "back": "/gallery?q=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/gallery?q=1")
    assert "Max-Age=31536000" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert 'data-size="xl" data-theme="system"' in (await visitor.get("/gallery")).text


async def test_a_chosen_theme_leaves_the_size_alone(visitor):
    await visitor.post("/look", data={"size": "l"})
    await visitor.post("/look", data={"theme": "dark"})
    assert 'data-size="l" data-theme="dark"' in (await visitor.get("/gallery")).text


async def test_an_unknown_choice_changes_nothing(visitor):
    answer = await visitor.post("/look", data={"size": '"><script>', "theme": "pink"})
    assert "set-cookie" not in answer.headers


async def test_a_forged_cookie_draws_the_standard(visitor):
    answer = await visitor.get("/gallery", headers={"cookie": "size=huge; theme=pink"})
    assert 'data-size="m" data-theme="system"' in answer.text


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/\n/x"]
)
def test_the_way_back_never_leads_to_another_site(elsewhere):
    assert own_path(elsewhere) == "/"


def test_the_way_back_keeps_path_and_query():
    assert own_path("/projects?q=%E5%90%8C") == "/projects?q=%E5%90%8C"
