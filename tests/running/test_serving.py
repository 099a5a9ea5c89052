"""`sanpi serve` as a real process, with the embedded database: it begins, is killed, begins again, and ends cleanly."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psycopg
import pytest

from backend import postgres
from backend.config import settings
from backend.errors import Unavailable
from backend.postgres.processes import postmaster, residents
from backend.serving import reserve_port

PATIENCE = 120  # seconds, on a machine that others use too
LINK = re.compile(r"^http://127\.0\.0\.1:\d+/sign-in/\S+$", re.MULTILINE)


class Serving:
    """A running `sanpi serve`; what it says goes to a file, so that it never waits for a reader."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.said = folder / f"said-{self.port}"
        given = {"SANPI_DATA_DIR": str(folder / "data"), "PORT": str(self.port), "HOST": "127.0.0.1"}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SANPI_")} | given
        command = [sys.executable, "-m", "backend.cli", "serve", *arguments]
        with self.said.open("w") as words:
            self.process = subprocess.Popen(command, env=environment, stdout=words, stderr=words)

    def answers(self, path: str, *statuses: int) -> dict[str, bool]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.said.read_text()
            try:
                answer = httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=5)
                if answer.status_code in (statuses or [200]):
                    return answer.json()
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"{path} did not answer as wanted: {self.said.read_text()}")

    def worker(self) -> int | None:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next((int(pid) for pid in children if "worker" in Path(f"/proc/{pid}/cmdline").read_text()), None)

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Serving]:
    server = Serving(folder, *arguments)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end()


def gone(pid: int) -> bool:
    """Dead, or only unburied."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except FileNotFoundError:
        return True


def eventually(true) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def projects_in(data: Path) -> int:
    with postgres.running(data) as server, psycopg.connect(server.conninfo()) as connection:
        return connection.execute("SELECT count(*) FROM projects").fetchone()[0]


@pytest.fixture(scope="module")
def first_run() -> Iterator[tuple[Path, str]]:
    """A folder in which the house was begun and ended once, and what it said."""
    with TemporaryDirectory(prefix="sanpi-serving-") as place:
        folder = Path(place)
        with serving(folder, "--no-worker") as server:
            server.answers("/healthz")
            assert server.end() == 0
        yield folder, server.said.read_text()


def test_the_first_run_seeds_and_prints_the_administrators_link_once(first_run):
    folder, said = first_run
    assert len(LINK.findall(said)) == 1
    assert said.endswith("已停止\n")
    assert projects_in(folder / "data") == 34


def test_nothing_of_the_database_is_left_behind(first_run):
    folder, _ = first_run
    assert residents(folder / "data" / "postgres") == []


def test_a_worker_that_dies_is_replaced_and_both_end_together(first_run):
    folder, _ = first_run
    with serving(folder) as server:
        assert server.answers("/readyz") == {"database": True, "migrations": True, "worker": True, "files": True}
        first = server.worker()
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: gone(first) and server.worker() not in {None, first})
        second = server.worker()
        assert server.end(signal.SIGTERM) == 0
    assert LINK.search(server.said.read_text()) is None
    assert gone(second)
    assert residents(folder / "data" / "postgres") == []


def test_a_killed_house_loses_nothing_and_begins_again(first_run):
    folder, _ = first_run
    with serving(folder) as server:
        server.answers("/readyz")
        worker = server.worker()
        server.process.kill()
        server.process.wait()
        with serving(folder, "--no-worker") as again:
            again.answers("/healthz")
            assert eventually(lambda: gone(worker))
            again.answers("/healthz")
            assert projects_in(folder / "data") == 34
            assert again.end() == 0
    assert residents(folder / "data" / "postgres") == []


def test_a_port_that_is_taken_is_said_in_a_sentence(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(settings, "host", "127.0.0.1")
        monkeypatch.setattr(settings, "port", taken.getsockname()[1])
        with pytest.raises(Unavailable, match="可能已有一个在运行"):
            reserve_port()


async def test_an_answer_leaves_at_once_also_on_a_connection_that_is_kept(monkeypatch):
    monkeypatch.setattr(settings, "host", "127.0.0.1")
    monkeypatch.setattr(settings, "port", 0)
    accepted = asyncio.Queue()
    server = await asyncio.start_server(lambda _, writer: accepted.put_nowait(writer), sock=reserve_port())
    async with server:
        _, mine = await asyncio.open_connection(*server.sockets[0].getsockname())
        theirs = await accepted.get()
        assert theirs.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for each in (mine, theirs):
            each.close()
            await each.wait_closed()


def test_a_database_that_crashes_is_started_again(first_run):
    folder, _ = first_run
    with serving(folder, "--no-worker") as server:
        server.answers("/healthz")
        first = postmaster(folder / "data" / "postgres")
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: postmaster(folder / "data" / "postgres") not in {None, first})
        assert eventually(lambda: server.answers("/readyz", 200, 503)["database"])
        assert server.end() == 0
    assert residents(folder / "data" / "postgres") == []
