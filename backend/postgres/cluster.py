"""One server and its files: made, started, stopped."""

import os
import shlex
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pwd import struct_passwd
from typing import Self

from backend.errors import Unavailable
from backend.postgres.access import make_password, make_private, socket_folder
from backend.postgres.account import account, let_pass
from backend.postgres.processes import is_dead, noted, postmaster, residents
from backend.postgres.programs import program, run
from backend.postgres.server import SUPERUSER, Server, admit_application
from backend.postgres.settings import options
from backend.postgres.sharing import is_unused

Say = Callable[[str], None]

PATIENCE = 60  # seconds: to recover after a crash, to stop, to see the last of a killed server

NOT_YOURS = "无权读写 {}。请用平时启动本系统的用户运行。"


@dataclass(frozen=True)
class Cluster:
    folder: Path
    """The data folder."""
    account: struct_passwd
    """Whose the server's processes and files are."""

    @classmethod
    def at(cls, data_dir: Path) -> Self:
        folder = data_dir.resolve()
        with suppress(PermissionError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise Unavailable(NOT_YOURS.format(folder))
        return cls(folder, account(folder / "postgres"))

    @property
    def files(self) -> Path:
        return self.folder / "postgres"

    @property
    def secret(self) -> Path:
        return self.folder / "postgres.password"

    def bring_up(self, *, durable: bool, say: Say) -> Server:
        """The running server, whatever state it was found in."""
        if not self.files.exists():
            say("首次运行，正在建立数据库……")
            self._initialise(durable=durable)
        password = self._password()
        server = Server(socket_folder(self.files, password), password)
        deadline = time.monotonic() + PATIENCE
        while not server.is_ready():
            if postmaster(self.files) is None:
                say("正在启动数据库……")
                self._start(server.socket, durable=durable)
            elif time.monotonic() > deadline:
                raise Unavailable(f"数据库没有回应。请查看日志：{self.files}/log")
            else:
                time.sleep(0.05)
        admit_application(server)
        return server

    def stop(self) -> None:
        """End what is open, roll it back, write what is in memory: PostgreSQL's "fast" shutdown."""
        pid = postmaster(self.files)
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        self._wait_until_empty()
        socket = socket_folder(self.files, self._password())
        if socket != self.files:
            socket.rmdir()

    def _initialise(self, *, durable: bool) -> None:
        """Make the files under another name first, so that a kill leaves nothing half made in their place."""
        draft = self.folder / "postgres.new"
        if draft.exists():
            shutil.rmtree(draft)
        self._let_pass()
        make_private(draft, self.account)
        make_password(self.secret, self.account)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        access = (f"--username={SUPERUSER}", "--auth=scram-sha-256", f"--pwfile={self.secret}")
        haste = () if durable else ("--no-sync",)
        self._run("initdb", f"--pgdata={draft}", *locale, *access, *haste)
        draft.rename(self.files)

    def _start(self, socket: Path, *, durable: bool) -> None:
        self._let_pass()
        if socket != self.files:
            make_private(socket, self.account)
        self._see_off_predecessor(socket)
        settings = shlex.join(options(socket, durable=durable))
        how = (f"--log={self.files}/start.log", f"--timeout={PATIENCE}", f"--options={settings}")
        self._run("pg_ctl", "start", f"--pgdata={self.files}", *how)

    def _see_off_predecessor(self, socket: Path) -> None:
        """After a kill of the first process the others finish alone, and by now its number may be a stranger's."""
        self._wait_until_empty()
        for lock_file in (self.files / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
            pid = noted(lock_file)
            if pid and (is_dead(pid) or is_unused(self.folder)):
                lock_file.unlink()

    def _wait_until_empty(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while left := residents(self.files):
            if time.monotonic() > deadline:
                raise Unavailable(f"数据库进程 {left} 还没有退出。请稍后再试，或结束这些进程。")
            time.sleep(0.02)

    def _let_pass(self) -> None:
        for folder in (self.folder, program("postgres").parent):
            let_pass(folder, self.account)

    def _password(self) -> str:
        try:
            return self.secret.read_text()
        except FileNotFoundError as error:
            raise Unavailable(f"缺少数据库口令文件 {self.secret}。请从备份中找回。") from error
        except PermissionError as error:
            raise Unavailable(NOT_YOURS.format(self.secret)) from error

    def _run(self, name: str, *arguments: str) -> None:
        done = run(self.account, name, *arguments)
        if done.returncode:
            log = self.files / "start.log"
            words = log.read_text(errors="replace") if log.exists() else done.stderr
            raise Unavailable(f"数据库程序 {name} 没有成功：\n{words[-500:]}\n更多见 {self.files}/log")
