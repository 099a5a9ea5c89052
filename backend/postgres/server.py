"""How a running server is reached, and its databases made and dropped."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

SUPERUSER = "postgres"


@dataclass(frozen=True)
class Server:
    socket: Path
    """The folder of the socket: `host` of a connection."""
    password: str = field(repr=False)
    user: str = "sanpi"
    """The application's role: it makes databases, and is not a superuser."""
    database: str = "sanpi"

    def conninfo(self, database: str | None = None) -> str:
        """For psycopg and PostgreSQL's own programs."""
        name = database or self.database
        return make_conninfo(host=str(self.socket), user=self.user, password=self.password, dbname=name)

    def sqlalchemy_url(self, database: str | None = None) -> str:
        """Without the driver's name libpq reads it as well, which SQLAlchemy's own `+` for a blank would prevent."""
        name, password = quote(database or self.database), quote(self.password)
        return f"postgresql+asyncpg://{self.user}:{password}@/{name}?host={quote(str(self.socket))}"

    def is_ready(self) -> bool:
        """Whether it takes connections; one that starts or stops does not."""
        return pq.PGconn.ping(self.conninfo().encode()) == pq.Ping.OK


def admit_application(server: Server) -> None:
    """Make the application's role and its database where they are missing."""
    role, database = sql.Identifier(server.user), sql.Identifier(server.database)
    superuser = replace(server, user=SUPERUSER)
    with psycopg.connect(superuser.conninfo("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [server.user]).fetchone():
            statement = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
            connection.execute(statement.format(role, sql.Literal(server.password)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [server.database]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def create_database(server: Server, name: str, template: str = "template1") -> None:
    _execute(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)


def drop_database(server: Server, name: str) -> None:
    _execute(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def _execute(server: Server, statement: sql.SQL, *names: str) -> None:
    with psycopg.connect(server.conninfo("postgres"), autocommit=True) as connection:
        connection.execute(statement.format(*map(sql.Identifier, names)))
