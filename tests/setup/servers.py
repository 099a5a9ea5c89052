"""Servers of the embedded database as real processes, and who else uses them."""

import subprocess
import sys
from pathlib import Path

import psycopg

from backend.postgres import Server
from backend.postgres.processes import postmaster

ROOT = Path(__file__).parents[2]

# Another process that uses the server until its input ends. What it is told while it waits goes to its error output.
# It heeds Ctrl-C even where the tests run in a shell's background, which makes its children deaf to it.
GUEST = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from backend import postgres
def say(words): print(words, file=sys.stderr, flush=True)
with postgres.running(Path(sys.argv[1]), durable=False, say=say):
    print("in", flush=True)
    sys.stdin.read()
"""


def guest(data: Path, told: int | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", GUEST, str(data)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=told)


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=20)
    assert process.returncode == 0


def serving(data: Path) -> int | None:
    return postmaster(data / "postgres")


def query(server: Server, statement: str) -> list[tuple]:
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
