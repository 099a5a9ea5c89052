import pytest

from tests.pages.reading import words

ENTRY = {"scheme": "area", "code": "belt_pear", "label": "梨果产业带", "valid_from": ""}


@pytest.fixture
def administrator(client, cast):
    return client(cast.administrator)


async def test_an_entry_is_added_once_and_offered_at_once(administrator, office, cast):
    assert (await administrator.post("/admin/lists", data=ENTRY)).status_code == 303
    again = await administrator.post("/admin/lists", data=ENTRY)
    assert (again.status_code, "已经有代码belt_pear（梨果产业带）" in words(again)) == (409, True)
    assert "梨果产业带" in words(await office.get("/projects/new"))


async def test_an_ended_entry_is_no_longer_offered_but_kept_where_it_is_used(administrator, office, project):
    form = await administrator.get("/admin/lists")
    address = form.text.split("一核")[1].split('href="')[1].split('"')[0]
    fields = {"base_version": "1", "name": project.name, "short_name": "同德", "kind": "public_works", "area": "core"}
    await office.post("/projects/ZD-901/edit", data=fields)

    assert (await administrator.get(address)).status_code == 200
    assert (await administrator.post(address, data={"valid_to": "2026-11-01"})).status_code == 303

    assert 'value="core"' not in (await office.get("/projects/new")).text
    assert 'value="core" selected' in (await office.get("/projects/ZD-901/edit")).text


async def test_a_code_with_capitals_is_explained(administrator):
    answer = await administrator.post("/admin/lists", data=ENTRY | {"code": "Belt Pear"})
    assert answer.status_code == 422
    assert "代码用小写字母开头" in words(answer)


async def test_lists_and_templates_are_the_administrators(administrator, client, cast):
    assert "4个节点" in words(await administrator.get("/admin/templates"))
    for person in (cast.office, cast.steward):
        assert (await client(person).get("/admin/lists")).status_code == 403
        assert (await client(person).post("/admin/lists", data=ENTRY)).status_code == 403
        assert (await client(person).get("/admin/templates")).status_code == 403
