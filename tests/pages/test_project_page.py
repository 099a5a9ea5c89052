import pytest

from tests.pages.reading import words

ADDRESS = "/projects/ZD-901"


async def test_the_page_answers_the_four_questions(office, project):
    page = words(await office.get(ADDRESS))
    assert "手续齐不齐待填报还没有安排节点" in page
    assert "开工没开工没开工计划开工日期待填报" in page
    assert "入库没入库还不到时候" in page
    assert "进度快不快待填报年度计划待填报" in page


async def test_the_page_takes_few_statements_however_much_has_happened(office, steward, statements, project):
    await office.post(f"{ADDRESS}/milestones")
    for week in ("2026-W45", "2026-W46", "2026-W47"):
        await steward.post(f"{ADDRESS}/update", data={"invested_wan": "10", "week": week})
    statements.clear()
    assert (await office.get(ADDRESS)).status_code == 200
    assert len(statements) <= 8, statements


async def test_a_stranger_finds_no_project(stranger):
    assert (await stranger.get(ADDRESS)).status_code == 404
    assert (await stranger.get(f"{ADDRESS}/history")).status_code == 404
    assert (await stranger.get(f"{ADDRESS}/milestones")).status_code == 404
    assert (await stranger.get(f"{ADDRESS}/duties")).status_code == 404


@pytest.mark.parametrize("who", ["office", "steward", "leader"])
async def test_a_button_is_shown_exactly_when_it_would_work(client, cast, project, who):
    browser = client(getattr(cast, who))
    page = (await browser.get(ADDRESS)).text
    for address in ("update", "edit", "stages/new", "suspensions/new", "duties/new", "aliases/new"):
        works = (await browser.get(f"{ADDRESS}/{address}")).status_code == 200
        assert (f'href="{ADDRESS}/{address}"' in page) is works, address


async def test_an_ended_project_offers_no_stage_and_no_report(office, project):
    await office.post(f"{ADDRESS}/terminations/new", data={"ended_on": "2026-11-01", "reason": "企业破产"})
    page = (await office.get(ADDRESS)).text
    assert "stages/new" not in page
    assert f'href="{ADDRESS}/update"' not in page
    assert "本项目已于2026年11月1日终止：企业破产" in words(await office.get(ADDRESS))


async def test_the_history_tells_who_did_what_from_what_to_what(office, steward, project):
    why = {"investment_reason": "概算批复"}
    for amount in ("120000", "130000.50"):
        page = await office.get(f"{ADDRESS}/edit")
        version = page.text.split('name="base_version" value="')[1].split('"')[0]
        fields = {"base_version": version, "name": project.name, "short_name": "同德", "kind": "public_works"}
        await office.post(f"{ADDRESS}/edit", data=fields | {"total_investment_wan": amount} | why)
    await office.post(f"{ADDRESS}/milestones")
    await steward.post(f"{ADDRESS}/update", data={"invested_wan": "620", "site_progress": "吊装完成。"})

    told = words(await office.get(f"{ADDRESS}/history"))

    assert "李红把“总投资”从待填报改为12.00亿元" in told
    assert "李红把“总投资”从12.00亿元改为13.00亿元" in told
    assert "李红安排4个节点" in told
    assert "王磊报送第48周：完成620万元。吊装完成。" in told


async def test_a_long_history_is_read_in_parts(office, project):
    for number in range(105):
        await office.post(f"{ADDRESS}/aliases/new", data={"value": f"别名{number}"})
    first = await office.get(f"{ADDRESS}/history")
    rest = first.text.split('rel="next" href="')[1].split('"')[0]
    assert "别名0”" in words(await office.get(rest))
