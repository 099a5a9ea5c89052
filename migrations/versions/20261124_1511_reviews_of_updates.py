"""reviews of updates"""

import sqlalchemy as sa
from alembic import op

revision = "f3b86d20c91e"
down_revision = "d7c2f05a81e6"

ACCOUNTS = (
    "SELECT project_id FROM duties WHERE account_id = $1"
    " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
    " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
)
ACCOUNTS_NOW = (
    "SELECT project_id FROM duties WHERE account_id = $1"
    " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
    " UNION SELECT project_id FROM update_reviews WHERE reviewed_by_id = $1"
    " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
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
    op.add_column("units", sa.Column("reviews_updates", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("units", "reviews_updates", server_default=None)
    op.create_table(
        "update_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("update_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(500), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        belongs("update_reviews", "project_id", "projects"),
        belongs("update_reviews", "update_id", "updates"),
        belongs("update_reviews", "reviewed_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("update_reviews_pkey")),
    )
    for column in ("project_id", "update_id"):
        op.create_index(op.f(f"update_reviews_{column}_idx"), "update_reviews", [column])
    track("update_reviews")
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON update_reviews"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )
    show("accounts", ACCOUNTS_NOW)


def downgrade() -> None:
    show("accounts", ACCOUNTS)
    op.drop_table("update_reviews")
    op.drop_column("units", "reviews_updates")
