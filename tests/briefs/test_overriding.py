"""An office's own templates stand in for ours; a broken one is named with its line, and nothing is made from half of it."""

import pytest

from backend.accounts.actor import the_house
from backend.briefs import jobs, rendering, service, storing
from backend.briefs.life import editions
from backend.briefs.models import BriefState
from backend.cli.doctor import examine_templates
from backend.config import settings
from backend.documents.overriding import TEMPLATES
from backend.weeks import Week
from tests import factories

HOUSE = the_house("cli")
W46 = Week.parse("2026-W46")
MACROS = TEMPLATES / "documents" / "macros.j2"
OWN_STAGES = "{% if sheet.stages %}<p>本单位自己的一段话。</p>{% endif %}"


@pytest.fixture
def own(tmp_path, monkeypatch):
    """`own("briefs/stages.j2", "…")` puts a file into the data folder."""
    monkeypatch.setattr(settings, "data_dir", tmp_path)

    def put(name, text):
        place = tmp_path / "templates" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    return put


@pytest.fixture
async def brief(session):
    await factories.project(session, name="甲项目")
    await factories.settle(session)
    made = await service.make(session, HOUSE, W46)
    await session.commit()
    return made


async def test_a_file_in_the_data_folder_stands_in_for_ours_at_once_and_until_it_is_taken_away(session, brief, own):
    edition = await editions.of(session, brief)
    ours = rendering.html_of(edition)
    place = own("documents/macros.j2", MACROS.read_text("utf-8").replace("印发", "印制"))
    assert "印制" in rendering.html_of(edition)
    place.unlink()
    assert rendering.html_of(edition) == ours


@pytest.mark.parametrize(
    "wrong",
    [
        ("<p>一</p>\n<p>二</p>\n{% if sheet.notes %}\n<p>{{ 三 </p>", 4),
        ("<p>一</p>\n<p>{{ sheet.nonsense }}</p>", 2),
        ("<p>一</p>\n\n<p>{{ 1 / 0 }}</p>", 3),
        ("<p>一</p>\n{% include 'briefs/gone.j2' %}", 2),
    ],
)
async def test_a_broken_one_is_named_with_its_line_and_the_brief_fails(session, brief, own, wrong):
    text, line = wrong
    place = own("briefs/weekly.j2", text)
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert brief.state is BriefState.FAILED
    assert f"自备的模板 {place} 第{line}行有误" in brief.failure
    assert not storing.place_of(brief.id).exists()


async def test_one_that_leaves_out_what_the_data_says_fails_too(session, brief, own):
    own("briefs/weekly.j2", "{% extends layout %}{% block content %}<p>只有这一句。</p>{% endblock %}")
    await jobs.print_brief(str(brief.id))
    await session.refresh(brief)
    assert (brief.state, "没有印出" in brief.failure) == (BriefState.FAILED, True)


def test_the_doctor_looks_at_each(own):
    assert list(examine_templates()) == []
    own("briefs/stages.j2", OWN_STAGES)
    own("briefs/part.j2", "{% if %}")
    broken, fine = examine_templates()
    assert (broken.well, "part.j2 第1行有误" in broken.sentence) == (False, True)
    assert (fine.well, "stages.j2" in fine.sentence) == (None, True)
