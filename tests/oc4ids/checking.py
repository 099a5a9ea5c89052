"""`libcoveoc4ids` on packages, offline: it fetches the schema and the code lists from a server on loopback, and any
other connection fails. Run as a program of its own, since the checker changes how its process validates JSON.

Reads a list of packages from its input and writes for each the five fields in which something may be wrong."""

import json
import socket
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

STANDARD = Path(__file__).with_name("standard")
FIELDS = (
    "validation_errors",
    "conformance_checks",
    "additional_checks",
    "additional_closed_codelist_values",
    "additional_open_codelist_values",
)
connect = socket.socket.connect


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def only_loopback(made, address):
    assert address[0] == "127.0.0.1", f"the check is to be offline, and asks for {address}"
    return connect(made, address)


def main():
    from libcoveoc4ids.api import oc4ids_json_output
    from libcoveoc4ids.config import LibCoveOC4IDSConfig

    socket.socket.connect = only_loopback
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=STANDARD))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}/"
    config = LibCoveOC4IDSConfig(
        {
            "schema_host": host,
            "schema_version_choices": {"0.9.5": ("0.9.5", host)},
            "schema_codelists": {"0.9": f"{host}codelists/"},
        }
    )
    found = []
    for package in json.load(sys.stdin):
        with TemporaryDirectory() as folder:
            checked = oc4ids_json_output(folder, json_data=package, lib_cove_oc4ids_config=config)
        found.append({name: checked[name] for name in FIELDS})
    json.dump(found, sys.stdout, default=repr)


if __name__ == "__main__":
    main()
