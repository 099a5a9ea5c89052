"""keys are warned of, and have addresses"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e41b07d9a3c6"
down_revision = "e05b7a31d9c8"


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("addresses", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False))
    op.alter_column("api_keys", "addresses", server_default=None)
    op.create_table(
        "key_warnings",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="key_warnings_key_id_fkey"),
        sa.PrimaryKeyConstraint("key_id", "days", name="key_warnings_pkey"),
    )
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON key_warnings"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )


def downgrade() -> None:
    op.drop_table("key_warnings")
    op.drop_column("api_keys", "addresses")
