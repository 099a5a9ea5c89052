"""what leaves the house"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e05b7a31d9c8"
down_revision = "e81b5c2f9a37"


def choice(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "outgoing_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", choice("mail", "robot"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("why", sa.String(length=100), nullable=False),
        sa.Column("attachments", postgresql.JSONB(), nullable=False),
        sa.Column("state", choice("waiting", "sent", "failed"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="outgoing_messages_pkey"),
        sa.UniqueConstraint("key", name="outgoing_messages_key_key"),
    )
    op.create_index("outgoing_messages_state_idx", "outgoing_messages", ["state"])


def downgrade() -> None:
    op.drop_table("outgoing_messages")
