"""From where a key may be used: addresses and networks as an administrator writes them down; with none, from anywhere.

What counts is the address that the web server sees. A proxy in front of it must pass the caller's on in
`X-Forwarded-For`, and is believed only where `FORWARDED_ALLOW_IPS` (by default this very machine) says so."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from backend.errors import Invalid

MOST = 20
BETWEEN = re.compile(r"[\s,，、;；]+")


def parsed(text: str) -> list[str]:
    """One or several, in the one form in which they are kept."""
    found = [_network(each) for each in BETWEEN.split(text.strip()) if each]
    if len(found) > MOST:
        raise Invalid.field("addresses", f"最多写{MOST}个地址或网段", len(found))
    return list(dict.fromkeys(found))


def _network(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise Invalid.field(
            "addresses", f"“{text[:60]}”不是地址或网段，请写成 10.1.2.3 或 10.1.2.0/24 这样", text
        ) from None
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def permits(addresses: Sequence[str], host: str | None) -> bool:
    if not addresses:
        return True
    caller = _caller(host)
    return caller is not None and any(caller in ip_network(each) for each in addresses)


def _caller(host: str | None) -> IPv4Address | IPv6Address | None:
    """An IPv4 caller stays one, also where the server listens on IPv6."""
    try:
        found = ip_address(host or "")
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
