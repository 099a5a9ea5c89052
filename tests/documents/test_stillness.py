"""A copy of the printer that neither works nor ends."""

import subprocess
import sys

import pytest

from backend.documents import stillness
from backend.documents.stillness import Stillness

WAITS = "import time; print(flush=True); time.sleep(60)"
WORKS = "print(flush=True)\nwhile True: pass"


@pytest.mark.parametrize(("program", "is_still"), [(WAITS, True), (WORKS, False)])
def test_only_who_does_not_work_is_found_to_be_still(monkeypatch, program, is_still):
    monkeypatch.setattr(stillness, "STILL", 1)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as copy:
        try:
            copy.stdout.readline()
            seen = Stillness()
            assert seen.found([copy.pid]) == []
            found = []
            for _ in range(20):
                with pytest.raises(subprocess.TimeoutExpired):
                    copy.wait(0.25)
                found = found or seen.found([copy.pid])
            assert found == ([copy.pid] if is_still else [])
        finally:
            copy.kill()
