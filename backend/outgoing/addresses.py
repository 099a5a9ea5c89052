"""The guard of addresses: who can make the house send a request somewhere must not reach its own network with it.

The name is resolved here, each address is checked, and the connection goes to the address that was checked: a name
that resolves differently a moment later (DNS rebinding) changes nothing. Redirects are not followed."""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore
import httpx
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

from backend.config import settings
from backend.errors import Forbidden

SECONDS = 10.0
NAT64 = IPv6Network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


def client(**options: Any) -> httpx.AsyncClient:
    """An httpx client behind the guard. An address that may not be reached raises `Forbidden`; names that do not
    resolve and servers that do not answer raise `httpx.TransportError` as always."""
    given = {"timeout": SECONDS, "follow_redirects": False, "trust_env": False} | options
    return httpx.AsyncClient(transport=GuardedTransport(), **given)


def may_reach(address: Address) -> bool:
    """Public addresses, and those that the administrator allowed by `SANPI_ALLOWED_ADDRESSES`."""
    if any(address in network for network in settings.allowed_addresses):
        return True
    return all(each.is_global and not each.is_multicast for each in _meant(address))


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx as it is, over connections that are made by the guard. TLS still asks for the name, not the address."""

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_Guard()
        )


class _Guard(AsyncNetworkBackend):
    def __init__(self) -> None:
        self._connections = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the library's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        checked = str(await _checked(host, port))
        return await self._connections.connect_tcp(checked, port, timeout, local_address, socket_options)

    async def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> AsyncNetworkStream:
        raise Forbidden(f"不能发往 {path}")

    async def sleep(self, seconds: float) -> None:
        await self._connections.sleep(seconds)


async def _checked(host: str, port: int) -> Address:
    """The first address of the name that may be reached."""
    try:
        async with asyncio.timeout(SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise httpcore.ConnectError(f"{host} 的地址查不到") from error
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    for address in addresses:
        if may_reach(address):
            return address
    raise Forbidden(
        f"{host} 在内部网络（{addresses[0]}），不能发往那里；确实需要时，由管理员在 SANPI_ALLOWED_ADDRESSES 里放行"
    )


def _meant(address: Address) -> list[Address]:
    """The address, and the IPv4 address that some forms of IPv6 carry within and are routed to."""
    if isinstance(address, IPv4Address):
        return [address]
    within = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        within.append(IPv4Address(int(address) & 0xFFFFFFFF))
    carried = [each for each in within if each is not None]
    return carried if address.ipv4_mapped else [address, *carried]
