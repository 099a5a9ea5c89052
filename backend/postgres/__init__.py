"""The embedded PostgreSQL: the server programs of a wheel, data below the data folder, one unix socket and no port."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.postgres.cluster import Cluster, Say
from backend.postgres.programs import program
from backend.postgres.server import Server, create_database, drop_database
from backend.postgres.sharing import is_unused, take_share, turn

__all__ = ["Server", "create_database", "drop_database", "ensure", "program", "running"]


def ensure(data_dir: Path, *, durable: bool = True, say: Say = lambda _: None) -> Server:
    """Start the server of a data folder unless it runs, and leave it running. `durable=False` is for tests."""
    cluster = Cluster.at(data_dir)
    with turn(cluster.folder):
        return cluster.bring_up(durable=durable, say=say)


@contextmanager
def running(data_dir: Path, *, durable: bool = True, say: Say = lambda _: None) -> Iterator[Server]:
    """Use the server of a data folder beside other processes. Whoever leaves last stops it."""
    cluster = Cluster.at(data_dir)
    share: int | None = None
    try:
        with turn(cluster.folder):
            server = cluster.bring_up(durable=durable, say=say)
            share = take_share(cluster.folder)
        yield server
    finally:
        if share is not None:
            os.close(share)
        with turn(cluster.folder):
            if is_unused(cluster.folder):
                cluster.stop()
