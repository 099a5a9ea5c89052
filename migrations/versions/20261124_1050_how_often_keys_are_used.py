"""how often keys are used"""

import sqlalchemy as sa
from alembic import op

revision = "d17a93c0b5e8"
down_revision = "9c3f61e0d8b7"


def upgrade() -> None:
    op.create_table(
        "key_allowances",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="key_allowances_pkey"),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "key_uses",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="key_uses_key_id_fkey"),
        sa.PrimaryKeyConstraint("key_id", "day", name="key_uses_pkey"),
    )


def downgrade() -> None:
    op.drop_table("key_uses")
    op.drop_table("key_allowances")
