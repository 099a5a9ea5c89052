from ipaddress import ip_network

import pytest
from pydantic import SecretStr

from backend.config import settings
from tests.outgoing import servers


@pytest.fixture
async def postbox(monkeypatch):
    async with servers.postbox() as box:
        monkeypatch.setattr(settings, "smtp_host", "127.0.0.1")
        monkeypatch.setattr(settings, "smtp_port", box.port)
        monkeypatch.setattr(settings, "smtp_security", "none")
        monkeypatch.setattr(settings, "mail_from", "sanpi@example.cn")
        yield box


@pytest.fixture
def loopback_allowed(monkeypatch):
    monkeypatch.setattr(settings, "allowed_addresses", (ip_network("127.0.0.0/8"),))


@pytest.fixture
async def group(monkeypatch, loopback_allowed):
    async with servers.group() as place:
        monkeypatch.setattr(settings, "robot_url", SecretStr(place.url))
        yield place
