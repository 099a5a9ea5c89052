"""assignments"""

import sqlalchemy as sa
from alembic import op

revision = "a51f0c7e3d62"
down_revision = "c05e83b1f7a4"

UNITS = "SELECT project_id FROM duties WHERE unit_id = $1"
ACCOUNTS = (
    "SELECT project_id FROM duties WHERE account_id = $1"
    " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
)
UNITS_NOW = f"{UNITS} UNION SELECT project_id FROM assignments WHERE unit_id = $1 AND project_id IS NOT NULL"
ACCOUNTS_NOW = (
    f"{ACCOUNTS}"
    " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
)


def track(table: str) -> None:
    change = f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION record_change('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} FOR EACH ROW EXECUTE FUNCTION note_touched('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def show(table: str, shown_in: str) -> None:
    """Whoever is renamed is renamed in every document that prints the name."""
    op.execute(f"DROP TRIGGER note_touched ON {table}")
    op.execute(
        f"CREATE TRIGGER note_touched AFTER INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '{shown_in}')"
    )


def belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"{table}_{column}_fkey"))


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("standing", sa.String(32), nullable=False),
        sa.Column("assigned_by_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        belongs("assignments", "project_id", "projects"),
        belongs("assignments", "unit_id", "units"),
        belongs("assignments", "account_id", "accounts"),
        belongs("assignments", "assigned_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("assignments_pkey")),
    )
    op.create_table(
        "assignment_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        belongs("assignment_steps", "project_id", "projects"),
        belongs("assignment_steps", "assignment_id", "assignments"),
        belongs("assignment_steps", "said_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("assignment_steps_pkey")),
    )
    for column in ("project_id", "unit_id", "account_id", "due_on", "source_id", "assigned_by_id"):
        op.create_index(op.f(f"assignments_{column}_idx"), "assignments", [column])
    for column in ("project_id", "assignment_id"):
        op.create_index(op.f(f"assignment_steps_{column}_idx"), "assignment_steps", [column])
    for table in ("assignments", "assignment_steps"):
        track(table)
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON assignment_steps"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )
    show("units", UNITS_NOW)
    show("accounts", ACCOUNTS_NOW)


def downgrade() -> None:
    show("units", UNITS)
    show("accounts", ACCOUNTS)
    op.drop_table("assignment_steps")
    op.drop_table("assignments")
