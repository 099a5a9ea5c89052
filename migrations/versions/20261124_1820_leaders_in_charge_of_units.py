"""leaders in charge of units"""

import sqlalchemy as sa
from alembic import op

revision = "c3f1b8e24d70"
down_revision = "a94d07b3e5c1"

CHANGE = "AFTER INSERT OR UPDATE OR DELETE"
TRIGGERS = (
    f"CREATE CONSTRAINT TRIGGER record_change {CHANGE} ON unit_leaders DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '')",
    f"CREATE TRIGGER note_touched {CHANGE} ON unit_leaders FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')",
    "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON unit_leaders"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()",
)


def upgrade() -> None:
    op.create_table(
        "unit_leaders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("unit_leaders_account_id_fkey")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("unit_leaders_unit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("unit_leaders_pkey")),
    )
    op.create_index(op.f("unit_leaders_unit_id_idx"), "unit_leaders", ["unit_id"])
    op.create_index(op.f("unit_leaders_account_id_idx"), "unit_leaders", ["account_id"])
    now = sa.text("until IS NULL")
    op.create_index("unit_leaders_now", "unit_leaders", ["unit_id"], unique=True, postgresql_where=now)
    for trigger in TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("unit_leaders")
