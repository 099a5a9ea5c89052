from tests.pages.reading import value_of, words

SPURS = {"code": "four_spurs", "name": "四大铁路专用线", "goal": "四线互联互通", "planned_members": "4"}


async def test_a_programme_is_made_once_and_can_be_changed(office, cast):
    assert (await office.post("/programmes/new", data=SPURS)).headers["location"] == "/programmes/four_spurs"
    again = await office.post("/programmes/new", data=SPURS)
    assert (again.status_code, "编号four_spurs已经有项目群在用" in words(again)) == (409, True)
    assert value_of(again, "goal") == "四线互联互通"

    changed = {"name": "四大铁路专用线", "goal": "打造铁路物流港", "planned_members": ""}
    assert (await office.post("/programmes/four_spurs/edit", data=changed)).status_code == 303
    page = words(await office.get("/programmes/four_spurs"))
    assert "打造铁路物流港" in page
    assert "计划几个待填报" in page


async def test_members_come_from_the_ledger_with_their_last_words(office, steward, client, cast, project):
    await office.post("/programmes/new", data=SPURS)
    form = await office.get("/projects/ZD-901/edit")
    fields = {"base_version": value_of(form, "base_version"), "name": project.name, "short_name": "同德"}
    await office.post("/projects/ZD-901/edit", data=fields | {"kind": "public_works", "programme": "four_spurs"})
    await steward.post("/projects/ZD-901/update", data={"invested_wan": "620", "site_progress": "铺轨3公里"})

    page = words(await office.get("/programmes/four_spurs"))
    assert "1个项目，计划4个，还差3个" in page
    assert "第48周：铺轨3公里" in page
    assert "同德" not in words(await client(cast.stranger).get("/programmes/four_spurs"))


async def test_only_the_office_makes_and_changes_programmes(office, client, cast):
    await office.post("/programmes/new", data=SPURS)
    for address in ("/programmes/new", "/programmes/four_spurs/edit"):
        assert (await client(cast.leader).get(address)).status_code == 403
        assert (await client(cast.leader).post(address, data=SPURS)).status_code == 403
    assert (await office.get("/programmes/none")).status_code == 404
