"""The API keeps to its own description: schemathesis tries every operation and link with all of its checks."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from backend import db
from backend.accounts.models import Permission
from backend.projects.models import Classification, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import signing

SEED = 7
CHECKS = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = os.environ.get("SANPI_PROOF_EXAMPLES", "1")
EDGES = os.environ.get("SANPI_PROOF_EDGES", r"^/(changes|checksum|projects|units|unreported|calendar/.*|rates)$")
"""`make proofs` has 8 examples of each kind, and goes to the edges of every operation; `make test` to those of what a
platform reads every day."""


@pytest.fixture
async def trying(committed, tmp_path):
    """trying(phases, …) has schemathesis try the API on a database with two projects."""
    async with db.begin(via="cli") as session:
        session.add(Classification(scheme=Scheme.KIND, code="road", label="公路"))
        session.add_all(Project(code=code, name="项目", short_name="项", kind="road") for code in ("A", "B"))
        key = await signing.key(session, Permission.WRITE)

    async def run(*given):
        with serving("backend.app:create_app", committed, factory=True) as port:
            async with httpx.AsyncClient(timeout=120) as anybody:  # the first time, it is worked out
                await anybody.get(f"http://127.0.0.1:{port}/api/v1/openapi.json")
            command = [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CHECKS)),
                *("run", f"http://127.0.0.1:{port}/api/v1/openapi.json", "--checks", "all", *given),
                *("--seed", str(SEED), "--no-shrink", "--continue-on-failure", "--warnings", "off"),
                *("--header", f"Authorization: Bearer {key}"),
            ]
            done = await asyncio.to_thread(
                subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, check=False
            )
        (tmp_path / "told.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
        assert done.returncode == 0, f"{done.stdout[-20_000:]}{done.stderr[-4_000:]}\nall of it: {tmp_path}/told.txt"

    return run


async def test_schemathesis_with_all_checks_and_stateful_links_finds_nothing(trying):
    await trying("--phases", "fuzzing,stateful", "--max-examples", EXAMPLES)


async def test_schemathesis_at_the_edges_of_what_the_description_says_finds_nothing(trying):
    """The least and the most, nothing, one too many, another kind, another method: each value at its edges in turn."""
    await trying("--phases", "coverage", "--include-path-regex", EDGES)
