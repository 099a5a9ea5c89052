"""`make lighthouse`: what Lighthouse says of the officer's pages on a phone, the median of three runs on loopback."""

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from rich.table import Table

from bench.servers import free_port, wait
from bench.table import console

LIGHTHOUSE = Path(__file__).parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PAGES = {
    "我的项目": "/mine",
    "项目": "/projects",
    "一个项目": "/projects/ZD-001",
    "填写本周": "/projects/ZD-001/update",
}
GOALS = {"performance": 0.98, "accessibility": 1.0}
MOST_SHIFT = 0.05
GOOD = 0.9  # Lighthouse's own word for an audit that needs nothing
TIMES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "SI": "speed-index",
    "TTFB": "server-response-time",
}
"""In milliseconds, as Lighthouse simulates a phone of the middle class on a slow 4G line."""
RUNS = 3
SANPI = [str(Path(sys.executable).parent / "sanpi")]


def main() -> None:
    with TemporaryDirectory(prefix="sanpi-lighthouse-") as folder, demonstration() as address:
        cookie = signed_in(address)
        found = {
            name: [measured(address + path, cookie, Path(folder) / "report.json") for _ in range(RUNS)]
            for name, path in PAGES.items()
        }
    short = show(found)
    show_audits(found)
    sys.exit(1 if short else 0)


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration's data directory, served for as long as this takes."""
    port = free_port()
    server = subprocess.Popen([*SANPI, "serve"], env=os.environ | {"PORT": str(port)}, stdout=subprocess.DEVNULL)
    try:
        wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def signed_in(address: str) -> str:
    """The cookie of the demonstration's steward."""
    said = subprocess.run([*SANPI, "account", "link", "steward"], capture_output=True, text=True, check=True).stdout
    link = re.search(r"/sign-in/\S+", said)
    assert link, said
    with httpx.Client(base_url=address) as client:
        client.post(link.group(), headers={"origin": address})
        return f"sid={client.cookies['sid']}"


def measured(address: str, cookie: str, report: Path) -> dict[str, Any]:
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [
        "--only-categories=performance,accessibility",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": CHROMIUM}, check=True)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def show(found: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether a page falls short of a goal."""
    table, short = Table("页面", *GOALS, "CLS", *TIMES), False
    for name, runs in found.items():
        scores = {goal: middle(each["categories"][goal]["score"] for each in runs) for goal in GOALS}
        shift = middle(value(each, "cumulative-layout-shift") for each in runs)
        short |= shift > MOST_SHIFT or any(scores[goal] < least for goal, least in GOALS.items())
        times = [f"{middle(value(each, of) for each in runs):.0f}" for of in TIMES.values()]
        table.add_row(name, *(f"{score:.2f}" for score in scores.values()), f"{shift:.3f}", *times)
    console.print(table)
    return short


def show_audits(found: dict[str, list[dict[str, Any]]]) -> None:
    """What Lighthouse would change: audits that count and are not full."""
    for name, runs in found.items():
        for each in runs[-1]["audits"].values():
            if each.get("score") is not None and each["score"] < GOOD:
                console.print(f"{name}: {each['id']} {each['score']:.2f} {each.get('displayValue', '')}")


def value(report: dict[str, Any], audit: str) -> float:
    return float(report["audits"][audit]["numericValue"])


def middle(values: Iterable[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
