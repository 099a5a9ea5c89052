"""Files go in by a form or by a program, and come out for whoever may read the project."""

import os
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from backend.accounts.models import Permission, Role
from backend.config import settings
from backend.files import service, shelf
from backend.files.models import StoredFile
from backend.milestones.models import Milestone, Phase
from tests import factories, signing

API = "/api/v1"
FILES = f"{API}/projects/ZD-1/files"


def photo(colour="red"):
    file = BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "JPEG")
    return file.getvalue()


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
async def node(session, project):
    row = Milestone(project_id=project.id, position=1, key="start", label="开工", phase=Phase.WORKS)
    await factories.add(session, row)
    await factories.settle(session)
    return row


@pytest.fixture
async def writer(session, client, project):
    return client(await signing.key(session, Permission.WRITE))


@pytest.fixture
async def office(session, client):
    return client(await factories.account(session, Role.OFFICE))


async def rows(session):
    return (await session.exec(select(StoredFile))).all()


async def test_a_file_goes_in_and_comes_out_shut_off_from_everything(session, project, writer, folder):
    done = await writer.post(FILES, files={"file": ("首桩 影像.png", photo(), "image/png")})
    assert done.status_code == 201
    told = done.json()
    assert (told["file_name"], told["media_type"]) == ("首桩-影像.jpg", "image/jpeg")

    back = await writer.get(done.headers["location"])
    assert (len(back.content), back.headers["content-type"]) == (told["size"], "image/jpeg")
    assert back.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-disposition"].startswith("inline; filename*=UTF-8''%E9%A6%96")
    assert [path.name for path in laid(folder)] == [told["sha256"]]


async def test_the_same_file_once_more_is_the_same_file(session, project, writer, folder):
    first, second = [await writer.post(FILES, files={"file": ("a.jpg", photo())}) for _ in range(2)]
    assert first.json() == second.json()
    assert (len(await rows(session)), len(laid(folder))) == (1, 1)


async def test_who_may_not_report_gives_no_file_and_who_may_not_read_gets_none(session, client, project, writer):
    made = await writer.post(FILES, files={"file": ("a.jpg", photo())})
    reader = client(await signing.key(session, Permission.READ, name="读"))
    stranger = client(await signing.key(session, Permission.WRITE, name="镇里", scope={"area": "town"}))
    refused = await reader.post(FILES, files={"file": ("b.jpg", photo("blue"))})
    assert (refused.status_code, "这把密钥是只读的" in refused.text) == (403, True)
    assert (await stranger.post(FILES, files={"file": ("b.jpg", photo("blue"))})).status_code == 404
    assert (await reader.get(made.headers["location"])).status_code == 200
    assert (await stranger.get(made.headers["location"])).status_code == 404
    steward = client(await factories.account(session))
    assert (await steward.get(f"/files/{made.json()['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"file": ("proof.pdf", b"just words")}, (422, "只收 PDF 和图片")),
        ({"file": ("proof.pdf", b"")}, (422, "文件是空的")),
        ({"other": ("proof.jpg", photo())}, (422, "必须填写")),
        ({"file": ("proof.jpg", photo() + bytes(40 * 1024 * 1024))}, (413, "内容太大")),
    ],
)
async def test_what_is_refused_leaves_nothing(session, writer, folder, files, wanted):
    refused = await writer.post(FILES, files=files)
    status, sentence = wanted
    assert (refused.status_code, sentence in refused.text) == (status, True)
    assert refused.headers["content-type"] == "application/problem+json"
    assert (await rows(session), laid(folder)) == ([], [])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser drops its half file
async def test_an_upload_that_was_cut_leaves_nothing(session, project, writer, folder):
    """What a proxy hands on when the sender is gone: a form that ends in the middle of its file."""
    start = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    body = start + photo()[:300]
    answer = await writer.post(FILES, content=body, headers={"content-type": "multipart/form-data; boundary=cut"})
    assert answer.status_code in {400, 422}
    assert (await rows(session), laid(folder)) == ([], [])


async def test_other_addresses_of_the_api_take_no_forms(project, writer):
    answer = await writer.post(f"{API}/projects/ZD-1/updates", files={"file": ("a.jpg", photo())})
    assert answer.status_code == 415
    large = await writer.post(f"{API}/projects/ZD-1/updates", json={"site_progress": "长" * 1024 * 1024})
    assert large.status_code == 413


async def test_a_photo_alone_proves_an_arrival(session, node, office, folder):
    address = f"/milestones/{node.id}"
    done = await office.post(
        f"{address}/reached", data={"reached_on": "2026-05-03"}, files={"file": ("首桩.jpg", photo())}
    )
    assert done.status_code == 303
    (file,) = await rows(session)
    page = (await office.get(address)).text
    assert f'href="/files/{file.id}"' in page
    assert "首桩.jpg" in page
    assert (await office.get(f"/files/{file.id}")).headers["content-type"] == "image/jpeg"


async def test_a_file_that_is_refused_on_the_page_is_told_beside_its_field(session, node, office, folder):
    address = f"/milestones/{node.id}/reached"
    day = {"reached_on": "2026-05-03"}
    wrong = await office.post(address, data=day, files={"file": ("a.pdf", b"just words")})
    assert wrong.status_code == 422
    assert "只收 PDF 和图片" in wrong.text.split('id="bad-file"')[1].split("</p>")[0]
    none = await office.post(address, data=day, files={"file": ("", b"")})
    assert (none.status_code, "到达要有依据" in none.text) == (422, True)
    large = await office.post(address, data=day, files={"file": ("a.jpg", photo() + bytes(13 * 1024 * 1024))})
    assert large.status_code == 413
    assert (await rows(session), laid(folder)) == ([], [])


async def test_the_file_of_another_project_proves_nothing(session, node, writer):
    other = await factories.project(session, code="ZD-2")
    await factories.settle(session)
    made = await writer.post(f"{API}/projects/{other.code}/files", files={"file": ("a.jpg", photo())})
    body = {"reached_on": "2026-05-03", "file": made.json()["id"]}
    refused = await writer.put(f"{API}/milestones/{node.id}/reached", json=body)
    assert (refused.status_code, "请先上传到这个项目" in refused.text) == (422, True)


async def test_the_sweeper_takes_what_no_row_knows_once_it_is_old(session, project, writer, folder):
    await writer.post(FILES, files={"file": ("a.jpg", photo())})
    for sha256 in ("a" * 64, "b" * 64):
        await shelf.lay(sha256, b"left behind")
    for path in laid(folder):
        if not path.name.startswith("b"):
            os.utime(path, (1_600_000_000, 1_600_000_000))
    assert await service.sweep(session) == 1
    assert sorted(path.name[0] for path in laid(folder) if set(path.name) <= {"a", "b"}) == ["b"]
    assert len(laid(folder)) == 2


async def test_a_store_that_fails_is_said_and_leaves_no_row(session, project, writer, folder, monkeypatch):
    folder.parent.mkdir()
    folder.write_text("a file where the folder should be")
    answer = await writer.post(FILES, files={"file": ("a.jpg", photo())})
    assert (answer.status_code, "文件暂时存取不了" in answer.text) == (503, True)
    assert await rows(session) == []


async def test_another_store_is_a_setting(writer, folder, tmp_path, monkeypatch):
    (tmp_path / "bucket").mkdir()
    monkeypatch.setattr(settings, "evidence_url", (tmp_path / "bucket").as_uri())
    made = await writer.post(FILES, files={"file": ("a.jpg", photo())})
    assert (await writer.get(made.headers["location"])).status_code == 200
    assert (laid(folder), len(laid(tmp_path / "bucket"))) == ([], 1)
