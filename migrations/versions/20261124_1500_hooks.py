"""hooks"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "f30c9a61d7e2"
down_revision = "81c4f6d2e7b3"

MOMENT = sa.DateTime(timezone=True)
NOTE = "AFTER INSERT OR UPDATE OR DELETE ON hooks"


def upgrade() -> None:
    op.create_table(
        "hooks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scope", postgresql.JSONB(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.String(length=80), nullable=False),
        sa.Column("former_secret", sa.String(length=80), nullable=True),
        sa.Column("former_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name="hooks_created_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="hooks_pkey"),
    )
    op.create_table(
        "hook_states",
        sa.Column("hook_id", sa.Uuid(), nullable=False),
        sa.Column("told_seq", sa.BigInteger(), nullable=False),
        sa.Column("rung_at", MOMENT, nullable=True),
        sa.Column("message_id", sa.String(length=60), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("last_sent_at", MOMENT, nullable=True),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["hook_id"], ["hooks.id"], name="hook_states_hook_id_fkey"),
        sa.PrimaryKeyConstraint("hook_id", name="hook_states_pkey"),
    )
    hidden = "secret,former_secret"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {NOTE} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '{hidden}')"
    )
    op.execute(f"CREATE TRIGGER note_touched {NOTE} FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')")
    op.execute(
        "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON hooks FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def downgrade() -> None:
    op.drop_table("hook_states")
    op.drop_table("hooks")
