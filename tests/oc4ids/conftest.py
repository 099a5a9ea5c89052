import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend.accounts.models import Permission
from backend.config import settings
from tests import signing
from tests.exchange import conftest as exchange
from tests.pages import conftest as pages

API = "/api/v1"
PREFIX = "oc4ids-abc123"
CHECKING = Path(__file__).with_name("checking.py")
_midweek, cast, project = pages._midweek, pages.cast, pages.project
statements, multiply = pages.statements, exchange.multiply


@pytest.fixture
async def reader(session, client):
    return client(await signing.key(session, Permission.READ))


@pytest.fixture
def registered(monkeypatch):
    """The help desk of the standard has given this house a prefix."""
    monkeypatch.setattr(settings, "oc4ids_prefix", PREFIX)


def checked(*packages):
    """What `libcoveoc4ids` finds wrong, by field, for each package; nothing wrong is an empty dict."""
    done = subprocess.run(
        [sys.executable, CHECKING], input=json.dumps(packages), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return [{name: value for name, value in found.items() if value} for found in json.loads(done.stdout)]
