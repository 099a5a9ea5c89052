"""reminders of problems, several in a week"""

import sqlalchemy as sa
from alembic import op

revision = "e4c17a86d0f2"
down_revision = "d3a90f5c71b4"

WEEKLY, EACH = "reminders_account_id_week_start_kind_key", "reminders_account_id_week_start_kind_occasion_key"
KEY = ["account_id", "week_start", "kind"]


def upgrade() -> None:
    op.add_column("reminders", sa.Column("occasion", sa.String(16), nullable=False, server_default=""))
    op.alter_column("reminders", "occasion", server_default=None)
    op.drop_constraint(WEEKLY, "reminders", type_="unique")
    op.create_unique_constraint(EACH, "reminders", [*KEY, "occasion"])
    op.create_table(
        "problem_reminder_rounds",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("at", name="problem_reminder_rounds_pkey"),
    )


def downgrade() -> None:
    op.drop_table("problem_reminder_rounds")
    op.execute("DELETE FROM reminders WHERE kind = 'problem'")
    op.execute("DELETE FROM reminders_off WHERE kind = 'problem'")
    op.drop_constraint(EACH, "reminders", type_="unique")
    op.create_unique_constraint(WEEKLY, "reminders", KEY)
    op.drop_column("reminders", "occasion")
