import re

import pytest

from backend.web.templating import environment


async def test_every_page_of_a_demonstration_says_so(visitor):
    for path in ("/gallery", "/errors/404"):
        assert "演示数据" in (await visitor.get(path)).text


async def test_no_page_says_so_where_the_data_are_real(visitor, site):
    site.state.demonstration = False
    try:
        assert "演示数据" not in (await visitor.get("/gallery")).text
    finally:
        site.state.demonstration = True


async def test_only_an_administrator_is_shown_the_way_to_administration(visitor, reader):
    assert 'href="/admin"' in (await visitor.get("/gallery")).text
    reader.is_administrator = False
    assert 'href="/admin"' not in (await visitor.get("/gallery")).text


async def test_the_tab_of_the_current_part_is_marked(visitor):
    tabs = re.findall(r'<a href="([^"]+)" aria-current="page">', (await visitor.get("/projects/ZD-001")).text)
    assert tabs == ["/projects"]


async def test_a_page_is_never_kept_by_a_cache(visitor):
    assert (await visitor.get("/gallery")).headers["cache-control"] == "no-store"


async def test_a_notice_is_said_once_after_the_redirect(visitor):
    answer = await visitor.post("/gallery")
    assert (answer.status_code, answer.headers["location"]) == (303, "/gallery?q=%E5%90%8C%E5%BE%B7")
    assert "已保存，回执48-0174" in (await visitor.get("/gallery")).text
    assert "已保存，回执48-0174" not in (await visitor.get("/gallery")).text


async def test_behind_a_proxy_every_address_stays_below_its_path(visitor_behind_proxy):
    text = (await visitor_behind_proxy.get("errors/404")).text
    addresses = re.findall(r'(?:href|src|action)="([^#"]+)"', text)
    assert len(addresses) > 5
    assert [each for each in addresses if not each.startswith("/sanpi/")] == []


async def test_a_redirect_behind_a_proxy_names_no_host(visitor_behind_proxy):
    answer = await visitor_behind_proxy.post("gallery")
    assert answer.headers["location"] == "/sanpi/gallery?q=%E5%90%8C%E5%BE%B7"


@pytest.mark.parametrize("status", [401, 403, 404, 409, 412, 413, 422, 429, 500, 503, 418])
async def test_an_error_page_says_what_happened_what_to_do_and_where_to_go(visitor, status):
    answer = await visitor.get(f"/errors/{status}", headers={"x-request-id": "7f3a20c1-9"})
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL).group()
    assert answer.status_code == status
    assert re.search(r"<h1>[一-鿿]+", main)
    assert "这一句由业务写。" in main
    assert 'class="btn primary" href="/' in main
    assert "请求编号 7f3a20c1-9" in main
    assert "Traceback" not in answer.text


async def test_what_people_typed_is_text_and_never_markup(visitor):
    answer = await visitor.get("/gallery?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in answer.text


def test_a_name_that_a_page_forgot_to_give_is_an_error_and_not_a_blank():
    template = environment.from_string("{{ forgotten }}")
    with pytest.raises(Exception, match="forgotten"):
        template.render()
