"""How one enters: the password, and the folder of the socket."""

import hashlib
import os
import secrets
import stat
from pathlib import Path
from pwd import struct_passwd

from backend.errors import Unavailable

LONGEST_SOCKET = 107  # bytes that fit into the kernel's `sun_path`


def make_password(file: Path, owner: struct_passwd) -> None:
    """Whole or not at all: without it nobody enters the cluster again."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with draft.open("w") as out:
        out.write(secrets.token_urlsafe(32))
        out.flush()
        os.fsync(out.fileno())
    os.chown(draft, owner.pw_uid, owner.pw_gid)
    draft.rename(file)


def socket_folder(files: Path, password: str) -> Path:
    """Among the server's files, or, where that path is too long, one whose name nobody can guess."""
    if len(os.fsencode(files / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return files
    digest = hashlib.sha256(f"{files} {password}".encode()).hexdigest()
    return Path("/tmp") / f"sanpi-{digest[:20]}"  # noqa: S108  `make_private` looks whose it is


def make_private(folder: Path, owner: struct_passwd) -> None:
    """Have a folder that only the owner (and root) can enter."""
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    ours = stat.S_ISDIR(state.st_mode) and state.st_uid in {os.geteuid(), owner.pw_uid}
    if not ours or stat.S_IMODE(state.st_mode) != stat.S_IRWXU:
        raise Unavailable(f"{folder} 不属于本系统或对他人开放。请删除它后重试。")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
