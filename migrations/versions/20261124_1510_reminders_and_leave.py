"""reminders and leave"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d7c2f05a81e6"
down_revision = "e83a5c1f9d26"

TRACK = (
    "CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON leaves"
    " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '')",
    "CREATE TRIGGER note_touched AFTER INSERT OR UPDATE OR DELETE ON leaves"
    " FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')",
    "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()",
)


def choice(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, length=32)


def upgrade() -> None:
    kind = choice("owed", "unit", "sponsor")
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("items", postgresql.JSONB(), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="reminders_account_id_fkey"),
        sa.ForeignKeyConstraint(["mail_id"], ["outgoing_messages.id"], name="reminders_mail_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="reminders_pkey"),
        sa.UniqueConstraint("account_id", "week_start", "kind", name="reminders_account_id_week_start_kind_key"),
    )
    op.create_index("reminders_week_start_idx", "reminders", ["week_start"])
    op.create_index(
        "reminders_unread", "reminders", ["account_id"], postgresql_where=sa.text("read_at IS NULL AND here")
    )
    op.create_table(
        "reminder_rounds",
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("week_start", "due", name="reminder_rounds_pkey"),
    )
    op.create_table(
        "reminders_off",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("way", choice("here", "mail"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="reminders_off_account_id_fkey"),
        sa.PrimaryKeyConstraint("account_id", "kind", "way", name="reminders_off_pkey"),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("since <= until", name="leaves_in_order_check"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="leaves_account_id_fkey"),
        sa.ForeignKeyConstraint(["stand_in_id"], ["accounts.id"], name="leaves_stand_in_id_fkey"),
        sa.ForeignKeyConstraint(["entered_by_id"], ["accounts.id"], name="leaves_entered_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="leaves_pkey"),
    )
    op.create_index("leaves_account_id_idx", "leaves", ["account_id"])
    for statement in TRACK:
        op.execute(statement)


def downgrade() -> None:
    for table in ("leaves", "reminders_off", "reminder_rounds", "reminders"):
        op.drop_table(table)
