"""From the paper in hand to what the house knows of it; and the PDF for a browser that has no session."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
import structlog
from PIL import Image

from backend import clock
from backend.accounts.actor import the_house
from backend.accounts.models import Role
from backend.briefs import jobs, lending, service, storing
from backend.briefs.life import editions
from backend.config import settings
from backend.documents import check
from backend.weeks import Week
from tests import factories
from tests.briefs import life

HOUSE = the_house("cli")
W46 = Week.parse("2026-W46")


@pytest.fixture
def reached(monkeypatch):
    monkeypatch.setattr(settings, "public_url", "https://sanpi.example")


@pytest.fixture
async def ready(session):
    await factories.project(session, name="机密污水处理厂项目")
    await factories.settle(session)
    brief, _ = await service.make_and_print(session, HOUSE, W46)
    await session.commit()
    return brief


async def test_the_paper_carries_its_code_beside_the_colophon(session, reached, ready):
    pdf = storing.place_of(ready.id).read_bytes()
    assert f"https://sanpi.example/check/{ready.id}" in (await editions.of(session, ready)).check_url
    assert check.read(pdf).faults(60) == []
    width, ink = code_on(pdf)
    assert width == pytest.approx(14, abs=0.6)
    assert 0.3 < ink < 0.7  # about half of a code is dark


def code_on(pdf: bytes) -> tuple[float, float]:
    """Width in mm of the code at the foot of the last page, and how much of its square is dark."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1]
    scale = 300 / 25.4
    picture = page.render(scale=300 / 72).to_pil().convert("L").point(lambda value: 255 if value < 110 else 0)
    part = picture.crop([round(each * scale) for each in (160, 238, 182, 253.3)])  # between the rules, at the right
    left, _, end, _ = part.getbbox()
    return (end - left) / scale, share(part.crop(part.getbbox()))


def share(picture: Image.Image) -> float:
    return picture.histogram()[255] / (picture.width * picture.height)


async def test_without_an_address_there_is_no_code(session, ready):
    assert (await editions.of(session, ready)).check_url == ""


async def test_a_stranger_learns_number_date_hash_and_whether_it_holds_and_nothing_else(
    client, session, everybody, ready
):
    draft = (await client().get(f"/check/{ready.id}")).text
    assert "没有签发的稿子" in draft
    issued = await life.issued(session, ready, everybody)
    told = (await client().get(f"/check/{ready.id}")).text
    assert ("2026年第1期（总第1期）" in told, issued.sha256 in told, "没有更正" in told) == (True, True, True)
    assert "机密污水处理厂" not in told
    assert everybody[Role.LEADER].person not in told
    for unknown in ("0195f7a0-0000-7000-8000-000000000000", "abc"):
        assert (await client().get(f"/check/{unknown}")).status_code == 404


async def test_a_corrected_brief_says_by_which(client, session, everybody, ready):
    await life.issued(session, ready, everybody)
    correction = await service.correct(session, HOUSE, "2026-1")
    await session.commit()
    await jobs.print_brief(str(correction.id))
    await session.refresh(correction)
    await life.issued(session, correction, everybody)
    assert "已由2026年第2期更正" in (await client().get(f"/check/{ready.id}")).text
    assert "没有更正" in (await client().get(f"/check/{correction.id}")).text


async def test_a_link_gives_this_pdf_without_a_session_for_a_while(client, session, office, ready):
    page = (await client(office).get(f"/briefs/{ready.id}")).text
    link = re.search(r'href="(/lent/[^"]+)"', page)[1]
    with structlog.testing.capture_logs() as logs:
        lent = await client().get(link)
    assert lent.content == storing.place_of(ready.id).read_bytes()
    assert [(each["event"], each["brief"]) for each in logs] == [("brief exported", str(ready.id))]
    assert office.person not in str(logs)
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        late = await client().get(link)
    assert (late.status_code, "链接已过期" in late.text) == (410, True)


async def test_a_link_that_was_changed_or_made_up_gives_nothing(client, session, ready):
    word = await lending.lend(session, ready)
    for other in (word[:-1], f"{word}A", "A" + word[1:], "none"):
        assert (await client().get(f"/lent/{other}.pdf")).status_code == 404, other
    assert io.BytesIO((await client().get(f"/lent/{word}.pdf")).content).read(5) == b"%PDF-"
