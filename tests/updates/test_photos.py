"""Photos of a week: in pieces or by a form, made smaller and stripped, and what is no photo is refused in words."""

import hashlib
import json
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from backend.accounts.actor import the_house
from backend.accounts.models import Permission
from backend.config import settings
from backend.files.models import StoredFile
from backend.projects.models import Duty
from backend.projects.vocabulary import DutyKind
from backend.timeline import reading
from backend.timeline.document import ProjectDocument
from backend.updates import service
from backend.updates.models import Update
from backend.updates.photos.models import Photo
from backend.updates.schemas import UpdateIn
from backend.weeks import Week
from tests import factories, signing
from tests.updates.pictures import noisy, photo, promised_png

HOUSE = the_house("cli")
WEEK = Week.current().label
FORM, PIECES = "/projects/ZD-1/update/photos", "/projects/ZD-1/photos/arriving"
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "data_dir", tmp_path)
    return tmp_path / "files" / "evidence"


def laid(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


@pytest.fixture
async def project(session):
    row = await factories.project(session, code="ZD-1", short_name="同德")
    await factories.settle(session)
    return row


@pytest.fixture
async def person(session, project):
    account = await factories.account(session, person="王磊")
    duty = Duty(project_id=project.id, kind=DutyKind.STEWARD, account_id=account.id, since=date(2026, 1, 4))
    await factories.add(session, duty)
    await factories.settle(session)
    return account


@pytest.fixture
def steward(client, person):
    return client(person)


@pytest.fixture
async def update(session, project, person):
    row = await service.submit(session, HOUSE, project.code, UpdateIn(invested_wan="5"))
    await factories.settle(session)
    return row


async def sent_in_pieces(steward, data, step=128 * 1024):
    sha256, offset = hashlib.sha256(data).hexdigest(), 0
    while offset < len(data):
        piece = data[offset : offset + step]
        address = f"{PIECES}/{sha256}?offset={offset}&size={len(data)}"
        offset = (await steward.put(address, content=piece, headers=JSON)).json()["received"]
    return sha256


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_photo_becomes_1600_pixels_and_a_thumbnail_without_place_or_maker(steward, update, session, kind):
    done = await steward.post(FORM, data={"caption": "首桩"}, files={"photo": ("a", photo(kind))})
    assert done.status_code == 303
    (row,) = (await session.exec(select(Photo))).all()
    assert (row.width, row.height, row.caption, row.longitude) == (1600, 1200, "首桩", None)
    large, small = [(await steward.get(f"/files/{each}")).content for each in (row.file_id, row.thumbnail_id)]
    for data in (large, small):
        picture = Image.open(BytesIO(data))
        assert (picture.format, dict(picture.getexif()), b"Maker" in data) == ("JPEG", {}, False)
    assert len(small) <= 15_000


async def test_even_gravel_makes_a_thumbnail_of_15_kilobytes(steward, update, session):
    await steward.post(FORM, files={"photo": ("a", noisy())})
    sizes = (await session.exec(select(StoredFile.size).join(Photo, Photo.thumbnail_id == StoredFile.id))).one()
    assert sizes <= 15_000


async def test_a_photo_that_comes_in_pieces_is_put_together_and_its_receipt_lists_the_hash(steward, update, folder):
    data = noisy()
    sha256 = await sent_in_pieces(steward, data)
    assert (await steward.get(f"{PIECES}/{sha256}")).json() == {"received": len(data)}
    for _ in range(2):
        told = await steward.post(FORM, data={"week": WEEK, "sha256": sha256}, headers=JSON)
        assert (told.status_code, told.json()["photos"], told.json()["receipt"]) == (200, [sha256], update.receipt)
    assert len(laid(folder)) == 2  # both sizes; the pieces are gone


async def test_an_upload_that_was_cut_goes_on_where_it_stopped(steward, update):
    data = noisy()
    sha256, cut = hashlib.sha256(data).hexdigest(), len(data) * 6 // 10
    address = f"{PIECES}/{sha256}?size={len(data)}"
    await steward.put(f"{address}&offset=0", content=data[:cut])
    assert (await steward.get(f"{PIECES}/{sha256}")).json() == {"received": cut}
    ahead = await steward.put(f"{address}&offset={cut + 5}", content=data[cut + 5 :], headers=JSON)
    assert (ahead.status_code, ahead.json()["received"]) == (409, cut)
    again = await steward.put(f"{address}&offset=0", content=data[:cut], headers=JSON)
    assert again.json() == {"received": cut}
    half = await steward.post(FORM, data={"week": WEEK, "sha256": sha256}, headers=JSON)
    assert (half.status_code, "没有传完整" in half.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"just words", "这不是照片"),
        (photo("HEIF")[:3000], "不完整或者坏了"),
        (photo()[:2000], "不完整或者坏了"),
        (promised_png(30_000, 30_000), "最多 4000 万像素"),
    ],
)
async def test_what_is_no_photo_is_refused_in_words_and_the_update_stands(steward, update, session, data, sentence):
    refused = await steward.post(FORM, files={"photo": ("a.jpg", data)})
    assert (refused.status_code, sentence in refused.text, update.receipt in refused.text) == (422, True, True)
    told = await steward.post(FORM, data={"week": WEEK, "sha256": await sent_in_pieces(steward, data)}, headers=JSON)
    assert (told.status_code, sentence in told.json()["detail"]) == (422, True)
    assert (await session.exec(select(Photo))).all() == []


