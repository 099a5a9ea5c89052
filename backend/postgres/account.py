"""The system account under which the embedded PostgreSQL runs when we are root, as PostgreSQL refuses root."""

import errno
import os
import pwd
import stat
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

from backend.errors import Unavailable

NAME = "sanpi-db"


def account(files: Path) -> pwd.struct_passwd:
    """Ourselves; if we are root whoever owns the server's files, at first `sanpi-db`, made when missing."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    with suppress(FileNotFoundError, KeyError):
        return pwd.getpwuid(files.stat().st_uid)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return _make_account()


def _make_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", NAME], check=False, capture_output=True)  # noqa: S603
        return pwd.getpwnam(NAME)  # whoever made it: somebody else may have been faster
    except (OSError, KeyError) as error:
        raise Unavailable(f"数据库不能以 root 运行，而系统用户 {NAME} 无法建立。请改用普通用户运行。") from error


def let_pass(folder: Path, who: pwd.struct_passwd) -> None:
    """Let the account reach a folder: search, not list, and for this account alone."""
    for place in [folder, *folder.parents]:
        state = place.stat()
        if state.st_uid == who.pw_uid or state.st_mode & stat.S_IXOTH:
            continue
        try:
            _grant_search(place, who.pw_uid)
        except OSError as error:
            sentence = f"数据库用户 {NAME} 无法进入 {place}。请执行 chmod o+x {place}，或改用普通用户运行。"
            raise Unavailable(sentence) from error


# What `setfacl --modify user:UID:x` does, since the package `acl` is not everywhere.
ACCESS = "system.posix_acl_access"
USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY = 0xFFFFFFFF  # the qualifier of entries that are not about one user or group
SEARCH = 0o1


def _grant_search(folder: Path, uid: int) -> None:
    entries = _entries(folder)
    entries[USER, uid] = entries.get((USER, uid), 0) | SEARCH
    entries[MASK, NOBODY] = entries.get((MASK, NOBODY), entries[GROUP_OBJ, NOBODY]) | SEARCH
    packed = (struct.pack("<HHI", tag, allowed, who) for (tag, who), allowed in sorted(entries.items()))
    os.setxattr(folder, ACCESS, struct.pack("<I", 2) + b"".join(packed))


def _entries(folder: Path) -> dict[tuple[int, int], int]:
    """The access control list as {(kind, who): permissions}."""
    try:
        stored = os.getxattr(folder, ACCESS)
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        mode = folder.stat().st_mode
        return {(USER_OBJ, NOBODY): mode >> 6 & 7, (GROUP_OBJ, NOBODY): mode >> 3 & 7, (OTHER, NOBODY): mode & 7}
    return {(tag, who): allowed for tag, allowed, who in struct.iter_unpack("<HHI", stored[4:])}
