"""The API keeps to its own description: schemathesis tries every operation and link with all of its checks."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx

from backend import db
from backend.accounts.models import Permission
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import signing

SEED = 7
CHECKS = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("SANPI_PROOF_EXAMPLES", "1")
PHASES = os.environ.get("SANPI_PROOF_PHASES", "fuzzing,stateful")
"""`make proofs` has 8 examples of each kind. The phase `coverage` is left out: an empty `as_of=` in an address is taken for
one that is not given, which the description does not say."""


async def test_schemathesis_with_all_checks_and_stateful_links_finds_nothing(committed, tmp_path):
    async with db.begin(via="cli") as session:
        session.add(Classification(scheme=Scheme.KIND, code="road", label="公路"))
        session.add_all(Project(code=code, name="项目", short_name="项", kind="road") for code in ("A", "B"))
        key = await signing.key(session, Permission.WRITE)
    with serving("backend.app:create_app", committed, factory=True) as port:
        async with httpx.AsyncClient(timeout=120) as anybody:  # the first time, it is worked out
            await anybody.get(f"http://127.0.0.1:{port}/api/v1/openapi.json")
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CHECKS)),
            *("run", f"http://127.0.0.1:{port}/api/v1/openapi.json", "--checks", "all", "--phases", PHASES),
            *("--seed", str(SEED), "--max-examples", EXAMPLES, "--no-shrink", "--continue-on-failure"),
            *("--header", f"Authorization: Bearer {key}", "--warnings", "off"),
        ]
        done = await asyncio.to_thread(
            subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, check=False
        )
    (tmp_path / "told.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert done.returncode == 0, f"{done.stdout[-20_000:]}{done.stderr[-4_000:]}\nall of it: {tmp_path}/told.txt"
