"""Places in a stream that a caller carries about without reading or changing them: sealed, and bound to a purpose.

The same place gives the same text (AES-SIV, RFC 5297), so that answers which hold one keep their ETag."""

import base64
import hashlib
import json
from binascii import Error as NotBase64
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from backend.errors import Malformed


def seal(secret: str, bound_to: Any, place: list[Any]) -> str:
    sealed = _cipher(secret).encrypt(json.dumps(place).encode(), [_purpose(bound_to)])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(secret: str, bound_to: Any, text: str) -> list[Any]:
    """The place again. A text that was changed, cut, made up, or sealed for something else is refused."""
    try:
        sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(sealed).decode().rstrip("=") != text:
            raise ValueError("another spelling of the same bytes")  # noqa: TRY301  refused like the rest
        return list(json.loads(_cipher(secret).decrypt(sealed, [_purpose(bound_to)])))
    except (InvalidTag, NotBase64, ValueError):
        raise Malformed(
            "after（或 at）里的 cursor 不对，或属于另一个范围的密钥：请原样带回上次的 next，或不带它从头读取"
        ) from None


def _cipher(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(secret.encode()).digest())


def _purpose(bound_to: Any) -> bytes:
    return json.dumps(bound_to, sort_keys=True).encode()
