"""edits of briefs"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a94d07b3e5c1"
down_revision = "5ac2e90f7b18"

CHANGE = "AFTER INSERT OR UPDATE OR DELETE"
TRIGGERS = (
    f"CREATE CONSTRAINT TRIGGER record_change {CHANGE} ON brief_edits DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION record_change('id', '', 'edits')",
    f"CREATE TRIGGER note_touched {CHANGE} ON brief_edits FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')",
    "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON brief_edits"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()",
    "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON brief_edits"
    " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()",
    "CREATE TRIGGER refuse_change_of_issued BEFORE INSERT ON brief_edits"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued('brief_id')",
)


def upgrade() -> None:
    op.create_table(
        "brief_edits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edits", postgresql.JSONB(), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="brief_edits_brief_id_fkey"),
        sa.ForeignKeyConstraint(["edited_by_id"], ["accounts.id"], name="brief_edits_edited_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="brief_edits_pkey"),
        sa.UniqueConstraint("brief_id", "revision", name="brief_edits_brief_id_revision_key"),
    )
    for trigger in TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table("brief_edits")
