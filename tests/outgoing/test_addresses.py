"""Requests that the house sends never reach its own network, unless the administrator allowed it."""

import asyncio
import socket
from ipaddress import ip_address, ip_network

import httpx
import pytest

from backend.config import Settings, settings
from backend.errors import Forbidden
from backend.outgoing import client
from backend.outgoing.addresses import may_reach

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep their secrets
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
]
OUTSIDE = ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_not_reached(address):
    assert not may_reach(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_outside_are(address):
    assert may_reach(ip_address(address))


def test_the_administrator_allows_networks_by_a_setting(monkeypatch):
    monkeypatch.setenv("SANPI_ALLOWED_ADDRESSES", "10.8.0.0/16, 127.0.0.1")
    assert Settings().allowed_addresses == (ip_network("10.8.0.0/16"), ip_network("127.0.0.1/32"))
    monkeypatch.setattr(settings, "allowed_addresses", (ip_network("10.8.0.0/16"),))
    assert may_reach(ip_address("10.8.9.9"))
    assert not may_reach(ip_address("10.9.9.9"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
async def test_a_request_to_the_house_itself_is_refused_in_words(host):
    async with client() as http:
        with pytest.raises(Forbidden, match="在内部网络"):
            await http.get(f"http://{host}:1/")


async def test_an_allowed_address_is_reached_and_the_name_stays_in_the_request(group):
    async with client() as http:
        answer = await http.post(f"http://localhost:{group.port}/hook", json={"a": 1})
    assert answer.status_code == 200
    assert group.said == [("/hook", {"a": 1})]


async def test_a_name_that_resolves_differently_a_moment_later_changes_nothing(monkeypatch):
    """The connection goes to the address that was checked."""
    answers, dialled = [["93.184.216.34"], ["127.0.0.1"]], []

    async def resolve(_loop, host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answers.pop(0)]

    async def connect(_backend, host, *_):
        dialled.append(host)
        raise httpx.ConnectError("nothing listens")

    monkeypatch.setattr(type(asyncio.get_running_loop()), "getaddrinfo", resolve)
    monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)
    async with client() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("http://rebinding.example/")
    assert dialled == ["93.184.216.34"]


async def test_a_name_with_one_address_inside_and_one_outside_is_reached_outside(monkeypatch):
    dialled = []

    async def resolve(_loop, host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("10.0.0.1", "93.184.216.34")]

    async def connect(_backend, host, *_):
        dialled.append(host)
        raise httpx.ConnectError("nothing listens")

    monkeypatch.setattr(type(asyncio.get_running_loop()), "getaddrinfo", resolve)
    monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)
    async with client() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get("http://both.example/")
    assert dialled == ["93.184.216.34"]


async def test_a_redirect_is_not_followed(group):
    group.head = "302 Found\r\nlocation: http://169.254.169.254/"
    async with client() as http:
        assert (await http.get(f"http://127.0.0.1:{group.port}/")).status_code == 302


async def test_a_name_that_does_not_exist_is_an_error_of_transport():
    async with client() as http:
        with pytest.raises(httpx.TransportError):
            await http.get("http://no-such-name.invalid/")
