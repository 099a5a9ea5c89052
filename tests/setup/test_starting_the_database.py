"""The embedded database is started, shared, killed and found again."""

import os
import re
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from backend import postgres
from backend.errors import Unavailable
from backend.postgres.account import account
from backend.postgres.processes import residents
from tests.setup.servers import guest, leave, query, serving


def as_account(*command: str) -> subprocess.Popen[bytes]:
    who = account(Path("/nonexistent"))
    return subprocess.Popen(command, user=who.pw_uid if os.geteuid() == 0 else None)


def test_the_server_is_out_of_reach_of_the_terminals_ctrl_c(shared):
    data, _ = shared
    assert os.getsid(serving(data)) != os.getsid(0)


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


@pytest.mark.parametrize("after", [0.001, 0.005, 0.01, 0.05])
def test_ctrl_c_while_the_server_starts_leaves_none_behind(data, after):
    """In a process of its own: what measures this one's coverage runs Python between any two lines, and an interrupt
    that comes just there is lost."""
    starting = guest(data, told=subprocess.PIPE)
    assert "启动" in starting.stderr.readline()
    time.sleep(after)
    starting.send_signal(signal.SIGINT)
    _, words = starting.communicate(timeout=60)
    assert words.splitlines()[-1] == "KeyboardInterrupt"
    assert starting.returncode == -signal.SIGINT
    assert serving(data) is None
    assert residents(data / "postgres") == []


def test_a_first_start_that_was_cut_off_is_begun_again(empty):
    (empty / "postgres.new").mkdir()
    (empty / "postgres.new" / "PG_VERSION").write_text("18")
    with postgres.running(empty, durable=False) as server:
        assert query(server, "SELECT 1") == [(1,)]


def test_a_server_that_cannot_start_says_why(data):
    (data / "postgres/postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(Unavailable, match="nonsense"):
        postgres.ensure(data, durable=False)
