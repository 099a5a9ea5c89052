"""The embedded database as real processes, each test in a data folder of its own."""

import os
import re
import signal
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from backend import postgres
from backend.errors import Unavailable
from backend.postgres.account import account
from backend.postgres.processes import postmaster, residents

ROOT = Path(__file__).parents[2]

# Another process that uses the server until its input ends.
GUEST = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from backend import postgres
with postgres.running(Path(sys.argv[1]), durable=False):
    print("in", flush=True)
    sys.stdin.read()
"""


def guest(data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", GUEST, str(data)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe)


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=20)
    assert process.returncode == 0


def serving(data: Path) -> int | None:
    return postmaster(data / "postgres")


def query(server: postgres.Server, statement: str) -> list[tuple]:
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def as_account(*command: str) -> subprocess.Popen[bytes]:
    who = account(Path("/nonexistent"))
    return subprocess.Popen(command, user=who.pw_uid if os.geteuid() == 0 else None)


@pytest.fixture
def empty():
    """Not below pytest's own folder: every other run of pytest closes that one again to the server's account."""
    with TemporaryDirectory(prefix="sanpi-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def stopped():
    with TemporaryDirectory(prefix="sanpi-") as folder:
        with postgres.running(Path(folder), durable=False):
            pass
        yield Path(folder)


@pytest.fixture
def data(empty, stopped):
    """A data folder whose server has run before."""
    subprocess.run(["cp", "--archive", f"{stopped}/.", empty], check=True)
    return empty


@pytest.fixture(scope="module")
def shared():
    """A server for the tests that only look at it."""
    with TemporaryDirectory(prefix="sanpi-") as folder, postgres.running(Path(folder), durable=False) as server:
        yield Path(folder), server


def test_the_application_enters_by_asyncpg_as_no_superuser(shared):
    _, server = shared
    [(role, superuser, encoding, zone)] = query(
        server,
        "SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
        " current_setting('server_encoding'), current_setting('timezone')",
    )
    assert (role, superuser, encoding, zone) == ("sanpi", False, "UTF8", "UTC")


async def test_the_address_leads_there_for_sqlalchemy_and_for_libpq(empty):
    with postgres.running(empty / "资料 1+1%", durable=False) as server:
        engine = create_async_engine(server.sqlalchemy_url())
        async with engine.connect() as connection:
            assert (await connection.execute(text("SELECT current_database()"))).scalar_one() == "sanpi"
        await engine.dispose()
        with closing(psycopg.connect(server.sqlalchemy_url("postgres").replace("+asyncpg", ""))) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("postgres",)


def test_databases_are_made_from_a_template_and_dropped_under_open_connections(shared):
    _, server = shared
    query(server, "CREATE TABLE kept (n int)")
    postgres.create_database(server, "copy", template="sanpi")
    with closing(psycopg.connect(server.conninfo("copy"))) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        postgres.drop_database(server, "copy")
    assert query(server, "SELECT 1 FROM pg_database WHERE datname = 'copy'") == []


def test_no_process_of_the_server_listens_on_a_port(shared):
    data, _ = shared
    listening = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        rows = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        listening |= {row.split()[9] for row in rows}
    held = set()
    for pid in residents(data / "postgres"):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            held |= set(re.findall(r"socket:\[(\d+)\]", str(link.readlink())))
    assert held
    assert not held & listening


def test_the_server_is_out_of_reach_of_the_terminals_ctrl_c(shared):
    data, _ = shared
    assert os.getsid(serving(data)) != os.getsid(0)


def test_nobody_enters_without_the_password(shared):
    _, server = shared
    for role in ("sanpi", "postgres"):
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(server.conninfo(), user=role, password=password)


def test_folders_and_password_are_closed_to_other_accounts(shared):
    data, server = shared
    for path in (data / "postgres", server.socket):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "postgres.password").stat().st_mode) == 0o600
    assert server.password not in repr(server)


def test_the_way_to_the_data_is_opened_to_the_servers_account_alone(shared):
    data, _ = shared
    assert not data.stat().st_mode & stat.S_IRWXO


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a stranger")
def test_a_stranger_reaches_neither_socket_nor_password(shared):
    data, server = shared
    for command in (["cat", data / "postgres.password"], ["ls", server.socket]):
        done = subprocess.run(command, user="nobody", capture_output=True, text=True, check=False)
        assert done.returncode
        assert "Permission denied" in done.stderr


def test_whoever_leaves_last_stops_the_server(data):
    with postgres.running(data, durable=False):
        first = serving(data)
        other = guest(data)
        assert other.stdout.readline() == "in\n"
    assert serving(data) == first
    leave(other)
    assert serving(data) is None
    assert residents(data / "postgres") == []


def test_many_who_come_and_go_at_once_find_one_server(empty):
    for _ in range(2):
        crowd = [guest(empty) for _ in range(4)]
        for process in crowd:
            assert process.stdout.readline() == "in\n"
            leave(process)
        assert serving(empty) is None


def test_after_kill_9_of_its_user_the_server_is_found_again_with_all_that_was_committed(data):
    victim = guest(data)
    assert victim.stdout.readline() == "in\n"
    query(postgres.ensure(data), "CREATE TABLE kept AS SELECT 1 AS n")
    running = serving(data)
    victim.kill()
    victim.communicate()

    with postgres.running(data) as server:
        assert serving(data) == running
        assert query(server, "SELECT n FROM kept") == [(1,)]
    assert serving(data) is None


def test_after_kill_9_of_the_server_it_starts_again_with_all_that_was_committed(data):
    with postgres.running(data) as server:
        query(server, "CREATE TABLE kept AS SELECT 1 AS n")
        with closing(psycopg.connect(server.conninfo())) as busy:
            busy.execute("INSERT INTO kept VALUES (2)")
            os.kill(serving(data), signal.SIGKILL)
            assert postgres.ensure(data) == server
            assert query(server, "SELECT n FROM kept") == [(1,)]


def test_a_note_of_a_dead_server_whose_number_a_stranger_has_now_is_no_obstacle(data):
    with postgres.running(data, durable=False):
        note = (data / "postgres/postmaster.pid").read_text()
    stranger = as_account("sleep", "30")
    for lock_file in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        (data / "postgres" / lock_file).write_text(re.sub(r"^\d+", str(stranger.pid), note))
    try:
        with postgres.running(data, durable=False):
            assert serving(data) != stranger.pid
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lend a hand to somebody else")
def test_root_runs_the_server_as_whoever_owns_its_files(data):
    subprocess.run(["chown", "-R", "nobody:", data / "postgres", data / "postgres.password"], check=True)
    with postgres.running(data, durable=False):
        assert Path(f"/proc/{serving(data)}").owner() == "nobody"


def test_ctrl_c_while_the_server_starts_leaves_none_behind(data):
    def interrupt_soon(words: str) -> None:
        if "启动" in words:
            threading.Timer(0.05, os.kill, [os.getpid(), signal.SIGINT]).start()

    with pytest.raises(KeyboardInterrupt), postgres.running(data, durable=False, say=interrupt_soon):
        time.sleep(5)
    assert serving(data) is None
    assert residents(data / "postgres") == []


def test_a_first_start_that_was_cut_off_is_begun_again(empty):
    (empty / "postgres.new").mkdir()
    (empty / "postgres.new" / "PG_VERSION").write_text("18")
    with postgres.running(empty, durable=False) as server:
        assert query(server, "SELECT 1") == [(1,)]


def test_a_long_path_has_its_socket_in_a_private_folder_that_goes_with_the_server(empty):
    data = empty / ("资料" * 40)
    with postgres.running(data, durable=False) as server:
        assert query(server, "SELECT 1") == [(1,)]
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert not server.socket.is_relative_to(data)
    assert not server.socket.exists()


def test_a_folder_that_somebody_else_left_for_the_socket_is_refused(empty):
    data = empty / ("资料" * 40)
    with postgres.running(data, durable=False) as server:
        pass
    server.socket.mkdir(mode=0o755)
    try:
        with pytest.raises(Unavailable, match="请删除它后重试"):
            postgres.ensure(data, durable=False)
    finally:
        server.socket.rmdir()


def test_without_its_password_file_it_says_what_is_missing(data):
    (data / "postgres.password").unlink()
    with pytest.raises(Unavailable, match="口令文件"):
        postgres.ensure(data, durable=False)


def test_finding_the_running_server_takes_less_than_a_tenth_of_a_second(shared):
    data, _ = shared
    times = []
    for _ in range(5):  # the machine may be busy with other things at one of them
        began = time.perf_counter()
        postgres.ensure(data)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.1


def test_a_server_that_cannot_start_says_why(data):
    (data / "postgres/postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(Unavailable, match="nonsense"):
        postgres.ensure(data, durable=False)
