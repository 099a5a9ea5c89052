"""The reference consumer as the zone runs it: a process of its own that mirrors a served site into SQLite."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

CONSUMER = Path("docs/zone/consumer.py")


class Mirror:
    """One mirror: the file, and the consumer that is started and killed over it."""

    def __init__(self, folder, port, key):
        self.file = folder / f"mirror-{len(list(folder.iterdir()))}.db"
        sqlite3.connect(self.file).close()
        self.given = os.environ | {"SANPI_URL": f"http://127.0.0.1:{port}", "SANPI_KEY": key}
        self.said = ""

    def start(self, *arguments):
        command = [sys.executable, str(CONSUMER), str(self.file), *arguments]
        return subprocess.Popen(command, env=self.given, stderr=subprocess.PIPE, text=True)

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        self.said += process.communicate()[1]

    def catch_up(self):
        """Run until everything is there and proved."""
        process = self.start("--once")
        self.said += process.communicate(timeout=60)[1]
        assert process.returncode == 0, self.said

    def held(self):
        with sqlite3.connect(self.file) as mirror:
            return {code: json.loads(state) for code, state in mirror.execute("SELECT code, state FROM projects")}

    def forget(self, code):
        with sqlite3.connect(self.file) as mirror:
            mirror.execute("DELETE FROM projects WHERE code = ?", [code])
