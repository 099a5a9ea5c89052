"""A mirror built from empty and random operations equals GET of everything, with the consumer killed at random."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from backend import db
from backend.accounts.models import Permission, Unit
from backend.projects.models import Classification, Programme, Project
from backend.projects.vocabulary import Scheme
from bench.servers import serving
from tests import signing
from tests.feed.mirroring import Mirror

API = "/api/v1"
OPERATIONS = int(os.environ.get("SANPI_PROOF_OPERATIONS", "80"))
"""`make proofs` has 10,000."""
AT_A_TIME = max(40, OPERATIONS // 50)
"""Operations after which the mirrors must be equal to everything, and others begin from empty."""
BETWEEN_KILLS = 5
AREAS = st.sampled_from(["town", "zone", None])
WHICH = st.integers(0, 7)


class World:
    """A served house, keys for it, and the loop in which what the API does not offer is done."""

    def __init__(self, port, keys, folder, loop):
        self.port, self.keys, self.folder, self.loop = port, keys, folder, loop
        headers = {"authorization": f"Bearer {keys[0]}"}
        self.program = httpx.Client(base_url=f"http://127.0.0.1:{port}{API}", headers=headers, timeout=60)
        self.made = self.done = 0

    def everything(self, key):
        found, cursor = {}, ""
        while cursor is not None:
            asked = {"limit": 500, "cursor": cursor}
            answer = self.program.get("projects", params=asked, headers={"authorization": f"Bearer {key}"}).json()
            found |= {each["code"]: each for each in answer["items"]}
            cursor = answer["next"]
        return found

    def delete(self, code):
        asyncio.run_coroutine_threadsafe(_delete(code), self.loop).result(60)


async def _delete(code):
    """One of which there are facts stays: the database keeps it."""
    with suppress(IntegrityError):
        await _try_to_delete(code)


async def _try_to_delete(code):
    async with db.begin(via="cli") as session:
        if project := (await session.exec(select(Project).where(Project.code == code))).one_or_none():
            await session.delete(project)


class Mirroring(RuleBasedStateMachine):
    """Operations by the API on a handful of projects, while the consumers of two keys run, and are killed."""

    world: World

    @initialize()
    def begin(self):
        self.mirrors = [Mirror(self.world.folder, self.world.port, key) for key in self.world.keys]
        self.codes, self.lately = [], 0

    def did(self):
        self.world.done, self.lately = self.world.done + 1, self.lately + 1

    def code(self, which):
        self.did()
        return self.codes[which % len(self.codes)] if self.codes else "NONE"

    @rule(area=AREAS)
    def create(self, area):
        self.did()
        self.world.made += 1
        new = {"code": f"M-{self.world.made}", "name": "某某项目", "short_name": "项目", "kind": "road", "area": area}
        assert self.world.program.post("projects", json=new).status_code == 201
        self.codes.append(new["code"])

    @rule(which=WHICH, remark=st.sampled_from(["一", "二", None]), area=AREAS)
    def change(self, which, remark, area):
        self.patch(which, remark=remark, area=area)

    @rule(which=WHICH, programme=st.sampled_from(["spurs", None]))
    def join_or_leave(self, which, programme):
        self.patch(which, programme=programme)

    def patch(self, which, **fields):
        answer = self.world.program.patch(f"projects/{self.code(which)}", json=fields, headers={"if-match": "*"})
        assert answer.status_code in {200, 404}

    @rule(which=WHICH)
    def take_another_code(self, which):
        known, self.world.made = self.code(which), self.world.made + 1
        other = f"N-{self.world.made}"
        answer = self.world.program.patch(f"projects/{known}", json={"code": other}, headers={"if-match": "*"})
        if answer.status_code == 200:
            self.codes[self.codes.index(known)] = other

    @rule(which=WHICH, stage=st.sampled_from(["signed", "started"]))
    def enter_a_stage(self, which, stage):
        self.post(which, "stages", {"stage": stage, "skip_reason": "来源未载"})

    @rule(which=WHICH)
    def give_a_duty(self, which):
        self.post(which, "duties", {"kind": "lead", "unit": "fgj"})

    @rule(which=WHICH)
    def report(self, which):
        self.post(which, "updates", {"invested_wan": "1.00"})

    def post(self, which, part, body):
        assert self.world.program.post(f"projects/{self.code(which)}/{part}", json=body).status_code < 500

    @rule(which=WHICH)
    def delete(self, which):
        self.world.delete(self.code(which))

    @precondition(lambda self: self.lately > BETWEEN_KILLS)
    @rule(seconds=st.floats(0.2, 0.6), which=st.integers(0, 1))
    def consume_and_be_killed(self, seconds, which):
        self.world.done, self.lately = self.world.done + 1, 0
        running = self.mirrors[which].start()
        time.sleep(seconds)
        self.mirrors[which].kill(running)

    def teardown(self):
        for mirror, key in zip(getattr(self, "mirrors", ()), self.world.keys, strict=False):
            mirror.catch_up()
            assert mirror.held() == self.world.everything(key)
            assert mirror.said == "", "it never had to begin again"


@pytest.fixture
async def world(committed, tmp_path):
    async with db.begin(via="cli") as session:
        session.add_all(
            Classification(scheme=scheme, code=code, label=code)
            for scheme, code in ((Scheme.KIND, "road"), (Scheme.AREA, "town"), (Scheme.AREA, "zone"))
        )
        session.add_all([Programme(code="spurs", name="四条专用线"), Unit(code="fgj", name="发展改革局")])
        wide = await signing.key(session, Permission.WRITE)
        narrow = await signing.key(session, Permission.READ, name="镇里的平台", scope={"area": "town"})
    with serving("backend.app:create_app", committed, factory=True) as port:
        yield World(port, [wide, narrow], tmp_path, asyncio.get_running_loop())


async def test_a_mirror_from_empty_and_random_operations_equals_get_of_everything(world):
    asked = settings(
        max_examples=OPERATIONS // AT_A_TIME,
        stateful_step_count=AT_A_TIME + 1,  # to begin is one
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    mirroring = type("Mirroring", (Mirroring,), {"world": world})
    run = partial(run_state_machine_as_test, mirroring, settings=asked, _min_steps=AT_A_TIME + 1)
    with ThreadPoolExecutor(1) as aside:
        await asyncio.get_running_loop().run_in_executor(aside, run)
    world.program.close()
    assert world.done >= OPERATIONS
