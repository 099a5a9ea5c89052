"""The API keeps to its own description: schemathesis tries every operation and link with all of its checks."""

import asyncio
import os
import subprocess
import sys

import httpx

from backend import db
from backend.accounts.models import Permission
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import signing

SEED = 7
EXAMPLES = os.environ.get("SANPI_PROOF_EXAMPLES", "8")


async def test_schemathesis_with_all_checks_and_stateful_links_finds_nothing(committed, tmp_path):
    async with db.begin(via="cli") as session:
        session.add(Classification(scheme=Scheme.KIND, code="road", label="公路"))
        session.add_all(Project(code=code, name="项目", short_name="项", kind="road") for code in ("A", "B"))
        key = await signing.key(session, Permission.WRITE)
    with serving("backend.app:create_app", committed, factory=True) as port:
        async with httpx.AsyncClient(timeout=120) as anybody:  # the first time, it is worked out
            await anybody.get(f"http://127.0.0.1:{port}/api/v1/openapi.json")
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{port}/api/v1/openapi.json"),
            *("--checks", "all", "--seed", str(SEED), "--max-examples", EXAMPLES, "--no-shrink"),
            *("--header", f"Authorization: Bearer {key}", "--continue-on-failure", "--warnings", "off"),
        ]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-4_000:]
