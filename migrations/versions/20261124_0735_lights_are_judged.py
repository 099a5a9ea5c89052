"""lights are judged"""

import sqlalchemy as sa
from alembic import op

revision = "7e20c4d9b1a6"
down_revision = "8e21c7d4f0a6"

# The first rules. Later ones are rows that an administrator adds; none of them is ever rewritten.
RULES = {
    "start": '{"amber_months": 1, "red_months": 3}',
    "progress": '{"amber_points": 10, "red_points": 30}',
    "statistics": '{"amber_months": 1, "red_months": 2}',
    "funds": '{"red_days": 0}',
    "report": '{"amber_weeks": 1, "red_weeks": 2}',
}


def upgrade() -> None:
    op.create_table(
        "light_rounds",
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("due", name=op.f("light_rounds_pkey")),
    )
    op.add_column("lights", sa.Column("was", sa.String(length=32), nullable=True))
    op.drop_constraint("lights_project_id_fkey", "lights")
    op.create_foreign_key("lights_project_id_fkey", "lights", "projects", ["project_id"], ["id"], ondelete="CASCADE")
    for table in ("summaries", "past_summaries"):
        op.add_column(
            table, sa.Column("computed_signal", sa.String(length=32), nullable=False, server_default="unrated")
        )
        op.alter_column(table, "computed_signal", server_default=None)
        op.add_column(table, sa.Column("light_reason", sa.Text(), nullable=True))
    # The first rules come with the house, not from a person: in the record they would stand at the moment of the
    # set-up, and no later change could be recorded at a time before that (a demonstration's weeks are in the past).
    op.execute("ALTER TABLE signal_rules DISABLE TRIGGER record_change")
    for axis, borders in RULES.items():
        op.execute(
            "INSERT INTO signal_rules (id, axis, version, effective_from, borders)"
            f" VALUES (gen_random_uuid(), '{axis}', '2026-01', '2020-01-01', '{borders}')"
        )
    op.execute("ALTER TABLE signal_rules ENABLE TRIGGER record_change")


def downgrade() -> None:
    op.execute("DELETE FROM signal_rules")
    for table in ("past_summaries", "summaries"):
        op.drop_column(table, "light_reason")
        op.drop_column(table, "computed_signal")
    op.drop_constraint("lights_project_id_fkey", "lights")
    op.create_foreign_key("lights_project_id_fkey", "lights", "projects", ["project_id"], ["id"])
    op.drop_column("lights", "was")
    op.drop_table("light_rounds")
