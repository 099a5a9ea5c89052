"""Who gets into the embedded database, and how."""

import os
import re
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from backend import postgres
from backend.errors import Unavailable
from backend.postgres.processes import residents
from tests.setup.servers import query


def test_the_application_is_no_superuser(shared):
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
