"""The answers that the zone's manual shows are those that the API gives: made here, and compared word by word."""

import json
import os
import re
from pathlib import Path

import pytest

from backend import clock, db
from backend.accounts.models import Permission
from backend.config import settings
from backend.feed import installation
from backend.hooks import messages
from backend.hooks.models import Hook, HookState
from backend.projects.models import Project
from tests import factories, signing
from tests.pages import conftest as pages

ZONE = Path(__file__).parents[2] / "docs" / "zone"
MANUALS = [ZONE / "README.zh-CN.md", ZONE / "README.md"]
PROJECT = ZONE / "samples" / "project.json"
RENEW = "SANPI_RENEW_SNAPSHOT"
API = "/api/v1"
SHOWN = (
    "code",
    "version",
    "updated_at",
    "name",
    "stage",
    "condition",
    "signal",
    "total_investment_wan",
    "planned_start_on",
)
SAMPLE = re.compile(r"<!-- sample: (\w+) -->\n(?:\n```\w+\n.*?\n```\n)?", re.DOTALL)
CURSOR, ID = (
    re.compile(r"^[A-Za-z0-9_-]{60,}$"),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"),
)
MADE_ID = "01a20000-0000-7000-8000-000000000000"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MIDWEEK = pages.WEDNESDAY
cast = pages.cast


@pytest.fixture(autouse=True)
def _midweek(monkeypatch):
    monkeypatch.setattr(settings, "public_url", "https://sanpi.example")
    with clock.set_to(MIDWEEK):
        yield


@pytest.fixture
async def program(session, client, cast):
    """Two projects of a demonstration, so that the moments are those of the set clock; and a key that sees them."""
    await installation.become_demonstration(session)
    await db.act_as(session, None, "page")
    for code, name, kind in (("ZD-001", "示范大道", "road"), ("ZD-002", "示范铝厂", "industrial")):
        given = {"total_investment": "347900.00", "planned_start_on": clock.today()} if kind == "road" else {}
        await factories.add(session, Project(code=code, name=name, short_name=name[-2:], kind=kind, **given))
        await factories.settle(session)
    return client(await signing.key(session, Permission.READ))


def placeholders(value):
    """Without what is another each time: cursors and ids."""
    if isinstance(value, dict):
        return {name: placeholders(each) for name, each in value.items()}
    if isinstance(value, list):
        return [placeholders(each) for each in value]
    if isinstance(value, str) and CURSOR.match(value) and not re.fullmatch(r"[0-9a-f]{64}", value):
        return "Q3Vyc29y…"
    return ID.sub(MADE_ID, value) if isinstance(value, str) else value


def written(value):
    return json.dumps(placeholders(value), ensure_ascii=False, indent=2)


def shortened(page):
    """A page of the feed with a few fields of each document."""
    for entry in page["items"]:
        state = entry["state"]
        entry["state"] = {name: state[name] for name in SHOWN} | {"…": "其余字段见 samples/project.json"}
        entry["changed"] = ["code", "name", "…"]
    return page


async def webhook(session):
    hook = Hook(name="开发区平台", url="https://platform.example.cn/hook", secret=SECRET)
    state = HookState(hook_id=hook.id, told_seq=1, rung_at=MIDWEEK)
    body = re.sub(r"[A-Za-z0-9_-]{60,}", "Q3Vyc29y…", await messages.news(session, hook, state))
    sent = messages.headers(hook, "msg_01a20000000070008000000000000000", body, MIDWEEK)
    return "\n".join(["POST /hook HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", body])


@pytest.fixture
async def samples(session, program):
    async def read(path):
        answer = await program.get(API + path)
        return answer.json() | ({"request_id": "01a2…"} if answer.status_code >= 400 else {})

    everything = await read("/changes")
    after = everything["next"]
    rows = sorted((each["project"], each["version"]) for each in everything["items"])
    package = await read("/oc4ids/ZD-001.json")
    return {
        "changes": ("json", written(shortened(await read("/changes?limit=1")))),
        "nothing_new": ("json", written(await read(f"/changes?after={after}"))),
        "checksum": ("json", written(await read(f"/checksum?at={after}"))),
        "checksum_text": ("text", "\n".join(f"{code} {version}" for code, version in rows)),
        "oc4ids": ("json", written(package)),
        "webhook": ("http", await webhook(session)),
        "gone": ("json", written(await gone(session, read, after))),
        "invalid": ("json", written(await read("/changes?limit=many"))),
        "project": ("json", written(everything["items"][0]["state"])),
    }


async def gone(session, read, after):
    """What who follows reads after the database was restored."""
    await installation.renew_epoch(session)
    return await read(f"/changes?after={after}")


async def test_the_manual_shows_what_the_api_answers(samples):
    _, project = samples.pop("project")
    wanted = {PROJECT: project + "\n"}
    for manual in MANUALS:
        text = manual.read_text(encoding="utf-8")
        assert set(SAMPLE.findall(text)) == set(samples), manual
        wanted[manual] = SAMPLE.sub(lambda found: framed(found[1], *samples[found[1]]), text)
    for path, text in wanted.items():
        if os.environ.get(RENEW):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert without_shape(path.read_text(encoding="utf-8")) == without_shape(text), (
            f"{path.name} shows other answers than the API gives. Look whether programs can live with what changed, then renew:"
            f" {RENEW}=1 python -m pytest tests/contracts/test_zone_manual.py"
        )


def without_shape(text):
    """Its number goes up with what a sample does not show as well; what changed here is shown by the fields."""
    return re.sub(r'"shape": \d+', '"shape"', text)


def framed(name, language, text):
    return f"<!-- sample: {name} -->\n\n```{language}\n{text}\n```\n"


def test_the_check_of_a_signature_that_the_manual_gives_works():
    """The code in the manual, run as it stands there, on the example of the standard itself."""
    for manual in MANUALS:
        code = next(
            each
            for each in re.findall(r"```python\n(.*?)```", manual.read_text(encoding="utf-8"), re.DOTALL)
            if "is_genuine" in each
        )
        known = {}
        exec(code, known)
        headers = {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,bm9uc2Vuc2U= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }
        assert known["is_genuine"](SECRET, headers, b'{"test": 2432232314}')
        assert not known["is_genuine"](SECRET, headers, b'{"test": 2432232315}')


def test_both_languages_say_the_same_of_the_same_things():
    """As many headings, tables' rows and samples, and the same addresses."""
    chinese, english = (each.read_text(encoding="utf-8") for each in MANUALS)
    for pattern in (r"^## ", r"^\| ", r"^\d\. ", r"^- "):
        assert len(re.findall(pattern, chinese, re.MULTILINE)) == len(re.findall(pattern, english, re.MULTILINE)), (
            pattern
        )
    paths = re.compile(r"`(/[a-z/{}.?=_]+)")
    assert set(paths.findall(chinese)) == set(paths.findall(english))
    assert settings.api_rate == 100
    assert settings.api_burst == 1000
