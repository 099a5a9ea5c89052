"""What set-up says to somebody whose machine lacks something."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def system_packages(purpose: str, *, installed: str, user: int) -> subprocess.CompletedProcess[str]:
    """The step of set-up alone, on a machine that we make up."""
    script = f"""
        set -euo pipefail
        source setup/words.sh
        source setup/system.sh
        id() {{ echo {user}; }}
        apt-get() {{ echo "apt-get $*"; }}
        installed_packages() {{ printf '%s\\n' {installed}; }}
        system_packages {purpose}
    """
    return subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)


DRAWING = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def test_without_root_it_names_what_to_install_in_both_languages_and_fails():
    done = system_packages("test", installed=DRAWING, user=1000)
    assert done.returncode == 1
    assert "缺少系统软件包" in done.stderr
    assert "System packages are missing" in done.stderr
    assert "sudo apt-get install --no-install-recommends chromium fonts-noto-cjk\n" in done.stderr


def test_root_gets_them_installed():
    done = system_packages("run", installed=DRAWING, user=0)
    assert done.returncode == 0, done.stderr
    assert "apt-get install --yes --no-install-recommends fonts-noto-cjk\n" in done.stdout


def test_a_machine_that_has_them_is_left_alone():
    done = system_packages("run", installed=f"{DRAWING} fonts-noto-cjk", user=1000)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
