"""What is fetched from elsewhere is pinned by its content, and by no address."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def pinned(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+(?:\[[\w, -]+\])?)==([^ ]+) \\$", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_pinned_with_a_hash(lock):
    text = (ROOT / lock).read_text()
    packages = re.split(r"\n(?=[a-z])", text)
    assert len(packages) == len(pinned(lock)) > 0
    assert all("--hash=sha256:" in package for package in packages)


@pytest.mark.parametrize("lock", LOCKS)
def test_python_packages_have_no_address(lock):
    assert "://" not in (ROOT / lock).read_text()


def test_the_checks_run_on_the_versions_that_the_product_runs_on():
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()


def test_browser_files_are_pinned_by_content_and_have_no_address():
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package
