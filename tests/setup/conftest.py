import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backend import postgres


@pytest.fixture
def empty():
    """Not below pytest's own folder: every other run of pytest closes that one again to the server's account."""
    with TemporaryDirectory(prefix="sanpi-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def stopped():
    with TemporaryDirectory(prefix="sanpi-") as folder:
        with postgres.running(Path(folder), durable=False):
            pass
        yield Path(folder)


@pytest.fixture
def data(empty, stopped):
    """A data folder whose server has run before."""
    subprocess.run(["cp", "--archive", f"{stopped}/.", empty], check=True)
    return empty


@pytest.fixture(scope="package")
def shared():
    """A server for the tests that only look at it."""
    with TemporaryDirectory(prefix="sanpi-") as folder, postgres.running(Path(folder), durable=False) as server:
        yield Path(folder), server
