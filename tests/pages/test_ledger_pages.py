from urllib.parse import unquote

from tests.pages.reading import notice, value_of, words

NEW = {"code": "ZD-902", "name": "第二项目", "short_name": "二厂", "kind": "public_works"}


async def ledger(browser, **changes):
    """The form of the ledger as it stands, with some fields typed over."""
    page = await browser.get("/projects/ZD-901/edit")
    fields = {"base_version": value_of(page, "base_version"), "name": "同德科创项目", "short_name": "同德"}
    return fields | {"kind": "public_works"} | changes


async def test_a_new_project_is_in_the_pipeline_with_everything_else_unknown(office, cast):
    answer = await office.post("/projects/new", data=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects/ZD-902")

    page = words(await office.get("/projects/ZD-902"))
    assert "还在储备" in page
    assert "待填报" in page


async def test_a_code_is_given_once(office, cast):
    await office.post("/projects/new", data=NEW)
    again = await office.post("/projects/new", data=NEW)
    assert again.status_code == 409
    assert "编号ZD-902已经有项目在用" in words(again)
    assert value_of(again, "name") == "第二项目"


async def test_only_the_office_makes_projects(client, cast, project):
    for person in (cast.steward, cast.leader, cast.stranger):
        assert (await client(person).get("/projects/new")).status_code == 403
        assert (await client(person).post("/projects/new", data=NEW)).status_code == 403


async def test_the_ledger_is_changed_by_the_office_only(office, steward, stranger):
    fields = await ledger(office, total_investment_wan="120000")
    assert (await steward.get("/projects/ZD-901/edit")).status_code == 403
    assert (await steward.post("/projects/ZD-901/edit", data=fields)).status_code == 403
    assert (await stranger.get("/projects/ZD-901/edit")).status_code == 404
    assert (await stranger.post("/projects/ZD-901/edit", data=fields)).status_code == 404

    assert (await office.post("/projects/ZD-901/edit", data=fields)).status_code == 303
    assert "总投资12.00亿元" in words(await office.get("/projects/ZD-901"))


async def test_saving_what_one_has_read_changes_nothing(office, session, project):
    """No field of the form loses what the ledger knows: not a tick that is off, not an amount."""
    await office.post("/projects/ZD-901/edit", data=await ledger(office, standard_land="false", land_mu="12.5"))
    page = await office.get("/projects/ZD-901/edit")
    assert '<option value="false" selected>否' in page.text
    assert value_of(page, "land_mu") == "12.50"


async def test_a_broken_check_digit_warns_with_the_digit_that_was_expected(office, project):
    fields = await ledger(office, national_code="2201-140981-89-01-123450")
    answer = await office.post("/projects/ZD-901/edit", data=fields)
    assert answer.status_code == 303
    assert notice(answer) == "台账已保存"
    assert "校验位应为3，现在是0，请核对后再用" in unquote(answer.cookies["warning"])


async def test_a_national_code_of_another_shape_is_refused(office, project):
    answer = await office.post("/projects/ZD-901/edit", data=await ledger(office, national_code="140981"))
    assert answer.status_code == 422
    assert "国家项目代码要写成2201-140981-89-01-123453这样" in words(answer)


async def test_a_name_of_500_characters_is_refused_and_still_there(office, project):
    answer = await office.post("/projects/ZD-901/edit", data=await ledger(office, name="长" * 500))
    assert answer.status_code == 422
    assert "最多写200个字" in words(answer)
    assert value_of(answer, "name") == "长" * 500


async def test_all_that_is_wrong_is_told_in_one_go(office, project):
    await office.post("/projects/ZD-901/edit", data=await ledger(office, total_investment_wan="500"))
    wrong = {"total_investment_wan": "800", "expected_jobs": "很多", "national_code": "140981", "area": "nowhere"}
    answer = await office.post("/projects/ZD-901/edit", data=await ledger(office, **wrong, longitude="112.7"))
    assert answer.status_code == 422
    page = words(answer)
    assert "有5处要改" in page
    assert "预计就业：这里要填整数" in page
    for said in ("片区园带里没有nowhere", "请写明总投资变化原因", "国家项目代码要写成", "经度和纬度要一起填"):
        assert page.count(said) >= 1, said
    assert "总投资变化原因：总投资从" not in page
