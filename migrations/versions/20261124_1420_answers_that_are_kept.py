"""answers that are kept"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b7f24d09c6e1"
down_revision = "3c9a51e7d204"


def upgrade() -> None:
    op.create_table(
        "kept_answers",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", postgresql.JSONB(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="kept_answers_key_id_fkey"),
        sa.PrimaryKeyConstraint("key_id", "word", name="kept_answers_pkey"),
    )
    op.create_index("kept_answers_at_idx", "kept_answers", ["at"])


def downgrade() -> None:
    op.drop_table("kept_answers")
