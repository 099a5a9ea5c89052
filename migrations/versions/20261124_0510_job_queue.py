"""the job queue"""

from pathlib import Path

from alembic import op
from sqlalchemy.util import await_only

revision = "9f2c7d10a6b3"
down_revision = "5a0d31c2b7e4"

SCHEMA = Path(__file__).parents[1] / "sql" / "procrastinate_3.10.sql"


def upgrade() -> None:
    # The script has many statements, which only the simple protocol takes at once.
    driver = op.get_bind().connection.driver_connection
    await_only(driver.execute(SCHEMA.read_text()))


def downgrade() -> None:
    for kind, query in {
        "TABLE": "SELECT tablename FROM pg_tables WHERE tablename LIKE 'procrastinate_%'",
        "ROUTINE": "SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate_%'",
        "TYPE": "SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate_%' AND typtype IN ('e', 'c')",
    }.items():
        op.execute(
            f"DO $$ DECLARE name text; BEGIN FOR name IN {query} LOOP"
            f" EXECUTE format('DROP {kind} IF EXISTS %s CASCADE', name); END LOOP; END $$"
        )
