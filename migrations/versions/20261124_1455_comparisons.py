"""comparisons of units"""

import sqlalchemy as sa
from alembic import op

revision = "81c4f6d2e7b3"
down_revision = "7e21b0c4d9aa"

TABLES = ("comparison_tables", "comparisons")


def upgrade() -> None:
    op.create_table(
        "comparison_tables",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("least_projects", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["accounts.id"], name="comparison_tables_made_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="comparison_tables_pkey"),
        sa.UniqueConstraint("valid_from", name="comparison_tables_valid_from_key"),
    )
    op.create_table(
        "comparisons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("formula", sa.String(length=32), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("points_each", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("most", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["comparison_tables.id"], name="comparisons_table_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="comparisons_pkey"),
        sa.UniqueConstraint("table_id", "measure", name="comparisons_table_id_measure_key"),
    )
    op.create_index("comparisons_table_id_idx", "comparisons", ["table_id"])
    for table in TABLES:
        _triggers(table)


def _triggers(table: str) -> None:
    change = "AFTER INSERT OR UPDATE OR DELETE"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} ON {table} DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} ON {table} FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(
        f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