async def test_a_photo_of_40_megabytes_is_refused_before_it_is_sent(steward, update, folder):
    size = 40 * 2**20
    refused = await steward.put(f"{PIECES}/{'a' * 64}?offset=0&size={size}", content=b"abc", headers=JSON)
    assert (refused.status_code, refused.json()["detail"]) == (413, "照片有40.0MB，最多24MB，请缩小后再传")
    by_form = await steward.post(FORM, files={"photo": ("a.jpg", photo() + bytes(size))})
    assert (by_form.status_code, "内容太大" in by_form.text) == (413, True)
    assert laid(folder) == []


async def test_three_photos_are_enough_and_the_same_one_counts_once(steward, update, session):
    for colour in ("red", "red", "green", "blue"):
        await steward.post(FORM, files={"photo": ("a", photo(colour=colour))})
    fourth = await steward.post(FORM, files={"photo": ("a", photo(colour="white"))})
    assert (fourth.status_code, "已有3张照片" in fourth.text) == (422, True)
    assert len((await session.exec(select(Photo))).all()) == 3


async def test_the_form_of_the_week_takes_photos_along_and_a_wrong_one_refuses_it_whole(steward, person, session):
    address, said = "/projects/ZD-1/update", {"invested_wan": "620", "site_progress": "吊装完成"}
    wrong = await steward.post(address, data=said, files={"photo": ("a", b"just words")})
    assert (wrong.status_code, "吊装完成" in wrong.text, "这不是照片" in wrong.text) == (422, True, True)
    assert (await session.exec(select(Update))).all() == []
    right = await steward.post(address, data=said, files=[("photo", ("a", photo())), ("photo", ("b", photo("PNG")))])
    assert right.status_code == 303
    assert len((await session.exec(select(Photo))).all()) == 2


async def test_photos_stand_in_the_document_the_gallery_and_the_history(steward, update, session, project):
    place = {"caption": "聚合釜", "longitude": "112.100000", "latitude": "37.900000"}
    await steward.post(FORM, data=place, files={"photo": ("a", photo())})
    await factories.settle(session)
    document = ProjectDocument.model_validate_json((await reading.current(session, HOUSE, project.code)).document)
    (told,) = document.last_update.photos
    assert (told.caption, str(told.longitude)) == ("聚合釜", "112.100000")
    gallery = (await steward.get("/projects/ZD-1/photos")).text
    assert f'src="/files/{told.thumbnail}"' in gallery
    assert 'loading="lazy"' in gallery
    history = (await steward.get("/projects/ZD-1/history")).text
    assert "的照片“聚合釜”" in history
    assert "加了一条文件" not in history


async def test_programs_list_photos_by_page_and_add_them(client, session, update):
    writer = client(await signing.key(session, Permission.WRITE))
    address = f"/api/v1/projects/ZD-1/updates/{WEEK}/photos"
    for colour in ("red", "blue"):
        made = await writer.post(address, files={"photo": ("a.jpg", photo(colour=colour))}, data={"caption": colour})
        assert (made.status_code, made.json()["caption"]) == (201, colour)
    first = (await writer.get("/api/v1/projects/ZD-1/photos?limit=1")).json()
    second = (await writer.get("/api/v1/projects/ZD-1/photos", params={"limit": 1, "cursor": first["next"]})).json()
    assert [each["items"][0]["caption"] for each in (first, second)] == ["blue", "red"]
    assert second["next"] is None
    shown = json.loads((await writer.get(f"/api/v1/projects/ZD-1/updates/{WEEK}")).text)
    assert [each["caption"] for each in shown["photos"]] == ["red", "blue"]


async def test_who_may_not_report_sends_no_photo_and_who_may_not_read_sees_none(client, session, update):
    stranger, leader = client(await factories.account(session)), client(await factories.account(session, "leader"))
    assert (await leader.post(FORM, files={"photo": ("a", photo())})).status_code == 403
    assert (await leader.put(f"{PIECES}/{'a' * 64}?offset=0&size=3", content=b"abc")).status_code == 403
    assert (await leader.get("/projects/ZD-1/photos")).status_code == 200
    assert (await stranger.post(FORM, files={"photo": ("a", photo())})).status_code == 404
    assert (await stranger.get("/projects/ZD-1/photos")).status_code == 404
    assert (await stranger.get(f"{PIECES}/{'a' * 64}")).status_code == 404


async def test_a_photo_for_a_week_without_a_report_is_told_what_to_do(steward):
    refused = await steward.post(FORM, files={"photo": ("a", photo())}, headers=JSON)
    assert (refused.status_code, "请先报送，再加照片" in refused.json()["detail"]) == (404, True)
