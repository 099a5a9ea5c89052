"""What a key looks like: `sanpi_<id>_<secret><checksum>`. Programs that look for leaked keys can tell one by it."""

import re
import secrets
import zlib

SHAPE = re.compile(r"(sanpi_[0-9a-f]{8})_[0-9a-f]{64}([0-9a-f]{8})")
CHECKSUM = 8


def mint() -> tuple[str, str]:
    """A new key: the prefix by which people tell keys apart, and the whole, to be shown once."""
    prefix = f"sanpi_{secrets.token_hex(4)}"
    body = f"{prefix}_{secrets.token_hex(32)}"
    return prefix, body + checksum(body)


def well_formed(token: str) -> bool:
    """Whether it can be a key at all: one that was cut short or mistyped never reaches the database."""
    return SHAPE.fullmatch(token) is not None and checksum(token[:-CHECKSUM]) == token[-CHECKSUM:]


def checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08x}"
