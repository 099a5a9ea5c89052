"""`sanpi` as an administrator types it: each command opens the house by itself, so such tests have no loop."""

import logging
import sys

import pytest
import structlog

from backend import cli
from backend.config import settings
from tests import databases


@pytest.fixture
def logs_as_before():
    """Commands set up the logs of their process; here that is the process of all tests."""
    handlers = logging.root.handlers[:]
    yield
    logging.root.handlers[:] = handlers
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def origin(template):
    """What each test's house is a copy of: an empty one, or what a module puts in its place."""
    return template


@pytest.fixture
def sanpi(logs_as_before, template, origin, monkeypatch, capsys):
    """sanpi("key list") gives the exit code, the lines of the answer and the complaint."""
    name = databases.name_of(template)
    with databases.database(template, f"{name}_cli", databases.name_of(origin)) as url:
        monkeypatch.setattr(settings, "database_url", url)

        def run(*words):
            monkeypatch.setattr(sys, "argv", ["sanpi", *words])
            code = cli.main()
            said = capsys.readouterr()
            return code, said.out.splitlines(), said.err.strip()

        yield run
