"""The servers that are measured: real processes on loopback, ended when the block ends."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from bench.load import Job, Seen

UNLIMITED = {"SANPI_API_RATE": "1000000", "SANPI_API_BURST": "1000000"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(app: str, url: str, *, factory: bool) -> Iterator[int]:
    """A uvicorn process with one worker; its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", "error", "--no-access-log"]
    server = subprocess.Popen(
        [*command, *(["--factory"] if factory else [])], env=os.environ | {"SANPI_DATABASE_URL": url} | UNLIMITED
    )
    try:
        wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1_200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit("the server that is to be measured does not start")


def load(job: Job) -> Seen:
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), capture_output=True, text=True, check=True)
    return Seen(**json.loads(done.stdout))
