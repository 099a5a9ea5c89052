"""Files in a store that speaks S3, tried against a server on loopback that checks signatures as the real ones do."""

import threading
import time

import pytest
import uvicorn
from pys3local.metadata_db import MetadataDB
from pys3local.providers.local import LocalStorageProvider
from pys3local.server import create_s3_app

from backend.config import settings
from backend.errors import Unavailable
from backend.files import service, shelf

ONE, OTHER = "a" * 64, "b" * 64


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The address of the server."""
    folder = tmp_path_factory.mktemp("s3")
    provider = LocalStorageProvider(folder / "files", metadata_db=MetadataDB(folder / "about.db"))
    app = create_s3_app(provider, access_key="sanpi", secret_key="geheim")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(autouse=True)
async def _there(store, monkeypatch):
    """The settings of an installation that keeps its files there; what another test left is removed."""
    given = {"ACCESS_KEY_ID": "sanpi", "SECRET_ACCESS_KEY": "geheim", "REGION": "us-east-1"}
    for name, value in (given | {"ENDPOINT_URL": store, "ALLOW_HTTP": "true"}).items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setattr(settings, "evidence_url", "s3://default/evidence")
    await shelf.remove(await places())


async def places():
    return [each["path"] async for chunk in shelf.store().list() for each in chunk]


async def test_what_is_laid_there_comes_back_and_is_laid_twice_as_once():
    for _ in range(2):
        await shelf.lay(ONE, b"a photo" * 1000)
    assert await shelf.fetch(ONE) == b"a photo" * 1000
    assert await places() == [f"aa/{ONE}"]


async def test_pieces_are_put_together_in_their_order():
    for offset, part in ((6, b"Hauptstrasse"), (0, b"An der")):
        await shelf.lay_piece("arrival", offset, part)
    parts = await shelf.pieces("arrival")
    assert [(each.offset, each.size) for each in parts] == [(0, 6), (6, 12)]
    assert await shelf.joined(parts) == b"An derHauptstrasse"
    await shelf.remove([each.place for each in parts])
    assert await places() == []


async def test_what_has_no_row_is_swept_up_a_day_later(session, monkeypatch):
    await shelf.lay(ONE, b"an upload that came to nothing")
    assert await service.sweep(session) == 0
    monkeypatch.setattr(shelf, "SETTLED", -shelf.SETTLED)
    assert await service.sweep(session) == 1
    assert await places() == []


async def test_what_is_not_there_and_a_wrong_key_say_that_files_cannot_be_had(monkeypatch):
    with pytest.raises(Unavailable, match="文件暂时存取不了"):
        await shelf.fetch(OTHER)
    await shelf.lay(ONE, b"a photo")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(Unavailable, match="文件暂时存取不了"):
        await shelf.fetch(ONE)
    with pytest.raises(Unavailable):
        await shelf.lay(OTHER, b"another")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
    assert await places() == [f"aa/{ONE}"]
