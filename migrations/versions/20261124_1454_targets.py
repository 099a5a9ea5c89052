"""targets of units"""

import sqlalchemy as sa
from alembic import op

revision = "7e21b0c4d9aa"
down_revision = "a51f0c7e3d62"


def upgrade() -> None:
    op.create_table(
        "targets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="targets_unit_id_fkey"),
        sa.ForeignKeyConstraint(["set_by_id"], ["accounts.id"], name="targets_set_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="targets_pkey"),
    )
    op.create_index("targets_unit_id_idx", "targets", ["unit_id"])
    op.create_index("targets_newest_idx", "targets", ["year", "unit_id", "measure", "period", "set_at"])
    change = "AFTER INSERT OR UPDATE OR DELETE"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} ON targets DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} ON targets FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')"
    )
    op.execute(
        "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON targets"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON targets"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )


def downgrade() -> None:
    op.drop_table("targets")
