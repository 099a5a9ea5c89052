"""What a worker does by itself as soon as it runs, and again several times a day."""

import os
from datetime import timedelta

from sqlmodel import select

from backend import clock, db
from backend.accounts.models import SignIn
from backend.config import settings
from backend.files import shelf
from tests import factories
from tests.running.test_jobs import eventually, working


async def test_a_worker_sweeps_up_what_signing_in_and_uploads_left_behind(committed, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "data_dir", tmp_path)
    async with db.begin("cli") as session:
        await factories.account(session)
    await shelf.lay("a" * 64, b"an upload that came to nothing")
    (left,) = [path for path in (settings.files / "evidence").rglob("*") if path.is_file()]
    os.utime(left, (1_600_000_000, 1_600_000_000))

    async def is_clean():
        async with db.sessions() as session:
            return not left.exists() and (await session.exec(select(SignIn))).first() is None

    assert not await is_clean()
    with clock.set_to(clock.now() + timedelta(days=120)):
        async with working(committed):
            await eventually(is_clean)
